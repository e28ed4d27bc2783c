import { useTheme2 } from '@grafana/ui'
import type { Look } from './cells.ts'

interface Props {
  readonly look: Look
  readonly width: number
  readonly format: (count: number) => string
}

/** The colours from few to many, above the counts they stand for. */
export function ColorScale({ look, width, format }: Props) {
  const { typography, colors } = useTheme2()
  const [min, max] = look.extent
  const parts = max > min ? (width < 200 ? 1 : 4) : 0
  const counts = Array.from({ length: parts + 1 }, (_, part) => min + ((max - min) * part) / Math.max(1, parts))
  return (
    <div
      role="img"
      aria-label={`Colours for counts from ${format(min)} to ${format(max)}`}
      style={{ width, marginTop: 4, ...typography.bodySmall }}
    >
      <div style={{ height: 8, background: `linear-gradient(90deg, ${look.colors.join(', ')})` }} />
      <div style={{ display: 'flex', justifyContent: 'space-between', color: colors.text.secondary }}>
        {counts.map((count) => (
          <span key={count}>{format(count)}</span>
        ))}
      </div>
    </div>
  )
}
