import type { AnyAlert } from '../language/alert.ts'
import { narrows } from '../model/filter.ts'
import { type Model, panelOf } from '../model/model.ts'
import { selectors } from '../promql/rewrite.ts'
import type { Stack } from '../stack/schema.ts'
import { prometheusUid } from './provisioning.ts'

/** Who serves the runbooks: Grafana where their address is below its own, to everybody who reaches it, and else no service here. */
export const runbooksOf = ({ urls }: Stack): 'grafana' | 'elsewhere' =>
  `${urls.runbooks}/`.startsWith(`${urls.grafana.replace(/\/$/, '')}/public/runbooks/`) ? 'grafana' : 'elsewhere'

/** Where a person reads what to do about an alert: as a page where it is served from files, and a repository shows Markdown. */
export const runbookUrl = (stack: Stack, alert: string): string =>
  `${stack.urls.runbooks}/${alert}.${runbooksOf(stack) === 'grafana' ? 'html' : 'md'}`

/** The dashboard panel of an alert. */
export interface PanelLink {
  readonly title: string
  readonly uid: string
  readonly panelId: number
  /** Opens the panel alone, narrowed to the series that fires; its label values are Prometheus templates. */
  readonly url: string
}

/** The panel on which an alert can be looked at; `undefined` where none shows it. */
export function panelLink({ stack, dashboards, catalog }: Model, alert: AnyAlert): PanelLink | undefined {
  const shown = panelOf(dashboards, alert)
  if (shown === undefined) return undefined
  const { dashboard, panel } = shown
  const metrics = panel.targets
    .flatMap(({ expr }) => selectors(expr))
    .flatMap((selector) => catalog.metricsBehind(selector))
  const labels = alert.arms[0]?.when.labels ?? []
  const narrowed = dashboard.filters
    .filter((filter) => labels.includes(filter.of) && metrics.some((metric) => narrows(filter, metric)))
    .map(({ name, of }) => `&var-${name}={{ $labels.${of} | urlquery }}`)
  const of = stack.environment === null ? '' : `&var-datasource=${prometheusUid(stack)}`
  return {
    title: `${dashboard.title} › ${panel.title}`,
    uid: dashboard.uid,
    panelId: panel.id,
    url: `${stack.urls.grafana}/d/${dashboard.uid}?viewPanel=${panel.id}${of}${narrowed.join('')}`,
  }
}
