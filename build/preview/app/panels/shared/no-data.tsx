import type { FieldConfigSource } from '@grafana/data'
import { useTheme2 } from '@grafana/ui'
import { SmallValue } from './small-value.tsx'

interface Props {
  readonly fieldConfig: FieldConfigSource
  readonly width: number
  readonly height: number
}

/** What stands in the middle of a panel that has nothing to draw: the words its dashboard gives, or Grafana's. */
export const NoData = ({ fieldConfig, width, height }: Props) => (
  <Words text={noDataText(fieldConfig)} width={width} height={height} />
)

const noDataText = ({ defaults }: FieldConfigSource): string => defaults.noValue || 'No data'

// A lower box has room for one line.
const twoLines = 36

/** Words in the middle of a box, in lines; what does not fit can be scrolled to. */
export function Words({ text, width, height }: Omit<Props, 'fieldConfig'> & { readonly text: string }) {
  const theme = useTheme2()
  const color = theme.colors.text.secondary
  if (height < twoLines)
    return <SmallValue value={{ text, numeric: Number.NaN, color }} width={width} height={height} />
  return (
    <div style={{ width, height, overflow: 'auto', scrollbarWidth: 'thin', display: 'flex', textAlign: 'center' }}>
      {/* An automatic margin centres while there is room; aligned to the middle, a longer text would lose its start. */}
      <div style={{ margin: 'auto', color, overflowWrap: 'anywhere' }}>{text}</div>
    </div>
  )
}
