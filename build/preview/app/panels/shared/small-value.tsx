import { type DisplayValue, formattedValueToString } from '@grafana/data'
import { calculateFontSize } from '@grafana/ui'

interface Props {
  readonly value: DisplayValue
  readonly width: number
  readonly height: number
}

/** A value where there is room for nothing else: one line, as large as fits. */
export function SmallValue({ value, width, height }: Props) {
  const text = formattedValueToString(value)
  return (
    <div
      title={value.title === undefined ? text : `${value.title}: ${text}`}
      style={{
        width,
        lineHeight: `${height}px`,
        fontSize: Math.max(8, calculateFontSize(text, width, height, 1, 14)),
        textAlign: 'center',
        whiteSpace: 'nowrap',
        overflow: 'hidden',
        textOverflow: 'ellipsis',
        color: value.color,
      }}
    >
      {text}
    </div>
  )
}
