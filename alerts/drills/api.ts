// What goes wrong with the API.

import {
  at,
  counts,
  down,
  drill,
  every,
  grows,
  happens,
  joins,
  restarts,
  scales,
  slows,
  stands,
  turns,
  vanishes,
} from '@pybase/monitoring'
import * as http from '../../queries/http.ts'
import * as jobs from '../../queries/jobs.ts'
import { apiErrorRateHigh, apiRouteFailing } from '../high-error-rate.ts'
import { targetDown, targetUnstable } from '../liveness.ts'
import { websocketConnectionsHigh } from '../resource-exhaustion.ts'
import { apiFailing, apiLatency } from '../slos.ts'
import { apiLatencyHigh } from '../slow-tasks.ts'

/** What it costs of the promise is told as soon as that is clear. */
const failing = [apiFailing, apiErrorRateHigh] as const
const search = http.requests.where({ endpoint: '/api/v1/search' })
const login = http.requests.where({ endpoint: '/api/v1/auth/login' })
const probe = http.requests.where({ method: 'GET', endpoint: '/health', status: '200' })

export const apiIsDown = drill('The API is down', {
  lasts: '1h',
  happens: [down(jobs.api)],
  noticed: { by: targetDown, within: '3m' },
  pages: 1,
  tickets: 0,
})

export const apiIsGone = drill('The API is no longer among the targets', {
  lasts: '1h',
  happens: [vanishes(jobs.api)],
  noticed: { by: targetDown, within: '3m' },
  pages: 1,
  tickets: 0,
})

export const everyRequestFails = drill('Every request fails', {
  lasts: '1h',
  happens: [turns(http.requests, '100%', { status: '500' })],
  noticed: { by: failing, within: '5m' },
  pages: 1,
  tickets: 1,
})

export const everyTenthRequestFails = drill('Every tenth request fails', {
  lasts: '1h',
  happens: [turns(http.requests, '10%', { status: '500' })],
  noticed: { by: failing, within: '5m' },
  pages: 1,
  tickets: 1,
})

export const loginFails = drill('Nobody can log in, and all else works', {
  lasts: '1h',
  happens: [turns(login, '100%', { status: '503' })],
  noticed: { by: apiRouteFailing, within: '5m' },
  pages: 2,
  tickets: 0,
})

export const searchFails = drill('Every search fails, and all else works', {
  lasts: '1h',
  happens: [turns(search, '100%', { status: '500' })],
  noticed: { by: apiRouteFailing, within: '5m' },
  pages: 2,
  tickets: 1,
})

export const probesHideFailure = drill(
  'At night every user is refused, behind a health probe that makes most of the traffic',
  {
    at: '02:00',
    lasts: '1h',
    happens: [
      counts(probe, '60/s'),
      turns(http.requests.where({ endpoint: { not: ['/health'] } }), '100%', { status: '503' }),
    ],
    noticed: { by: failing, within: '5m' },
    pages: 1,
    tickets: 1,
  },
)

export const stormOf404HidesFailure = drill('Every request fails, under a storm of requests for what never was', {
  lasts: '1h',
  happens: [
    turns(http.requests.where({ endpoint: { not: ['unmatched'] } }), '100%', { status: '500' }),
    counts(http.requests.where({ method: 'GET', endpoint: 'unmatched', status: '404' }), '600/s'),
  ],
  noticed: { by: failing, within: '5m' },
  pages: 1,
  tickets: 1,
})

export const apiIsSlow = drill('Every request takes thirty times as long', {
  lasts: '1h',
  happens: [slows(http.latency, 30)],
  noticed: { by: [apiLatencyHigh, ...apiLatency.alerts], within: '10m' },
  pages: 1,
  tickets: 2,
})

export const apiCrashes = drill('The API crashes again and again: it answers one scrape in six', {
  lasts: '2h',
  happens: [restarts(jobs.api, '75s', { every: '90s' })],
  noticed: { by: targetUnstable, within: '5m' },
  pages: 1,
  tickets: 0,
})

export const websocketsLeak = drill('WebSocket connections are never closed', {
  lasts: '2h',
  happens: [grows(http.websockets, 3000)],
  noticed: { by: websocketConnectionsHigh, within: '1h' },
  pages: 0,
  tickets: 1,
})

// What only looks as if.

export const deploy = drill('The API is deployed: 40 seconds without it', {
  lasts: '1h',
  happens: [restarts(jobs.api, '40s')],
  quiet: true,
})

