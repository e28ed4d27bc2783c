import type { Color, Panel } from '../../language/panel.ts'
import { hasLegend } from '../../model/layout.ts'
import type { FieldConfig, Override } from './sdk.ts'

/** What happened, in colours: the label `status` of an answer, a task, a read of the cache, or a name that says the same. */
const meanings: readonly (readonly [values: string, color: Color])[] = [
  ['2..|success|hit', 'green'],
  ['3..', 'blue'],
  ['4..|miss|client', 'orange'],
  ['5..|failure|server', 'red'],
]

/** Whether a panel draws one line that turns the colour of the threshold which it is beyond. */
export const isJudged = (panel: Pick<Panel, 'type' | 'targets' | 'steps'>): boolean =>
  panel.type === 'timeseries' && !hasLegend(panel) && panel.steps.length > 1

/**
 * Several lines are told apart by the palette; one line judges by its threshold, or is blue. A state has the colour of its
 * word: by thresholds, Grafana names merged bands `Yes+` (grafana/grafana#71804).
 */
export function colorOf(panel: Pick<Panel, 'type' | 'targets' | 'steps'>): NonNullable<FieldConfig['color']> {
  if (panel.type === 'state-timeline' || panel.type === 'status-history') return { mode: 'fixed' }
  if (panel.type === 'piechart') return { mode: 'palette-classic' }
  if (panel.type !== 'timeseries' || isJudged(panel)) return { mode: 'thresholds' }
  return hasLegend(panel) ? { mode: 'palette-classic' } : { mode: 'fixed', fixedColor: 'blue' }
}

/** Lines that are told apart by what happened alone have shades of its colour, in every panel the same. */
export function statusColors({ type, targets }: Pick<Panel, 'type' | 'targets'>): readonly Override[] {
  if (type !== 'timeseries') return []
  const isSplit = targets.every(({ labels }) => labels.join() === 'status')
  return meanings
    .map(([values, fixedColor]) => ({ names: new RegExp(`^(${values})$`), fixedColor }))
    .filter(({ names }) => isSplit || targets.some(({ legend }) => names.test(legend)))
    .map(({ names, fixedColor }) => ({
      matcher: { id: 'byRegexp', options: String(names) },
      properties: [{ id: 'color', value: { mode: 'shades', fixedColor } }],
    }))
}
