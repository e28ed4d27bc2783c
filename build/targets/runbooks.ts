import type { AnyAlert } from '../language/alert.ts'
import type { Model } from '../model/model.ts'
import { sectionsOf } from '../model/prose.ts'
import { type Artifact, generatedFrom } from '../output/artifact.ts'
import { print, printLine } from '../promql/print.ts'
import { closeWindow } from '../promql/rewrite.ts'
import { panelLink, runbooksOf } from './links.ts'
import { objectiveTable } from './objectives.ts'
import { runbookPage } from './runbook-page.ts'

/** The window of a diagnostic query whose author left it open. */
const window = '5m'

/** One runbook for each alert: what people wrote about it, and what the definitions know. Where Grafana serves it, a page too. */
export const runbooks = (model: Model): readonly Artifact[] =>
  model.groups.flatMap(({ alerts, file }) =>
    alerts
      .filter(({ runbookUrl }) => runbookUrl === undefined)
      .flatMap((alert) => {
        const text = runbook(model, alert, file)
        const path = `runbooks/${alert.name}`
        return [
          { path: `${path}.md`, text },
          ...(runbooksOf(model.stack) === 'grafana'
            ? [{ path: `${path}.html`, text: runbookPage(alert.name, text, `${path}.md`) }]
            : []),
        ]
      }),
  )

function runbook(model: Model, alert: AnyAlert, file: string): string {
  const prose = sectionsOf(model.runbooks.get(alert.name) ?? '')
  const section = (title: string) => `## ${title}\n\n${prose.find((each) => each.title === title)?.text ?? ''}\n`
  const isBrought = alert.runbook !== undefined && model.runbooks.get(alert.name) === alert.runbook
  return [
    `<!-- ${generatedFrom(isBrought ? file : `${file} and alerts/runbooks/${alert.name}.md`)} -->\n`,
    `# ${alert.name}\n`,
    `${alert.summary}\n`,
    facts(model, alert),
    section('Meaning'),
    section('Impact'),
    section('Mitigation'),
    section('Diagnosis'),
    ...diagnosis(model, alert),
    ...(alert.objective === undefined ? [] : [`### The objective\n`, `${objectiveTable(alert.objective)}\n`]),
    `### The rule\n`,
    `It fires when this holds${alert.for === undefined ? '' : ` for ${alert.for}`}:\n`,
    ...alert.arms.map(({ when }) => promql(print(when.expr))),
  ].join('\n')
}

function facts({ stack }: Model, { arms, for: held, keepFiringFor }: AnyAlert): string {
  const each = arms.map(({ severity, component }) => `${severity.name} (${component})`)
  const labels = arms[0]?.when.labels ?? []
  const rows = [
    ['Severity (component)', [...new Set(each)].join(', ')],
    ['Fires after', held ?? 'the first evaluation'],
    ...(keepFiringFor === undefined ? [] : [['Keeps firing for', keepFiringFor]]),
    [
      'One alert for each',
      labels.length === 0 ? `${stack.product.name} as a whole` : labels.map((label) => `\`${label}\``).join(', '),
    ],
  ]
  return `${['| | |', '|---|---|', ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join('\n')}\n`
}

function diagnosis(model: Model, alert: AnyAlert): readonly string[] {
  const panel = panelLink(model, alert)
  const dashboard = panel && `- Dashboard panel: [${panel.title}](${panel.url.replace(/&var-.*$/, '')})`
  const rules = `- Alert in Prometheus: <${model.stack.urls.prometheus}/alerts?search=${alert.name}>`
  const queries = Object.entries(alert.diagnosis).map(([question, { expr }]) => {
    const closed = closeWindow(expr, window)
    const link = `${model.stack.urls.prometheus}/graph?g0.expr=${inUrl(printLine(closed))}&g0.tab=0`
    return `${question} ([run it](${link}))\n\n${promql(print(closed))}`
  })
  return ['### Where to look\n', [dashboard, rules].filter(Boolean).join('\n') + '\n', ...queries]
}

/** Escaped for a link in Markdown too, which a parenthesis could end. */
const inUrl = (text: string): string =>
  encodeURIComponent(text).replace(/[()]/g, (sign) => (sign === '(' ? '%28' : '%29'))

const promql = (text: string): string => `\`\`\`promql\n${text}\n\`\`\`\n`
