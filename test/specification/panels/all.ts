import { apiPerformance } from './api-performance.ts'
import { celeryWorkers } from './celery-workers.ts'
import { databaseRedis } from './database-redis.ts'
import { hostContainers } from './host-containers.ts'
import { overview } from './overview.ts'
import type { SpecifiedDashboard } from './panel.ts'

/** Every dashboard there is, by the name of its file. */
export const dashboards: Readonly<Record<string, SpecifiedDashboard>> = {
  overview,
  'api-performance': apiPerformance,
  'celery-workers': celeryWorkers,
  'database-redis': databaseRedis,
  'host-containers': hostContainers,
}
