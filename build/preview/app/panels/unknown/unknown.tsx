import { useTheme2 } from '@grafana/ui'
import type { CSSProperties } from 'react'

interface Props {
  readonly type: string
  /** The types that can be drawn. */
  readonly drawn: readonly string[]
}

/** Stands in the place of a panel whose type the preview cannot draw; nothing is wrong with the dashboard. */
export function UnknownPanel({ type, drawn }: Props) {
  const { colors, typography } = useTheme2()
  return (
    <div role="status" style={frame}>
      <div style={{ margin: 'auto', textAlign: 'center', overflowWrap: 'anywhere' }}>
        <div>This preview does not draw panels of the type {type}.</div>
        <div style={{ color: colors.text.secondary, ...typography.bodySmall }}>
          It draws {[...drawn].sort().join(', ')}.
        </div>
      </div>
    </div>
  )
}

const frame: CSSProperties = { display: 'flex', width: '100%', height: '100%', overflow: 'auto' }