export const rollingDeploy = drill('A second API takes over while the first is deployed', {
  lasts: '1h',
  happens: [joins(jobs.api, 'backend-2:8000', { until: '30m' }), restarts(jobs.api, '60s', { from: '5m' })],
  quiet: true,
})

export const rush = drill('Three times as many requests as usual', {
  lasts: '2h',
  happens: [scales(http.requests, 3), scales(http.latency, 3)],
  quiet: true,
})

export const twoFailuresAtNight = drill('Two requests fail at one a minute', {
  at: '02:00',
  lasts: '1h',
  happens: [
    scales(http.requests, 0),
    happens(http.requests.where({ method: 'GET', endpoint: '/api/v1/bases', status: '200' }), every('1m')),
    happens(http.requests.where({ method: 'GET', endpoint: '/api/v1/bases', status: '500' }), at('20m', '21m')),
  ],
  quiet: true,
})

export const nobodyAsks = drill('Nobody asks for anything', {
  at: '03:00',
  lasts: '2h',
  happens: [scales(http.requests, 0), scales(http.latency, 0), stands(http.websockets, 0)],
  quiet: true,
})

export const crawler = drill('A crawler asks for what never was', {
  lasts: '1h',
  happens: [counts(http.requests.where({ method: 'GET', endpoint: 'unmatched', status: '404' }), '50/s')],
  quiet: true,
})

export const clientErrors = drill('A client sends what is refused, twice as often as all others work', {
  lasts: '1h',
  happens: [turns(http.requests, '60%', { status: '422' })],
  quiet: true,
})

export const scrapeGapsOfTheApi = drill('The API misses single scrapes', {
  lasts: '2h',
  happens: [down(jobs.api, { every: '7m', for: '30s' })],
  quiet: true,
})

export const failuresAfterDeploy = drill('A few requests fail while the API is deployed', {
  lasts: '1h',
  happens: [restarts(jobs.api, '40s'), turns(http.requests, '50%', { status: '502' }, { from: '40s', until: '70s' })],
  quiet: true,
})

export const firstFailureOfARoute = drill('A route that was never asked for answers its first request with 503', {
  lasts: '1h',
  happens: [happens(http.requests.where({ method: 'GET', endpoint: '/api/v1/exports', status: '503' }), at('10m'))],
  quiet: true,
})

export const aRareRouteFails = drill('A route that is asked once a minute fails each time', {
  lasts: '2h',
  happens: [happens(http.requests.where({ method: 'POST', endpoint: '/api/v1/exports', status: '500' }), every('1m'))],
  noticed: { by: apiRouteFailing, within: '20m' },
  pages: 1,
  tickets: 0,
})

export const processIsOld = drill('The API crashes every four minutes, and is back within seconds', {
  lasts: '2h',
  happens: [restarts(jobs.api, '10s', { every: '4m' })],
  noticed: { by: targetUnstable, within: '15m' },
  pages: 1,
  tickets: 0,
})

export const oneOfTwoIsDown = drill('One of two APIs goes down', {
  lasts: '2h',
  happens: [joins(jobs.api, 'backend-2:8000'), down(jobs.api, { instance: 'backend-2:8000', from: '30m' })],
  noticed: { by: targetDown, within: '33m' },
  pages: 1,
  tickets: 0,
})

export const stagingBeside = drill('A staging stack beside production comes and goes', {
  lasts: '2h',
  happens: [joins(jobs.api, 'staging-backend:8000', { until: '40m' })],
  quiet: true,
})

export const replicasComeAndGo = drill('Replicas of the API come and go with the traffic', {
  lasts: '3h',
  happens: [
    joins(jobs.api, 'backend-2:8000', { from: '5m', until: '80m' }),
    joins(jobs.api, 'backend-3:8000', { from: '20m', until: '50m' }),
  ],
  quiet: true,
})

export const deployAndBack = drill('The API is deployed, and rolled back ten minutes later', {
  lasts: '1h',
  happens: [restarts(jobs.api, '40s'), restarts(jobs.api, '40s', { from: '10m' })],
  quiet: true,
})

export const probesAlone = drill('At night nobody but a health probe asks, and one of its requests fails', {
  at: '03:00',
  lasts: '1h',
  happens: [
    scales(http.requests, 0),
    counts(probe, '0.1/s'),
    happens(http.requests.where({ method: 'GET', endpoint: '/health', status: '503' }), at('20m', '21m', '22m')),
  ],
  quiet: true,
})
