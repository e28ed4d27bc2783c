import { alertsOf, type Evaluated } from '../checks/support/rules.ts'
import type { AlertRule } from '../documents/views.ts'
import { drawingOf, legend, seriesText } from '../explain/drawing.ts'
import { type Explanation, explain, type Story, settingsFor } from '../explain/explain.ts'
import { type Kept, nothingKept, once } from '../kept.ts'
import type { Model } from '../model/model.ts'
import type { Subject } from '../model/subject.ts'
import type { Artifact } from '../output/artifact.ts'
import { code, page, plain } from '../targets/markdown.ts'

/** What sets each alert off, and what does not, as `npm run explain` tells it; what was `kept` is not played again. */
export const explainedPage = (model: Model, subject: Subject, kept: Kept = nothingKept): Artifact => {
  const rules = alertsOf(subject)
  const names = [...new Set(rules.map(({ rule }) => rule.name))]
  return page('explained', 'What sets each alert off', 'alerts/*.ts', [
    [
      'Of each alert what it asks, the smallest input that sets it off, the one just below that does not, and what it makes of',
      'lost series, a failed scrape, no traffic and a restart of Prometheus. All is played by the evaluator but the restart, which',
      "follows from Prometheus' defaults. `npm run explain -- NAME` tells more.",
    ].join('\n'),
    `In the drawings: ${legend}.`,
    ...names.map((name) =>
      told(
        model,
        subject,
        rules.filter(({ rule }) => rule.name === name),
        kept,
      ),
    ),
  ])
}

const labelsOf = ({ labels }: AlertRule): string =>
  Object.entries(labels)
    .map(([label, value]) => `${label} ${value}`)
    .join(', ')

/** All that decides how the rules of one name are explained, and what is said of them. */
function told({ stack, groups }: Model, subject: Subject, rules: readonly Evaluated<AlertRule>[], kept: Kept): string {
  const { scrape, evaluationInterval, targets } = stack
  const explained = rules.map(({ rule, interval }) => ({
    ...{ name: rule.name, labels: rule.labels, for: rule.for, keepFiringFor: rule.keepFiringFor, interval },
    expr: rule.query.text,
    reads: subject.catalog.behind(rule.query.expr),
  }))
  const name = rules[0]?.rule.name
  const { scenarios = [] } = groups.flatMap(({ alerts }) => alerts).find((alert) => alert.name === name) ?? {}
  return once(kept, { explained, scenarios, settings: { scrape, evaluationInterval, targets } }, () =>
    [
      `## ${name}`,
      `[Runbook](../runbooks/${name}.md)`,
      ...rules.flatMap(({ rule, interval }) => [
        ...(rules.length === 1 ? [] : [`### ${rule.name}: ${labelsOf(rule)}`]),
        textOf(explain(rule, { subject, settings: settingsFor(stack, interval), findings: [], scenarios })),
      ]),
    ].join('\n\n'),
  )
}

function textOf({ sentence, verdict, fires, silent, turns, late, limit }: Explanation): string {
  const drawn = [fires, silent].flatMap((story) => (story === undefined ? [] : [drawingText(story, limit)]))
  const said = [...late, ...turns.map((turn) => turn.told)]
  return [
    plain(sentence),
    ...(verdict.is === 'shown' ? [] : [plain(verdict.why)]),
    ...(drawn.length === 0 ? [] : [`\`\`\`text\n${drawn.join('\n\n')}\n\`\`\``]),
    said.map((each) => `- ${coded(each)}`).join('\n'),
  ].join('\n\n')
}

/** Words between backticks are code. */
const coded = (text: string): string =>
  text
    .split('`')
    .map((part, at) => (at % 2 === 1 ? code(part) : plain(part)))
    .join('')

/** More series than anybody reads. */
const mostSeries = 4

function drawingText({ title, plans, clock, course }: Story, limit: Explanation['limit']): string {
  const more = plans.length - mostSeries
  return [
    `It ${title}`,
    ...plans.slice(0, mostSeries).map((plan) => `  ${seriesText(plan, clock)}`),
    ...(plans.length === 0 ? ['  no series at all'] : []),
    ...(more > 0 ? [`  and ${more} more series`] : []),
    ...drawingOf(course, limit).map((line) => `  ${line}`),
  ].join('\n')
}
