import { byId } from './dom.ts'

const themes = ['system', 'dark', 'light'] as const
type Theme = (typeof themes)[number]

const key = 'explain.theme'

/** The button that goes from the theme of the system to the dark and the light one. */
export function followTheme(): void {
  const button = byId('theme', HTMLButtonElement)
  let theme = themes.find((each) => each === remembered()) ?? 'system'
  const show = (): void => {
    if (theme === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = theme
    button.textContent = `Theme: ${theme}`
  }
  button.addEventListener('click', () => {
    theme = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system'
    remember(theme)
    show()
  })
  show()
}

/** A page from a disk may have no storage. */
function remembered(): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

function remember(theme: Theme): void {
  try {
    localStorage.setItem(key, theme)
  } catch {
    // It holds until the page is closed.
  }
}
