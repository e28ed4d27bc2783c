import { type DisplayProcessor, type DisplayValue, type FieldConfig, formattedValueToString } from '@grafana/data'
import { measureText, useTheme2 } from '@grafana/ui'
import { Words } from '../shared/no-data.tsx'
import { SmallValue } from '../shared/small-value.tsx'
import { labelAt, piece, ringsIn, shareOf } from './geometry.ts'
import { segmentsOf } from './segments.ts'
import { DialText, fitsIn } from './text.tsx'
import { DialTitle } from './title.tsx'

interface Props {
  /** Its `title`, if there is one, is shown below. */
  readonly value: DisplayValue
  /** What it is called for those who do not see it. */
  readonly name: string
  readonly field: FieldConfig
  readonly display: DisplayProcessor | undefined
  readonly width: number
  readonly height: number
  readonly showThresholdMarkers: boolean
  readonly showThresholdLabels: boolean
  readonly text: { readonly titleSize?: number; readonly valueSize?: number } | undefined
}

const labelSize = 12
// A ring of a smaller radius, in pixels, says nothing.
const leastRadius = 20

/** One gauge: its value as a part of a ring, its thresholds around it. */
export function Dial({ value, name, field, display, width, height, text, ...show }: Props) {
  const theme = useTheme2()
  const min = field.min ?? 0
  const max = field.max ?? 100
  const segments = segmentsOf(field.thresholds, min, max)
  const labels = segments
    .filter(({ from }) => from > 0)
    .map(({ value, from }) => ({ from, text: display ? formattedValueToString(display(value)) : String(value) }))
  const labelWidth = Math.max(0, ...labels.map(({ text }) => measureText(text, labelSize).width + 6))
  const hasLabels = show.showThresholdLabels && Math.min(width - 2 * labelWidth, height - labelSize) > 4 * leastRadius
  const {
    centre,
    value: ring,
    band,
    titleHeight,
  } = ringsIn({
    width,
    height,
    hasTitle: Boolean(value.title),
    hasMarkers: show.showThresholdMarkers,
    margin: hasLabels ? { x: labelWidth, y: labelSize } : { x: 0, y: 0 },
  })
  const shown = formattedValueToString(value)
  const isWords = Number.isNaN(value.numeric) || value.text === field.noValue
  const share = shareOf(value.numeric, min, max)
  if (isWords && !fitsIn(ring.inner, shown)) return <Words text={shown} width={width} height={height} />
  if (band.outer < leastRadius) return <SmallValue value={value} width={width} height={height} />
  return (
    <div role="img" aria-label={`${name}: ${shown}`} style={{ position: 'relative', width, height }}>
      <svg width={width} height={height} style={{ position: 'absolute' }} aria-hidden>
        <path d={piece(centre, ring, 0, 1)} fill={theme.colors.border.weak} />
        {share > 0 && !isWords && <path d={piece(centre, ring, 0, share)} fill={value.color} />}
        {show.showThresholdMarkers &&
          segments.map(({ from, to, color }) => (
            <path key={from} d={piece(centre, band, from, to)} fill={theme.visualization.getColorByName(color)} />
          ))}
        {hasLabels &&
          labels.map(({ from, text }) => {
            const { anchor, ...point } = labelAt(centre, band.outer + 6, from)
            return (
              <text
                key={from}
                {...point}
                textAnchor={anchor}
                dominantBaseline="middle"
                fontSize={labelSize}
                fill={theme.colors.text.secondary}
              >
                {text}
              </text>
            )
          })}
      </svg>
      <DialText value={value} centre={centre} inner={ring.inner} size={text?.valueSize} isWords={isWords} />
      {value.title && titleHeight > 0 && <DialTitle text={value.title} height={titleHeight} size={text?.titleSize} />}
    </div>
  )
}
