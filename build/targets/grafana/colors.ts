import type { Color, Panel } from '../../language/panel.ts'
import type { FieldConfig, Override } from './sdk.ts'

/** What the values of the label `status` mean, in colours: an answer, a task, a read of the cache. */
const meanings: readonly (readonly [values: string, color: Color])[] = [
  ['2..|success|hit', 'green'],
  ['3..', 'blue'],
  ['4..|miss', 'orange'],
  ['5..|failure', 'red'],
]

/**
 * Lines take a colour of the palette; whatever judges takes that of the threshold. A state has the colour of its word: by
 * thresholds, Grafana names merged bands `Yes+` (grafana/grafana#71804).
 */
export const colorOf = ({ type }: Pick<Panel, 'type'>): NonNullable<FieldConfig['color']> =>
  type === 'state-timeline' ? { mode: 'fixed' } : { mode: type === 'timeseries' ? 'palette-classic' : 'thresholds' }

/** Lines that are split by status alone have shades of the colour of what happened, in every panel the same. */
export const statusColors = ({ type, targets }: Pick<Panel, 'type' | 'targets'>): readonly Override[] =>
  type === 'timeseries' && targets.every(({ labels }) => labels.join() === 'status')
    ? meanings.map(([values, fixedColor]) => ({
        matcher: { id: 'byRegexp', options: `/^(${values})$/` },
        properties: [{ id: 'color', value: { mode: 'shades', fixedColor } }],
      }))
    : []
