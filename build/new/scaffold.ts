import { newAlert } from './alert.ts'
import { newDashboard } from './dashboard.ts'
import { newMetric } from './metric.ts'
import { newPanel } from './panel.ts'
import { newQuery } from './query.ts'
import { newRecord } from './record.ts'
import type { Kind, Repository, Request, Scaffold } from './request.ts'

const makers: Readonly<Record<Kind, (request: Request, repository: Repository) => Scaffold>> = {
  metric: newMetric,
  query: newQuery,
  panel: newPanel,
  dashboard: newDashboard,
  alert: newAlert,
  record: newRecord,
}

/** What a new definition needs, in whole files. Throws `Refused` for a request that cannot be met. */
export const scaffold = (request: Request, repository: Repository): Scaffold =>
  makers[request.kind](request, repository)
