// What goes wrong only in part, now and then, or where little happens; and what looks like it.

import {
  at,
  counts,
  down,
  drill,
  every,
  grows,
  happens,
  joins,
  loses,
  restarts,
  scales,
  stands,
  turns,
} from '@pybase/monitoring'
import * as extraction from '../../queries/extraction.ts'
import * as http from '../../queries/http.ts'
import * as jobs from '../../queries/jobs.ts'
import * as node from '../../queries/node.ts'
import * as postgres from '../../queries/postgres.ts'
import * as redis from '../../queries/redis.ts'
import { apiRouteFailing, extractionRetryStorm } from '../high-error-rate.ts'
import { hostDown, postgresDown, redisDown, targetUnstable } from '../liveness.ts'
import { deadlocks } from '../postgres.ts'
import { redisRefusesWrites, redisRejectsConnections } from '../redis.ts'
import { inodesLow } from '../resource-exhaustion.ts'
import { hostCpuBusy } from '../saturation.ts'
import { apiFailing } from '../slos.ts'
import { extractionBacklogGrows } from '../slow-tasks.ts'

const { tasks, duration, retries, inProgress } = extraction
const ifc = { task_type: 'ifc' } as const
const ofIfc = [scales(tasks.where(ifc), 0), scales(duration.where(ifc), 0)]
const aTaskEach9Minutes = [
  scales(tasks, 0),
  scales(duration, 0),
  happens(tasks.where({ task_type: 'step', status: 'success' }), every('9m')),
]
const queue = redis.queue('extraction')
const bases = { method: 'GET', endpoint: '/api/v1/bases' } as const
const redisIsDead = [loses(jobs.redis, [redis.up]), stands(redis.up, 0)]
const ofHost = [jobs.extractionWorker, jobs.searchWorker, jobs.postgres, jobs.redis, jobs.node, jobs.cadvisor] as const
const docker = { mountpoint: '/var/lib/docker' } as const

export const hostIsGone = drill('The host dies, and all that runs on it', {
  lasts: '1h',
  happens: [jobs.api, ...ofHost].map((job) => down(job)),
  noticed: { by: hostDown, within: '3m' },
  pages: 1,
  tickets: 0,
})

export const deletingFails = drill('At night nothing can be deleted, while the same paths are read and written', {
  at: '02:00',
  lasts: '2h',
  happens: [turns(http.requests.where({ method: 'DELETE' }), '100%', { status: '500' })],
  noticed: { by: apiRouteFailing, within: '20m' },
  pages: 2,
  tickets: 0,
})

export const someSearchesFail = drill('Two searches in five fail', {
  lasts: '1h',
  happens: [turns(http.requests.where({ endpoint: '/api/v1/search' }), '40%', { status: '500' })],
  noticed: { by: apiRouteFailing, within: '5m' },
  pages: 2,
  tickets: 1,
})

export const fewAskAndAllFail = drill('At night somebody asks once a minute, and is refused each time', {
  at: '03:00',
  lasts: '1h',
  happens: [scales(http.requests, 0), happens(http.requests.where({ ...bases, status: '500' }), every('1m'))],
  noticed: { by: apiFailing, within: '20m' },
  pages: 1,
  tickets: 0,
})

export const aRouteFailsEachThreeMinutes = drill('A route that is asked every three minutes fails each time', {
  lasts: '2h',
  happens: [happens(http.requests.where({ method: 'POST', endpoint: '/api/v1/exports', status: '500' }), every('3m'))],
  noticed: { by: apiRouteFailing, within: '20m' },
  pages: 1,
  tickets: 0,
})

export const failsEachQuarter = drill('Every request fails for five minutes of each quarter of an hour', {
  lasts: '3h',
  happens: [turns(http.requests, '100%', { status: '502' }, { every: '15m', for: '5m' })],
  noticed: { by: apiFailing, within: '5m' },
  pages: 1,
  tickets: 1,
})

