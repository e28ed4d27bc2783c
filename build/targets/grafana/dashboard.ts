import type { Annotation } from '../../language/dashboard.ts'
import type { PlacedPanel } from '../../model/layout.ts'
import type { Model, PlacedDashboard } from '../../model/model.ts'
import { type Artifact, generatedFrom } from '../../output/artifact.ts'
import { print } from '../../promql/print.ts'
import { releaseOf } from '../../stack/releases.ts'
import type { Stack } from '../../stack/schema.ts'
import { runbookUrl } from '../links.ts'
import { prometheusUid, sourceName } from '../provisioning.ts'
import { datasource } from './datasource.ts'
import { panelJson, rowJson } from './panel.ts'
import type { DashboardJson } from './sdk.ts'
import { datasourceVariable, filterVariable, logsVariable } from './variables.ts'

/** Every dashboard as classic JSON, which Grafana 11 to 13 load from files. */
export const grafanaDashboards = ({ stack, dashboards }: Model): readonly Artifact[] =>
  dashboards.map((dashboard) => ({
    path: `grafana-dashboards/${dashboard.name}.json`,
    text: `${JSON.stringify(dashboardJson(stack, dashboard), null, 2)}\n`,
  }))

const made = new WeakMap<PlacedDashboard, { readonly stack: Stack; readonly json: DashboardJson }>()

/** One dashboard as classic JSON: what is checked is what is written. */
export function dashboardJson(stack: Stack, dashboard: PlacedDashboard): DashboardJson {
  const known = made.get(dashboard)
  if (known?.stack === stack) return known.json
  const json = jsonOf(stack, dashboard)
  made.set(dashboard, { stack, json })
  return json
}

function jsonOf(stack: Stack, dashboard: PlacedDashboard): DashboardJson {
  const { uid, title, asks, tags, file } = dashboard
  const release = releaseOf(stack, 'grafana') ?? unknownRelease
  return {
    uid,
    title,
    description: `${asks}\n\n${generatedFrom(file)}`,
    tags: [...belonging(stack), 'generated', ...tags],
    schemaVersion: 42,
    editable: false,
    graphTooltip: 1,
    timezone: 'browser',
    weekStart: '',
    fiscalYearStartMonth: 0,
    preload: false,
    refresh: '30s',
    time: { from: 'now-1h', to: 'now' },
    timepicker: {},
    links: [
      {
        type: 'dashboards',
        title: `${stack.product.name} dashboards`,
        tags: belonging(stack),
        asDropdown: false,
        includeVars: true,
        keepTime: true,
        targetBlank: false,
        icon: 'external link',
        tooltip: '',
        url: '',
      },
    ],
    templating: {
      list: [
        datasourceVariable(sourceName(stack, 'Prometheus'), prometheusUid(stack)),
        ...(showsLogs(dashboard) ? [logsVariable] : []),
        ...dashboard.filters.map(filterVariable),
      ],
    },
    annotations: { list: [builtIn, ...dashboard.annotations.map(annotationJson)] },
    panels: dashboard.rows.flatMap((row) =>
      rowJson(
        row,
        row.panels.map((panel) =>
          panelJson(
            panel,
            {
              panel: panel.alert === undefined ? [] : [runbookLink(panel.alert.name, panel.alert.runbookUrl)],
              series: isOfAlerts(panel) ? [runbookLink(chosenAlert)] : [],
            },
            release,
          ),
        ),
      ),
    ),
  }

  function runbookLink(alert: string, url = runbookUrl(stack, alert)) {
    return { title: `Runbook: ${alert}`, url, targetBlank: true }
  }
}

/** The tags by which the dashboards of one set find each other. */
const belonging = ({ product, dashboards, environment }: Stack): string[] => [
  product.id,
  ...(dashboards === 'named' && environment !== null ? [environment] : []),
]

/** Where somebody else runs Grafana: the oldest that these files are made for. */
const unknownRelease = '11.0.0'

const showsLogs = ({ rows }: PlacedDashboard): boolean =>
  rows.some(({ panels }) => panels.some(({ written }) => written?.type === 'logs'))

/** Whether each series is an alert. */
const isOfAlerts = ({ targets }: PlacedPanel): boolean =>
  targets.length > 0 && targets.every(({ labels }) => labels.includes('alertname'))

/** The alert of the series that somebody clicks on, as Grafana writes it. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: Grafana fills it in.
const chosenAlert = '${__field.labels.alertname}'

/** The annotations that people add by hand in Grafana. */
const builtIn = {
  builtIn: 1,
  datasource: { type: 'grafana', uid: '-- Grafana --' },
  enable: true,
  hide: true,
  iconColor: 'rgba(0, 211, 255, 1)',
  name: 'Annotations & Alerts',
  type: 'dashboard',
} as const

const annotationJson = ({ name, expr, title, color }: Annotation) => ({
  name,
  datasource,
  enable: true,
  hide: false,
  iconColor: color,
  target: { expr: print(expr), interval: '60s', refId: 'Anno' },
  titleFormat: title,
})
