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
