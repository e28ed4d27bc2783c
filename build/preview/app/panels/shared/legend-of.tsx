import type { VizLegendOptions } from '@grafana/schema'
import { VizLayout, VizLegend, type VizLegendItem } from '@grafana/ui'

/** The legend of a panel where its options put it, for the layout to make room for; `null` where they hide it. */
export const legendOf = (legend: VizLegendOptions, items: VizLegendItem[]) =>
  legend.showLegend ? (
    <VizLayout.Legend placement={legend.placement} maxHeight="35%" maxWidth="60%">
      <VizLegend placement={legend.placement} displayMode={legend.displayMode} items={items} readonly />
    </VizLayout.Legend>
  ) : null
