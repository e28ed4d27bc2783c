import { sum } from '../../build/language/functions.ts'
import type { AnyMetric } from '../../build/language/metric.ts'
import { stat } from '../../build/language/panels.ts'
import * as application from '../../queries/application.ts'
import * as extraction from '../../queries/extraction.ts'
import * as http from '../../queries/http.ts'
import jobs from '../../queries/jobs.ts'
import * as monitoring from '../../queries/monitoring.ts'
import * as node from '../../queries/node.ts'
import * as postgres from '../../queries/postgres.ts'
import * as redis from '../../queries/redis.ts'
import { modelOf } from '../model/definitions.ts'

/** The metrics of the catalog, of every type. What is said of ALERTS is said of the alert itself. */
export const metrics = [application, extraction, http, monitoring, node, postgres, redis]
  .flatMap((file): readonly unknown[] => Object.values(file))
  .filter((value): value is AnyMetric => typeof value === 'object' && value !== null && 'declared' in value)
  .filter(({ name }) => name !== monitoring.alerts.name)

/** Definitions of these metrics and nothing else. */
export const model = modelOf({ jobs, metrics, lines: [[stat('any', sum(http.websockets), 'Any.')]] })
