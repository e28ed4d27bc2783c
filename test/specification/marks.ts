import type { Source } from './source.ts'

interface SpecifiedMark extends Source {
  readonly shows: string
}

/** Whose alerts a dashboard marks; all of them where nothing is said. */
const components: Readonly<Record<string, string>> = {
  'api-performance': 'api',
  'celery-workers': 'extraction|redis|search',
  'database-redis': 'database|redis',
  'host-containers': 'host',
}

/** The alerts of other components would tint lines that have nothing to do with them. */
const ofComponents = (dashboard: string): string => {
  const of = components[dashboard]
  return of === undefined ? '' : `,component${of.includes('|') ? '=~' : '='}"${of}"`
}

/** What is marked on the time series of a dashboard. */
export const marksOf = (dashboard: string): Readonly<Record<string, SpecifiedMark>> => ({
  'Firing alerts': {
    meant: 'when alerts woke somebody, one mark for each component that the dashboard is about',
    shows: `max by (component) (ALERTS{alertstate="firing",severity="critical"${ofComponents(dashboard)}})`,
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
})
