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

/** The answers that are met most, each in a shade of its colour that nobody takes for another one's. */
const answers: Readonly<Record<string, readonly string[]>> = {
  green: ['200', '201', '204', '202'],
  orange: ['404', '400', '401', '422'],
  red: ['500', '503', '502', '504'],
}
const shades = ['semi-dark', 'super-light', 'dark', 'light'] as const

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

/** Lines that are told apart by what happened alone have shades of its colour, in every panel the same: Grafana's, and of the usual answers our own. */
export function statusColors({ type, targets }: Pick<Panel, 'type' | 'targets'>): readonly Override[] {
  if (type !== 'timeseries') return []
  const isSplit = targets.every(({ labels }) => labels.join() === 'status')
  return meanings
    .map(([values, fixedColor]) => ({ names: new RegExp(`^(${values})$`), fixedColor }))
    .filter(({ names }) => isSplit || targets.some(({ legend }) => names.test(legend)))
    .flatMap(({ names, fixedColor }): readonly Override[] => [
      {
        matcher: { id: 'byRegexp', options: String(names) },
        properties: [{ id: 'color', value: { mode: 'shades', fixedColor } }],
      },
      ...(isSplit ? (answers[fixedColor] ?? []) : []).map(
        (status, at): Override => ({
          matcher: { id: 'byName', options: status },
          properties: [{ id: 'color', value: { mode: 'fixed', fixedColor: `${shades[at]}-${fixedColor}` } }],
        }),
      ),
    ])
}
