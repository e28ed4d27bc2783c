import { useTheme2 } from '@grafana/ui'
import type { Scale } from './scale.ts'

/** The place of a plot inside a panel, in pixels. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

interface Props {
  readonly box: Box
  readonly scale: Scale
  readonly tell: (value: number) => string
  /** Whether values grow to the right, rather than upwards. */
  readonly isLevel?: boolean
}

export const axisSize = 12

/** Where a value is between the ends of a scale, from 0 to 1. */
export const shareIn = ({ min, max }: Pick<Scale, 'min' | 'max'>, value: number): number => (value - min) / (max - min)

/** The lines of a grid across a plot, and what each stands for. */
export function ValueAxis({ box, scale, tell, isLevel = false }: Props) {
  const { colors } = useTheme2()
  const { left, top, width, height } = box
  const text = { fontSize: axisSize, fill: colors.text.primary }
  return scale.ticks.map((tick) => {
    const share = shareIn(scale, tick)
    const [x, y] = [left + share * width, top + (1 - share) * height]
    return isLevel ? (
      <g key={tick}>
        <line x1={x} x2={x} y1={top} y2={top + height} stroke={colors.border.weak} />
        <text x={x} y={top + height + axisSize + 4} textAnchor="middle" {...text}>
          {tell(tick)}
        </text>
      </g>
    ) : (
      <g key={tick}>
        <line x1={left} x2={left + width} y1={y} y2={y} stroke={colors.border.weak} />
        <text x={left - 6} y={y} textAnchor="end" dominantBaseline="middle" {...text}>
          {tell(tick)}
        </text>
      </g>
    )
  })
}
