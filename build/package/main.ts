import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { capture } from '../commands/child.ts'
import { makePackage } from './make.ts'

// Makes the npm package of the compiler, as a file in the working folder: `npm run pack`.

const folder = mkdtempSync(join(tmpdir(), 'pybase-package-'))
try {
  await makePackage(folder)
  const { code, text, complaint } = await capture('npm', ['pack', folder, '--silent', '--ignore-scripts'])
  if (code === 0) console.log(text.trim())
  else console.error(complaint.trim())
  process.exitCode = code
} finally {
  rmSync(folder, { recursive: true, force: true })
}
