import type { Source } from './source.ts'

interface SpecifiedMark extends Source {
  readonly shows: string
}

/** What is marked on the time series of every dashboard. */
export const marks: Readonly<Record<string, SpecifiedMark>> = {
  'Firing alerts': {
    meant: 'when alerts fired, one mark for each severity',
    shows: 'max by (severity) (ALERTS{alertstate="firing",severity!="none"})',
  },
  Deploys: {
    decided: 'Grafana needs deploys: add pybase_build_info{version}; a version runs that did not five minutes ago',
    shows: `count by (version) (pybase_build_info) > 0
      unless count by (version) (pybase_build_info offset 5m) > 0`,
  },
  Restarts: {
    decided: 'Grafana needs restarts: add pybase_start_time_seconds; it moved in the last two minutes',
    shows: 'changes(pybase_start_time_seconds[2m]) > 0',
  },
}
