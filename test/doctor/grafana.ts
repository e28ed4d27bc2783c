import { serve } from './serve.ts'

type Json = Readonly<Record<string, unknown>>

/** What a Grafana stores and says. A test changes it in place. */
export interface Stored {
  version: string | undefined
  database: string
  /** By uid, as the API answers them. */
  readonly dataSources: Map<string, Json>
  /** By uid. */
  readonly sourceHealth: Map<string, { status: number; body: Json }>
  /** By uid, as the files that were provisioned have them. */
  readonly dashboards: Map<string, { dashboard: Json; meta: Json }>
  /** Answered to every request with another token. */
  readonly token: string
}

/**
 * Speaks the part of Grafana's HTTP API that the doctor asks, written from its documentation (Other, Data source and
 * Dashboard API of version 13); Grafana itself does not run here.
 */
export async function startGrafana(stored: Stored): Promise<string> {
  const { url } = await serve((request, response) => {
    const asked = new URL(request.url ?? '', 'http://grafana')
    const open = asked.pathname === '/api/health'
    const [status, body] =
      open || request.headers.authorization === `Bearer ${stored.token}`
        ? answer(asked, stored)
        : [401, { message: 'Unauthorized' }]
    response.writeHead(request.method === 'GET' ? status : 405, { 'content-type': 'application/json' })
    response.end(JSON.stringify(body))
  })
  return url
}

function answer({ pathname, searchParams }: URL, stored: Stored): readonly [status: number, body: unknown] {
  const { version, database, dataSources, sourceHealth, dashboards } = stored
  if (pathname === '/api/health')
    return [database === 'ok' ? 200 : 503, { database, ...(version !== undefined && { version, commit: '1b9f2e4' }) }]
  const [, uid = '', health] = /^\/api\/datasources\/uid\/([^/]+)(\/health)?$/.exec(pathname) ?? []
  if (health !== undefined) {
    const told = sourceHealth.get(uid)
    return told === undefined ? [404, { message: 'Plugin not found' }] : [told.status, told.body]
  }
  if (uid !== '') return found(dataSources.get(uid), 'Data source not found')
  if (pathname === '/api/search') {
    const tag = searchParams.get('tag')
    const all = [...dashboards].map(([each, { dashboard }]) => ({ uid: each, type: 'dash-db', ...named(dashboard) }))
    return [200, all.filter(({ tags }) => tag === null || tags.includes(tag))]
  }
  return found(dashboards.get(pathname.replace('/api/dashboards/uid/', '')), 'Dashboard not found')
}

const found = (value: unknown, message: string): readonly [number, unknown] =>
  value === undefined ? [404, { message }] : [200, value]

const named = ({ title, tags }: Json) => ({ title: String(title), tags: Array.isArray(tags) ? tags.map(String) : [] })
