import type { Examination } from '../examination.ts'
import { grafanaDashboards } from './dashboards.ts'
import { grafanaDataSources } from './data-sources.ts'
import { grafanaReachable, grafanaVersion } from './reachable.ts'

/** Grafana's examinations, in the order in which a person would look. */
export const grafanaExaminations: readonly Examination[] = [
  grafanaReachable,
  grafanaVersion,
  grafanaDataSources,
  grafanaDashboards,
]
