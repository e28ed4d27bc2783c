import type { Color, Panel } from '../../language/panel.ts'
import { hasLegend } from '../../model/layout.ts'
import type { FieldConfig, Override } from './sdk.ts'

/** What the values of the label `status` mean, in colours: an answer, a task, a read of the cache. */
const meanings: readonly (readonly [values: string, color: Color])[] = [
  ['2..|success|hit', 'green'],
  ['3..', 'blue'],
  ['4..|miss', 'orange'],
  ['5..|failure', 'red'],
]

/** Whether a panel draws one line that turns the colour of the threshold which it is beyond. */
export const isJudged = (panel: Pick<Panel, 'type' | 'targets' | 'steps'>): boolean =>
  panel.type === 'timeseries' && !hasLegend(panel) && panel.steps.length > 1

/**
 * Several lines are told apart by the palette; one line judges by its threshold, or is blue. A state has the colour of its
 * word: by thresholds, Grafana names merged bands `Yes+` (grafana/grafana#71804).
 */
export function colorOf(panel: Pick<Panel, 'type' | 'targets' | 'steps'>): NonNullable<FieldConfig['color']> {
  if (panel.type === 'state-timeline') return { mode: 'fixed' }
  if (panel.type !== 'timeseries' || isJudged(panel)) return { mode: 'thresholds' }
  return hasLegend(panel) ? { mode: 'palette-classic' } : { mode: 'fixed', fixedColor: 'blue' }
}

/** Lines that are split by status alone have shades of the colour of what happened, in every panel the same. */
export const statusColors = ({ type, targets }: Pick<Panel, 'type' | 'targets'>): readonly Override[] =>
  type === 'timeseries' && targets.every(({ labels }) => labels.join() === 'status')
    ? meanings.map(([values, fixedColor]) => ({
        matcher: { id: 'byRegexp', options: `/^(${values})$/` },
        properties: [{ id: 'color', value: { mode: 'shades', fixedColor } }],
      }))
    : []
