import { type PanelProps, VizOrientation } from '@grafana/data'
import { BarGaugeSizing, type SingleStatBaseOptions } from '@grafana/schema'
import { useTheme2, VizRepeater } from '@grafana/ui'
import { definePanel } from '../define.ts'
import { displayValues, titled } from '../shared/display-values.ts'
import { Dial } from './dial.tsx'

interface Options extends SingleStatBaseOptions {
  readonly showThresholdMarkers: boolean
  readonly showThresholdLabels: boolean
  readonly sizing: BarGaugeSizing
  readonly minVizWidth: number
  readonly minVizHeight: number
}

const least = 75

function GaugePanel(props: PanelProps<Options>) {
  const { data, title, width, height, options, renderCounter } = props
  const theme = useTheme2()
  const isManual = options.sizing === BarGaugeSizing.Manual
  return (
    <VizRepeater
      source={data}
      getValues={() => displayValues(props, theme)}
      renderValue={({ value, width, height, count }) => (
        <Dial
          value={titled(value, count)}
          name={count > 1 ? (value.display.title ?? title) : title}
          field={value.field}
          display={value.view?.getFieldDisplayProcessor(value.colIndex ?? 0)}
          width={width}
          height={height}
          showThresholdMarkers={options.showThresholdMarkers}
          showThresholdLabels={options.showThresholdLabels}
          text={options.text}
        />
      )}
      width={width}
      height={height}
      minVizWidth={isManual ? options.minVizWidth : least}
      minVizHeight={isManual ? options.minVizHeight : least}
      orientation={options.orientation}
      autoGrid
      renderCounter={renderCounter}
    />
  )
}

export const gauge = definePanel<Options>({
  component: GaugePanel,
  options: {
    reduceOptions: { values: false, calcs: ['lastNotNull'], fields: '' },
    orientation: VizOrientation.Auto,
    showThresholdMarkers: true,
    showThresholdLabels: false,
    sizing: BarGaugeSizing.Auto,
    minVizWidth: least,
    minVizHeight: least,
  },
  custom: {},
})
