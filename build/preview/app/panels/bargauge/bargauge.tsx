import { getDisplayValueAlignmentFactors, type PanelProps, VizOrientation } from '@grafana/data'
import {
  BarGaugeDisplayMode,
  BarGaugeNamePlacement,
  BarGaugeSizing,
  BarGaugeValueMode,
  type SingleStatBaseOptions,
} from '@grafana/schema'
import { BarGauge, useTheme2, VizRepeater } from '@grafana/ui'
import { definePanel } from '../define.ts'
import { displayValues, hasNumbers, titled } from '../shared/display-values.ts'
import { NoData } from '../shared/no-data.tsx'
import { SmallValue } from '../shared/small-value.tsx'
import { type BarSizes, barSizes, overflows, usualSizes } from './sizes.ts'

interface Options extends SingleStatBaseOptions, BarSizes {
  readonly displayMode: BarGaugeDisplayMode
  readonly valueMode: BarGaugeValueMode
  readonly namePlacement: BarGaugeNamePlacement
  readonly showUnfilled: boolean
  readonly sizing: BarGaugeSizing
}

// The text of a bar takes so many pixels of height, whatever is left of the bar.
const leastHeight = (orientation: VizOrientation) => (orientation === VizOrientation.Horizontal ? 18 : 50)

function BarGaugePanel(props: PanelProps<Options>) {
  const { data, width, height, options, fieldConfig, renderCounter } = props
  const theme = useTheme2()
  const sizes = barSizes(options)
  const itemSpacing = options.displayMode === BarGaugeDisplayMode.Lcd ? 2 : 10
  if (!hasNumbers(data.series)) return <NoData fieldConfig={fieldConfig} width={width} height={height} />
  return (
    <VizRepeater
      source={data}
      getValues={() => displayValues(props, theme)}
      getAlignmentFactors={getDisplayValueAlignmentFactors}
      renderValue={({ value, width: itemWidth, height: itemHeight, orientation, count, alignmentFactors }) =>
        height < leastHeight(orientation) ? (
          <SmallValue value={value.display} width={itemWidth} height={Math.min(height, itemHeight)} />
        ) : (
          <BarGauge
            value={titled(value, count)}
            field={value.field}
            display={value.view?.getFieldDisplayProcessor(value.colIndex ?? 0)}
            width={itemWidth}
            height={itemHeight}
            orientation={orientation}
            alignmentFactors={count > 1 ? alignmentFactors : undefined}
            text={options.text}
            itemSpacing={itemSpacing}
            lcdCellWidth={12}
            displayMode={options.displayMode}
            valueDisplayMode={options.valueMode}
            namePlacement={options.namePlacement}
            showUnfilled={options.showUnfilled}
            isOverflow={overflows({ orientation, count, itemSpacing, width, height }, sizes)}
            theme={theme}
          />
        )
      }
      width={width}
      height={height}
      itemSpacing={itemSpacing}
      {...sizes}
      orientation={options.orientation}
      renderCounter={renderCounter}
    />
  )
}

export const bargauge = definePanel<Options>({
  component: BarGaugePanel,
  options: {
    reduceOptions: { values: false, calcs: ['lastNotNull'], fields: '' },
    orientation: VizOrientation.Auto,
    displayMode: BarGaugeDisplayMode.Gradient,
    valueMode: BarGaugeValueMode.Color,
    namePlacement: BarGaugeNamePlacement.Auto,
    showUnfilled: true,
    sizing: BarGaugeSizing.Auto,
    ...usualSizes,
  },
  custom: {},
})
