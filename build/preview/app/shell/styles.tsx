import { Global } from '@emotion/react'
import type { GrafanaTheme2 } from '@grafana/data'
import { useTheme2 } from '@grafana/ui'

/** How the page around the panels looks. */
export function PageStyles() {
  const theme = useTheme2()
  return <Global styles={[base(theme), bars(theme), messages(theme)]} />
}

const base = ({ colors, spacing, typography, breakpoints }: GrafanaTheme2) => ({
  html: { colorScheme: colors.mode },
  body: { background: colors.background.canvas, margin: 0 },
  '#page': { minHeight: '100vh', display: 'flex', flexDirection: 'column' as const },
  '.page': { flexGrow: 1, display: 'flex', flexDirection: 'column' as const, minWidth: 0 },
  '.page main': {
    flexGrow: 1,
    display: 'flex',
    flexDirection: 'column' as const,
    padding: spacing(0, 2, 2),
    outline: 'none',
    [breakpoints.down('sm')]: {
      padding: spacing(0, 1, 1),
      // The title of a tile fits beside its marks.
      '& [data-panel-id] h2': { fontSize: typography.bodySmall.fontSize },
      '& [data-testid="data-testid header-container"]': { gap: spacing(0.5), padding: spacing(1, 0, 0, 0.5) },
    },
  },
  '.page-kiosk main': { padding: spacing(1) },
  '.page-solo main': { padding: 0 },
  '.page-skip': {
    position: 'absolute' as const,
    left: spacing(1),
    top: '-100px',
    padding: spacing(1, 2),
    background: colors.background.primary,
    zIndex: 2000,
    '&:focus': { top: spacing(1) },
  },
})

const bars = ({ colors, spacing, typography, zIndex, shape, breakpoints }: GrafanaTheme2) => ({
  '.page-toolbar': {
    display: 'flex',
    flexWrap: 'wrap' as const,
    alignItems: 'center',
    gap: spacing(1),
    padding: spacing(1, 2),
    background: colors.background.canvas,
    borderBottom: `1px solid ${colors.border.weak}`,
    zIndex: zIndex.navbarFixed,
    [breakpoints.up('md')]: { position: 'sticky' as const, top: 0 },
    [breakpoints.down('sm')]: { padding: spacing(1) },
    '& h1': { margin: 0, minWidth: 0, fontSize: 'inherit' },
  },
  '.page-switcher': {
    display: 'flex',
    alignItems: 'center',
    gap: spacing(0.5),
    maxWidth: '100%',
    padding: spacing(0.5, 1),
    border: 'none',
    borderRadius: shape.radius.default,
    background: 'none',
    color: colors.text.primary,
    fontSize: typography.h4.fontSize,
    fontWeight: typography.fontWeightMedium,
    cursor: 'pointer',
    '&:hover': { background: colors.action.hover },
    '& span': { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' as const },
  },
  '.page-tags': { [breakpoints.down('lg')]: { display: 'none' } },
  '.page-time': {
    display: 'flex',
    flexWrap: 'wrap' as const,
    gap: spacing(1),
    marginLeft: 'auto',
    [breakpoints.down('md')]: {
      // Grafana leaves only the clock of the button: which time it is has to be readable.
      '& [aria-label^="Time range selected"]': {
        height: 'auto',
        minHeight: spacing(4),
        '& > div': { display: 'block' },
      },
      '& [aria-label^="Time range selected"] span': { whiteSpace: 'normal' as const, lineHeight: 1.2 },
    },
    [breakpoints.down('sm')]: {
      marginLeft: 0,
      // All of it on one line: the picker of the time range can zoom out, too, and a phone has no keys.
      '& [aria-label="Zoom out time range"], & .page-keyboard': { display: 'none' },
    },
  },
  '.page-keys': {
    '& th': { padding: spacing(0.5, 2, 0.5, 0), whiteSpace: 'nowrap' as const, fontWeight: 'inherit' },
    '& kbd': { marginRight: spacing(0.5), padding: spacing(0.25, 0.75), fontSize: typography.bodySmall.fontSize },
  },
  '.page-controls': {
    display: 'flex',
    flexWrap: 'wrap' as const,
    alignItems: 'center',
    gap: spacing(1),
    padding: spacing(1, 2),
    [breakpoints.down('sm')]: {
      padding: spacing(1),
      '&[data-open="false"] > :not(.page-more, .page-source)': { display: 'none' },
    },
    '& nav': { display: 'flex', flexWrap: 'wrap' as const, gap: spacing(0.5, 2), marginLeft: 'auto' },
    '& nav a': { color: colors.text.secondary, '&:hover': { color: colors.text.primary } },
  },
  // On a phone the panels come first: a click shows the rest.
  '.page-more': {
    padding: 0,
    border: 'none',
    background: 'none',
    color: colors.text.secondary,
    [breakpoints.up('sm')]: { display: 'none' },
  },
  '.page-variable': {
    display: 'flex',
    alignItems: 'stretch',
    maxWidth: '100%',
    '& label': {
      display: 'flex',
      alignItems: 'center',
      margin: 0,
      padding: spacing(0, 1),
      border: `1px solid ${colors.border.weak}`,
      borderRight: 'none',
      borderRadius: `${shape.radius.default} 0 0 ${shape.radius.default}`,
      background: colors.background.primary,
      fontSize: typography.bodySmall.fontSize,
      fontWeight: typography.fontWeightMedium,
      whiteSpace: 'nowrap' as const,
    },
  },
  '.page-source': {
    width: '100%',
    margin: 0,
    color: colors.text.secondary,
    fontSize: typography.bodySmall.fontSize,
    overflowWrap: 'anywhere' as const,
  },
})

const messages = ({ colors, spacing, shape }: GrafanaTheme2) => ({
  '.page-message': { padding: spacing(4), maxWidth: '80ch', overflowWrap: 'anywhere' as const },
  '.page-message ul': { paddingLeft: spacing(3) },
  // The facts of a runbook have no heading.
  '.page-runbook th:empty': { display: 'none' },
  '.page-message a': { color: colors.text.link, textDecoration: 'underline' },
  '.page-lost, .page-problems': {
    margin: spacing(0, 2, 1),
    padding: spacing(1, 2),
    borderRadius: shape.radius.default,
  },
  '.page-lost': { background: colors.warning.transparent, color: colors.text.primary },
  '.page-problems': { border: `1px solid ${colors.error.border}`, background: colors.background.primary },
  '.page-problems header': { display: 'flex', justifyContent: 'space-between', gap: spacing(1) },
  '.page-problems pre': {
    margin: spacing(1, 0, 0),
    padding: 0,
    border: 'none',
    background: 'none',
    color: colors.text.primary,
    whiteSpace: 'pre-wrap' as const,
    overflowWrap: 'anywhere' as const,
    maxHeight: '50vh',
    overflowY: 'auto' as const,
  },
})
