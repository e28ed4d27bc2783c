import type { TimeRange } from '@grafana/data'
import { ScaleDirection, ScaleOrientation } from '@grafana/schema'
import { UPlotConfigBuilder } from '@grafana/ui'

interface Scales {
  readonly timeZone: string
  /** Asked for when it is drawn, so that a new range needs no new plot. */
  readonly range: () => TimeRange
  /** How many rows of equal height there are. */
  readonly rows: number
  /** Where the first row is. */
  readonly first: 'top' | 'bottom'
}

/** A plot of rows of equal height over time: the scales `x` and `y`, and nothing else yet. */
export function rowsOverTime({ timeZone, range, rows, first }: Scales): UPlotConfigBuilder {
  const builder = new UPlotConfigBuilder(timeZone)
  builder.addScale({
    scaleKey: 'x',
    isTime: true,
    orientation: ScaleOrientation.Horizontal,
    direction: ScaleDirection.Right,
    range: () => [range().from.valueOf(), range().to.valueOf()],
  })
  builder.addScale({
    scaleKey: 'y',
    orientation: ScaleOrientation.Vertical,
    direction: first === 'top' ? ScaleDirection.Down : ScaleDirection.Up,
    range: () => [0, rows],
  })
  return builder
}