export const everyOtherScrape = drill('The API answers every other scrape', {
  lasts: '1h',
  happens: [down(jobs.api, { every: '30s', for: '15s' })],
  noticed: { by: targetUnstable, within: '5m' },
  pages: 1,
  tickets: 0,
})

export const crashesEachEightMinutes = drill('The API crashes every eight minutes, and is back within seconds', {
  lasts: '2h',
  happens: [restarts(jobs.api, '15s', { every: '8m' })],
  noticed: { by: targetUnstable, within: '30m' },
  pages: 1,
  tickets: 0,
})

export const oneOfThreeCrashes = drill('One of three APIs crashes again and again', {
  lasts: '2h',
  happens: [
    joins(jobs.api, 'backend-2:8000'),
    joins(jobs.api, 'backend-3:8000'),
    down(jobs.api, { instance: 'backend-3:8000', every: '90s', for: '75s' }),
  ],
  noticed: { by: targetUnstable, within: '5m' },
  pages: 1,
  tickets: 0,
})

export const postgresDiesBehindOneScrapeInFive = drill(
  'PostgreSQL dies while its exporter answers one scrape in five',
  {
    lasts: '1h',
    happens: [
      loses(jobs.postgres, [postgres.up]),
      stands(postgres.up, 0),
      down(jobs.postgres, { every: '75s', for: '60s' }),
    ],
    noticed: { by: postgresDown, within: '5m' },
    pages: 1,
    tickets: 0,
  },
)

export const redisDiesBehindABadExporter = drill('Redis dies while its exporter answers one scrape in three', {
  lasts: '1h',
  happens: [...redisIsDead, down(jobs.redis, { every: '45s', for: '30s' })],
  noticed: { by: redisDown, within: '5m' },
  pages: 1,
  tickets: 0,
})

export const redisComesAndGoes = drill('Redis is restarted every two minutes, and away for 45 seconds', {
  lasts: '1h',
  happens: Array.from({ length: 30 }, (_, time) =>
    stands(redis.up, 0, { from: `${120 * time}s`, until: `${120 * time + 45}s` }),
  ),
  noticed: { by: redisDown, within: '10m' },
  pages: 1,
  tickets: 0,
})

export const redisRefusesNowAndThen = drill('At night Redis cannot save, and refuses three writes a minute', {
  at: '03:00',
  lasts: '2h',
  happens: [stands(redis.lastSaveWorked, 0), counts(redis.errors.where({ err: 'MISCONF' }), '0.05/s')],
  noticed: { by: redisRefusesWrites, within: '20m' },
  pages: 1,
  tickets: 0,
})

export const connectionsRejectedInBursts = drill('Redis rejects connections for half a minute of every three', {
  lasts: '1h',
  happens: [counts(redis.rejectedConnections, '5/s', { every: '3m', for: '30s' })],
  noticed: { by: redisRejectsConnections, within: '10m' },
  pages: 1,
  tickets: 0,
})

export const deadlocksEach4Minutes = drill('Transactions end in deadlocks, one every four minutes', {
  lasts: '3h',
  happens: [happens(postgres.deadlocks.where({ datname: 'pybase' }), every('4m'))],
  noticed: { by: deadlocks, within: '30m' },
  pages: 0,
  tickets: 1,
})

export const queueCreeps = drill('The extraction queue grows by four tasks a minute while work flows', {
  lasts: '4h',
  happens: [grows(queue, 1000)],
  noticed: { by: extractionBacklogGrows, within: '30m' },
  pages: 1,
  tickets: 1,
})

export const queueClimbsInSteps = drill('Fifty tasks come every twenty minutes, and one is finished in nine', {
  lasts: '4h',
  happens: [
    ...aTaskEach9Minutes,
    ...Array.from({ length: 12 }, (_, step) =>
      stands(queue, 50 * (step + 1), { from: `${20 * step}m`, until: `${20 * step + 20}m` }),
    ),
  ],
  noticed: { by: extractionBacklogGrows, within: '30m' },
  pages: 1,
  tickets: 0,
})

