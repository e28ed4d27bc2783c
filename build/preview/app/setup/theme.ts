import { createTheme, type GrafanaTheme2 } from '@grafana/data'

// Grafana's own monospace font is not among the page's.
const typography = { fontFamilyMonospace: 'ui-monospace, monospace' }

const themes = {
  dark: createTheme({ typography, colors: { mode: 'dark' } }),
  light: createTheme({ typography, colors: { mode: 'light' } }),
}

export const themeOf = (theme: keyof typeof themes): GrafanaTheme2 => themes[theme]
