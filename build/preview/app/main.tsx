import { createRoot } from 'react-dom/client'
import { setUp } from './setup/setup.ts'
import { Page } from './shell/page.tsx'

const place = document.getElementById('page')
if (place !== null) {
  await setUp()
  createRoot(place).render(<Page />)
}
