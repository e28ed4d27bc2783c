import { dashboardJson } from '../../build/targets/grafana/dashboard.ts'
import { type Asked, askedBy } from '../live/panels/asked.ts'
import { closest, interpolate } from '../live/panels/interpolate.ts'
import { dashboardSchema } from '../support/dashboard-schema.ts'
import { model, today } from './day.ts'

/** A query that a dashboard sends, as it is sent for the hour before now. */
export interface Sent {
  readonly where: string
  readonly how: Asked['how']
  readonly path: string
  readonly params: Readonly<Record<string, string>>
}

const now = today.now / 1000
const hour = { start: String(now - 3600), end: String(now), step: String(today.scrapeInterval) }

/** Every query of every panel, annotation and picker of our dashboards. */
export const sent: readonly Sent[] = model.dashboards
  .flatMap((dashboard) =>
    askedBy(dashboardSchema.parse(JSON.parse(JSON.stringify(dashboardJson(model.stack, dashboard))))),
  )
  .map((asked) => {
    const { how } = asked
    const where = `${asked.dashboard} › ${asked.where}`
    const query = interpolate(asked.expr, { ...asked.variables, ...closest(today.scrapeInterval) })
    if (how === 'instant') return { where, how, path: 'query', params: { query, time: String(now) } }
    if (how === 'range') return { where, how, path: 'query_range', params: { query, ...hour } }
    const [, selector = '', label = ''] = /^label_values\((.+), (\w+)\)$/s.exec(query) ?? []
    return { where, how, path: `label/${label}/values`, params: { 'match[]': selector } }
  })