export const queueStands = drill('400 tasks wait, and one is finished in nine minutes', {
  lasts: '4h',
  happens: [...aTaskEach9Minutes, stands(queue, 400)],
  noticed: { by: extractionBacklogGrows, within: '30m' },
  pages: 1,
  tickets: 0,
})

export const retriesEachMinute = drill('A task is retried once a minute, and nothing succeeds', {
  lasts: '2h',
  happens: [
    scales(tasks, 0),
    scales(duration, 0),
    scales(retries, 0),
    happens(retries.where(ifc), every('1m')),
    stands(inProgress, 0),
    stands(queue, 0),
  ],
  noticed: { by: extractionRetryStorm, within: '30m' },
  pages: 0,
  tickets: 1,
})

export const oneSucceedsAmongRetries = drill('IFC files are retried every second, and one in eight minutes succeeds', {
  lasts: '3h',
  happens: [
    ...ofIfc,
    happens(tasks.where({ ...ifc, status: 'success' }), every('8m')),
    counts(retries.where(ifc), '1/s'),
  ],
  noticed: { by: extractionRetryStorm, within: '30m' },
  pages: 0,
  tickets: 1,
})

export const inodesRunOutQuickly = drill('Something makes small files until none can be made, in twenty minutes', {
  lasts: '1h',
  happens: [
    grows(node.inodesFree.where(docker), 0, { until: '20m' }),
    stands(node.inodesFree.where(docker), 0, { from: '20m' }),
  ],
  noticed: { by: inodesLow, within: '18m' },
  pages: 1,
  tickets: 0,
})

export const cpuHardlyRests = drill('Something takes all processors, but for a moment of each quarter of an hour', {
  lasts: '2h',
  happens: ['idle', 'iowait'].map((mode) => scales(node.cpuTime.where({ mode }), 0, { every: '15m', for: '885s' })),
  noticed: { by: hostCpuBusy, within: '30m' },
  pages: 0,
  tickets: 1,
})

// What only looks as if.

export const batchIsSent = drill('A script sends 400 tasks within ten minutes, which are worked off', {
  at: '01:00',
  lasts: '3h',
  happens: [
    grows(queue, 400, { until: '10m' }),
    grows(queue, 0, { from: '10m', until: '100m' }),
    counts(tasks.where({ task_type: 'pdf', status: 'success' }), '0.08/s', { until: '100m' }),
    stands(inProgress, 3, { until: '100m' }),
  ],
  quiet: true,
})

export const reindexingIsSent = drill('A reindexing sends 500 tasks within five minutes, which are worked off', {
  lasts: '2h',
  happens: [
    grows(redis.queue('search'), 500, { until: '5m' }),
    grows(redis.queue('search'), 0, { from: '5m', until: '80m' }),
  ],
  quiet: true,
})

export const fourFailures = drill('Four requests fail within two minutes of a quiet night', {
  at: '02:00',
  lasts: '2h',
  happens: [
    scales(http.requests, 0),
    happens(http.requests.where({ ...bases, status: '200' }), every('30s')),
    happens(http.requests.where({ ...bases, status: '500' }), at('20m', '21m', '21m', '22m')),
  ],
  quiet: true,
})

export const twoDeploys = drill('The API is deployed twice within five minutes', {
  lasts: '1h',
  happens: [restarts(jobs.api, '40s'), restarts(jobs.api, '40s', { from: '5m' })],
  quiet: true,
})

export const networkIsUneven = drill('Half a minute of every three no target of the host answers', {
  lasts: '2h',
  happens: [jobs.api, ...ofHost].map((job) => down(job, { every: '3m', for: '30s' })),
  quiet: true,
})

export const redisFailsOver = drill('Redis fails over: 60 seconds without it, and requests fail', {
  lasts: '1h',
  happens: [
    loses(jobs.redis, [redis.up], { until: '60s' }),
    stands(redis.up, 0, { until: '60s' }),
    turns(http.requests, '30%', { status: '500' }, { until: '60s' }),
    counts(redis.errors.where({ err: 'READONLY' }), '3/s', { from: '60s', until: '100s' }),
  ],
  quiet: true,
})
