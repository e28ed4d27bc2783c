import { getDisplayValueAlignmentFactors, type PanelProps, VizOrientation } from '@grafana/data'
import { PercentChangeColorMode, type SingleStatBaseOptions } from '@grafana/schema'
import {
  BigValue,
  BigValueColorMode,
  BigValueGraphMode,
  BigValueJustifyMode,
  BigValueTextMode,
  useTheme2,
  VizRepeater,
} from '@grafana/ui'
import { definePanel } from '../define.ts'
import { displayValues } from '../shared/display-values.ts'
import { SmallValue } from '../shared/small-value.tsx'

interface Options extends SingleStatBaseOptions {
  readonly colorMode: BigValueColorMode
  readonly graphMode: BigValueGraphMode
  readonly justifyMode: BigValueJustifyMode
  readonly textMode: BigValueTextMode
  readonly wideLayout: boolean
  readonly showPercentChange: boolean
  readonly percentChangeColorMode: PercentChangeColorMode
}

// Below these many pixels there is no room for Grafana's layout, and for its line of a change.
const leastHeight = 36
const leastOfChange = { width: 90, height: 64 }

const hasRoomForChange = (width: number, height: number) =>
  width >= leastOfChange.width && height >= leastOfChange.height

function StatPanel(props: PanelProps<Options>) {
  const { data, width, height, options, renderCounter, timeRange } = props
  const theme = useTheme2()
  return (
    <VizRepeater
      source={data}
      getValues={() =>
        displayValues(props, theme, {
          sparkline: options.graphMode !== BigValueGraphMode.None,
          percentChange: options.showPercentChange,
        })
      }
      getAlignmentFactors={getDisplayValueAlignmentFactors}
      renderValue={({ value: { display, sparkline }, width, height, count, alignmentFactors }) =>
        height < leastHeight ? (
          <SmallValue value={display} width={width} height={height} />
        ) : (
          <BigValue
            // A change in percent takes a line of its own.
            value={hasRoomForChange(width, height) ? display : { ...display, percentChange: undefined }}
            {...(sparkline === undefined ? {} : { sparkline: { ...sparkline, timeRange } })}
            count={count}
            width={width}
            height={height}
            alignmentFactors={alignmentFactors}
            colorMode={options.colorMode}
            graphMode={options.graphMode}
            justifyMode={options.justifyMode}
            textMode={options.textMode}
            text={options.text}
            disableWideLayout={!options.wideLayout}
            percentChangeColorMode={options.percentChangeColorMode}
            theme={theme}
          />
        )
      }
      width={width}
      height={height}
      itemSpacing={3}
      autoGrid
      orientation={options.orientation}
      renderCounter={renderCounter}
    />
  )
}

export const stat = definePanel<Options>({
  component: StatPanel,
  options: {
    reduceOptions: { values: false, calcs: ['lastNotNull'], fields: '' },
    orientation: VizOrientation.Auto,
    colorMode: BigValueColorMode.Value,
    graphMode: BigValueGraphMode.Area,
    justifyMode: BigValueJustifyMode.Auto,
    textMode: BigValueTextMode.Auto,
    wideLayout: true,
    showPercentChange: false,
    percentChangeColorMode: PercentChangeColorMode.Standard,
  },
  custom: {},
  // A coloured background reaches to the frame.
  noPadding: true,
})
