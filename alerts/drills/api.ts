// What goes wrong with the API, and what only looks as if.

import { drill } from '../../build/language/drill.ts'
import { down, restarts, scales, slows, turns } from '../../build/language/touch.ts'
import * as http from '../../queries/http.ts'
import * as jobs from '../../queries/jobs.ts'
import { apiErrorRateHigh } from '../high-error-rate.ts'
import { targetDown } from '../liveness.ts'
import { apiLatencyHigh } from '../slow-tasks.ts'

export const everyTenthRequestFails = drill('Every tenth request fails', {
  lasts: '1h',
  happens: [turns(http.requests, '10%', { status: '500' })],
  noticed: { by: apiErrorRateHigh, within: '5m' },
  pages: 1,
  tickets: 0,
  notYet: 'The alert waits five minutes for a share that it takes five minutes to see.',
})

export const apiIsSlow = drill('Every request takes thirty times as long', {
  lasts: '1h',
  happens: [slows(http.latency, 30)],
  noticed: { by: apiLatencyHigh, within: '10m' },
  pages: 0,
  tickets: 1,
})

export const apiIsDown = drill('The API is down', {
  lasts: '1h',
  happens: [down(jobs.api)],
  noticed: { by: targetDown, within: '3m' },
  pages: 1,
  tickets: 0,
})

export const deploy = drill('The API is deployed: 40 seconds without it', {
  lasts: '1h',
  happens: [restarts(jobs.api, '40s')],
  quiet: true,
})

export const rush = drill('Three times as many requests as usual', {
  lasts: '2h',
  happens: [scales(http.requests, 3), scales(http.latency, 3)],
  quiet: true,
})
