import { text as aText, line, optional, options, recordOf, refuse } from './demands/demand.ts'
import { shown } from './demands/shown.ts'
import { keyOf, type Panel, type Written } from './panel.ts'
import type { Waivers } from './waive.ts'

/** What a panel that is written as it is may be told. */
export interface AboutWritten {
  readonly key?: string
  readonly waive?: Waivers
}

export const aboutPanel = options({ key: optional(line), waive: optional(recordOf(aText)) })

/** Text in Markdown. */
export function text(title: string, markdown: string, about: AboutWritten = {}): Panel {
  refuse(
    `text ${shown(title)}`,
    line.faults(title, 'its title'),
    aText.faults(markdown, 'its text'),
    aboutPanel.faults(about, 'what follows the text'),
  )
  return written(title, about, { type: 'text', options: { mode: 'markdown', content: markdown } })
}

/** The variable of a dashboard by which its logs are chosen. */
export const logsVariable = `\${logs}`

/** Lines of a log that Loki keeps, which its dashboard's picker `Logs` chooses; `query` is LogQL, which nobody checks here. */
export function logs(title: string, query: string, description: string, about: AboutWritten = {}): Panel {
  refuse(
    `logs ${shown(title)}`,
    line.faults(title, 'its title'),
    aText.faults(query, 'its query'),
    aText.faults(description, 'its description'),
    aboutPanel.faults(about, 'what follows the description'),
  )
  const datasource = { type: 'loki', uid: logsVariable }
  return written(title, about, {
    type: 'logs',
    description,
    datasource,
    targets: [{ refId: 'A', datasource, expr: query, queryType: 'range', editorMode: 'code' }],
    options: {
      showLabels: false,
      showCommonLabels: false,
      showTime: true,
      showLogContextToggle: true,
      wrapLogMessage: true,
      prettifyLogMessage: false,
      enableLogDetails: true,
      sortOrder: 'Descending',
      dedupStrategy: 'none',
    },
  })
}

/** The alerts that fire or wait, as Grafana knows them from its data sources. */
export function alertList(title: string, description: string, about: AboutWritten = {}): Panel {
  refuse(
    `alertList ${shown(title)}`,
    line.faults(title, 'its title'),
    aText.faults(description, 'its description'),
    aboutPanel.faults(about, 'what follows the description'),
  )
  return written(title, about, {
    type: 'alertlist',
    description,
    options: {
      viewMode: 'list',
      groupMode: 'default',
      groupBy: [],
      maxItems: 20,
      sortOrder: 3,
      dashboardAlerts: false,
      alertName: '',
      alertInstanceLabelFilter: '',
      stateFilter: { firing: true, pending: true, error: true, noData: false, normal: false },
    },
  })
}

/** A panel of which the JSON is there. */
export const written = (title: string, { key = keyOf(title), waive = {} }: AboutWritten, panel: Written): Panel => ({
  type: 'written',
  title,
  key,
  description: typeof panel.description === 'string' ? panel.description : '',
  unit: 'count',
  targets: [],
  steps: [],
  alert: undefined,
  noValue: undefined,
  stacked: false,
  says: ['No', 'Yes'],
  waive,
  frame: {},
  graph: {},
  columns: {},
  written: { ...panel, title },
})
