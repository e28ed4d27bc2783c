import type { Fault } from './fault.ts'
import { holds, type World, watchdogGoesOn } from './world.ts'

/** What goes wrong with the API. */
export const apiFaults = (world: World) => {
  const { application, stack } = world
  const instance = stack.addresses['pybase-api']

  const garbage: Fault = {
    name: 'The application answers garbage on /metrics',
    done: 'the API answers the scrape with a web page',
    start: () => application.turn({ metrics: 'garbage' }),
    lift: () => application.turn({ metrics: undefined }),
    tells: [{ alert: 'PyBaseTargetDown', labels: { job: 'pybase-api' } }],
    keeps: [
      { what: 'the workers stay visible', isSo: holds(world, 'min(up{job=~"extraction-worker|search-worker"}) == 1') },
      watchdogGoesOn(world),
    ],
  }

  const slow: Fault = {
    name: 'The API is slow',
    done: 'every handler sleeps for 1.5 s',
    start: () => application.turn({ sleep: 1.5 }),
    lift: () => application.turn({ sleep: undefined }),
    tells: [{ alert: 'PyBaseApiLatencyHigh' }],
  }

  const crowded: Fault = {
    name: 'More WebSocket connections than the API is sized for',
    done: '1010 connections are held open',
    start: () => application.turn({ websockets: 1010 }),
    lift: () => application.turn({ websockets: undefined }),
    tells: [{ alert: 'PyBaseWebSocketConnectionsHigh' }],
  }

  const unavailable: Fault = {
    name: 'The API fails',
    done: '80% of the requests are answered with 503',
    start: () => application.turn({ unavailable: 8 }),
    lift: () => application.turn({ unavailable: undefined }),
    tells: [{ alert: 'PyBaseApiErrorRateHigh' }],
  }

  const exhausted: Fault = {
    name: "The API's pool of database connections is exhausted",
    done: 'every connection of its pools is taken and not given back',
    start: () => application.turn({ held_pools: ['pybase-api'] }),
    lift: () => application.turn({ held_pools: undefined }),
    tells: [{ alert: 'PyBaseDatabasePoolNearLimit', labels: { job: 'pybase-api', instance } }],
    // Requests fail when they have waited for a connection: five within the window, or fewer.
    mayTell: ['PyBaseApiErrorRateHigh (api)'],
    keeps: [
      {
        what: 'the workers go on: their pools are their own',
        isSo: holds(world, 'rate(db_query_duration_seconds_count{job="search-worker",operation="select"}[5s]) > 0'),
      },
      watchdogGoesOn(world),
    ],
  }

  return { garbage, slow, crowded, unavailable, exhausted }
}
