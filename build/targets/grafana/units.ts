import type { Panel } from '../../language/panel.ts'
import type { Unit } from '../../language/units.ts'

/** Grafana's id of each unit. */
export const grafanaUnit: Readonly<Record<Unit, string>> = {
  count: 'short',
  seconds: 's',
  bytes: 'bytes',
  ratio: 'percentunit',
  'count/s': 'ops',
  'bytes/s': 'binBps',
  state: 'bool_yes_no',
}

/** The unit of a panel's axis, told in the measure that its author chose. */
export const unitOf = ({ unit, graph }: Pick<Panel, 'unit' | 'graph'>): string =>
  graph.axis?.clock ? 'dthms' : graph.per === 'minute' ? 'opm' : grafanaUnit[unit]
