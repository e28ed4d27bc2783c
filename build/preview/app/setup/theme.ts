import { createTheme, type GrafanaTheme2 } from '@grafana/data'
import type { View } from '../view/view.ts'

// Grafana's own monospace font is not among the page's.
const typography = { fontFamilyMonospace: 'ui-monospace, monospace' }

const themes = {
  dark: createTheme({ typography, colors: { mode: 'dark' } }),
  light: createTheme({ typography, colors: { mode: 'light' } }),
}

export const themeOf = ({ theme }: Pick<View, 'theme'>): GrafanaTheme2 => themes[theme]
