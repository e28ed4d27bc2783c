import type { Flow, Signal } from '../../data/day.ts'
import { inBackup, inIncident } from '../../data/moments.ts'
import { counter, flow, gauge, histogram, kinds, type Rows } from '../../data/row.ts'

interface Route {
  readonly method: string
  readonly endpoint: string
  /** Requests per second at the busiest time. */
  readonly peak: number
  /** Seconds that half of them take at most. */
  readonly median: number
  /** Shares of statuses besides the usual one. */
  readonly statuses: Readonly<Record<string, number>>
  readonly usual?: string
}

const routes: readonly Route[] = [
  {
    method: 'GET',
    endpoint: '/api/v1/tables/{table_id}/records',
    peak: 9,
    median: 0.032,
    statuses: { 304: 0.12, 404: 0.01 },
  },
  {
    method: 'POST',
    endpoint: '/api/v1/tables/{table_id}/records',
    peak: 2.6,
    median: 0.048,
    statuses: { 422: 0.03 },
    usual: '201',
  },
  {
    method: 'PATCH',
    endpoint: '/api/v1/records/{record_id}',
    peak: 3.1,
    median: 0.041,
    statuses: { 409: 0.01, 422: 0.02 },
  },
  {
    method: 'DELETE',
    endpoint: '/api/v1/records/{record_id}',
    peak: 0.3,
    median: 0.028,
    statuses: { 404: 0.04 },
    usual: '204',
  },
  { method: 'GET', endpoint: '/api/v1/bases', peak: 1.8, median: 0.014, statuses: { 401: 0.02 } },
  { method: 'GET', endpoint: '/api/v1/bases/{base_id}', peak: 2.4, median: 0.018, statuses: { 404: 0.01 } },
  { method: 'GET', endpoint: '/api/v1/search', peak: 1.5, median: 0.11, statuses: { 400: 0.01 } },
  { method: 'POST', endpoint: '/api/v1/auth/login', peak: 0.25, median: 0.19, statuses: { 401: 0.09 } },
  {
    method: 'GET',
    endpoint: '/api/v1/extractions/{extraction_id}',
    peak: 2.2,
    median: 0.012,
    statuses: { 404: 0.005 },
  },
  { method: 'GET', endpoint: 'unmatched', peak: 0.12, median: 0.003, statuses: {}, usual: '404' },
]

/** Hands a drawing to the extraction workers: the endpoint that fails during the incident. */
const upload = { method: 'POST', endpoint: '/api/v1/extractions' }

const busy = (peak: number, more: Partial<Signal> = {}): Signal => ({ peak, wave: 0.82, drift: 0.12, ...more })
const flowOf = ({ method, endpoint }: Pick<Route, 'method' | 'endpoint'>, perSecond: Signal): Flow =>
  flow(`${method} ${endpoint}`, perSecond)

const uploads = flowOf(upload, busy(1.1, { meanwhile: inIncident({ times: 2.6 }) }))

const edges = ['0.005', '0.01', '0.025', '0.05', '0.075', '0.1', '0.25', '0.5', '1.0', '2.5', '5.0', '7.5', '10.0']

export const http: Readonly<Record<string, Rows>> = {
  http_requests_total: () => [
    ...routes.flatMap(({ statuses, usual = '200', peak, ...route }) => {
      const labels = { method: route.method, endpoint: route.endpoint }
      const others = { ...statuses, 500: 0.0006 }
      const silent = '200' === usual ? [] : [counter({ ...labels, status: '200' }, flow('', { peak: 0 }))]
      return [
        ...kinds(
          flowOf(route, busy(peak)),
          { ...labels, status: usual },
          Object.entries(others).map(([status, share]) => [{ ...labels, status }, { peak: share }]),
        ),
        ...silent,
      ]
    }),
    ...kinds(uploads, { ...upload, status: '202' }, [
      [{ ...upload, status: '422' }, { peak: 0.04 }],
      [{ ...upload, status: '500' }, { peak: 0.002 }],
      [
        { ...upload, status: '503' },
        { peak: 0.001, meanwhile: inIncident({ plus: 0.52 }) },
      ],
      [
        { ...upload, status: '504' },
        { peak: 0, meanwhile: inIncident({ plus: 0.16 }) },
      ],
    ]),
    counter({ ...upload, status: '200' }, flow('', { peak: 0 })),
  ],

  http_request_duration_seconds: () => [
    ...routes.map(({ method, endpoint, peak, median }) =>
      histogram({ method, endpoint }, flowOf({ method, endpoint }, busy(peak)), {
        median: { peak: median, drift: 0.12, meanwhile: [...inBackup({ times: 2.2 }), ...inIncident({ times: 1.25 })] },
        closeness: 2.4,
        edges,
      }),
    ),
    histogram(upload, uploads, {
      median: { peak: 0.24, drift: 0.15, meanwhile: [...inBackup({ times: 1.6 }), ...inIncident({ times: 14 })] },
      closeness: 3,
      edges,
    }),
  ],

  websocket_connections_active: () => [
    gauge({}, { peak: 186, wave: 0.78, drift: 0.06, noise: 0.015 }, { whole: true, least: 0 }),
  ],
}
