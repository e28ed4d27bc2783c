// What goes wrong with search.

import { down, drill, grows, restarts, scales, stands, vanishes } from '@pybase/monitoring'
import * as application from '../../queries/application.ts'
import * as jobs from '../../queries/jobs.ts'
import * as redis from '../../queries/redis.ts'
import { searchBacklog, targetDown } from '../liveness.ts'

const queue = redis.queue('search')

export const searchHangs = drill('Search tasks hang, and others queue up behind them', {
  lasts: '2h',
  happens: [grows(queue, 500)],
  noticed: { by: searchBacklog, within: '30m' },
  pages: 0,
  tickets: 1,
})

export const searchWorkerDies = drill('The search worker dies', {
  lasts: '1h',
  happens: [down(jobs.searchWorker), grows(queue, 300)],
  noticed: { by: targetDown, within: '3m' },
  pages: 1,
  tickets: 0,
})

// What only looks as if.

export const searchIsBusy = drill('One to three search tasks wait while tasks flow', {
  lasts: '4h',
  happens: [stands(queue, 2)],
  quiet: true,
})

export const searchScalesToZero = drill('At night the search worker is scaled to zero, with nothing to do', {
  at: '01:00',
  lasts: '4h',
  happens: [vanishes(jobs.searchWorker), stands(queue, 0)],
  quiet: true,
})

export const searchIsDeployed = drill('The search worker is deployed: 90 seconds without it', {
  lasts: '1h',
  happens: [restarts(jobs.searchWorker, '90s')],
  quiet: true,
})

export const searchTakesNothing = drill('The search worker is up and takes no task', {
  lasts: '2h',
  happens: [stands(queue, 5), scales(application.queryDuration.where({ job: 'search-worker' }), 0)],
  noticed: { by: searchBacklog, within: '30m' },
  pages: 0,
  tickets: 1,
})

export const reindexing = drill('A reindexing puts 200 tasks into the queue, which are worked off', {
  lasts: '2h',
  happens: [stands(queue, 200, { until: '1m' }), grows(queue, 0, { from: '1m', until: '60m' })],
  quiet: true,
})
