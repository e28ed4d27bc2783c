import { css } from '@emotion/css'
import type { GrafanaTheme2 } from '@grafana/data'
import { Icon, useStyles2 } from '@grafana/ui'

interface Props {
  readonly title: string
  readonly isCollapsed: boolean
  readonly panelCount: number
  readonly onToggle: () => void
}

/** The heading of a row; a click hides its panels or shows them again. */
export function RowHeading({ title, isCollapsed, panelCount, onToggle }: Props) {
  const style = useStyles2(styleOf)
  return (
    <h2 className={style}>
      <button type="button" aria-expanded={!isCollapsed} onClick={onToggle}>
        <Icon name={isCollapsed ? 'angle-right' : 'angle-down'} />
        <span className="title">{title}</span>
        {isCollapsed && (
          <span className="count">
            ({panelCount} {panelCount === 1 ? 'panel' : 'panels'})
          </span>
        )}
      </button>
    </h2>
  )
}

const styleOf = (theme: GrafanaTheme2): string =>
  css({
    margin: 0,
    height: '100%',
    '& button': {
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(1),
      width: '100%',
      height: '100%',
      padding: 0,
      border: 'none',
      background: 'none',
      color: theme.colors.text.primary,
      fontSize: theme.typography.h5.fontSize,
      fontWeight: theme.typography.fontWeightMedium,
      textAlign: 'left',
      cursor: 'pointer',
    },
    '& .title': { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
    '& .count': { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular },
  })
