import type { AlertRule, Subject } from '../../checks/subject.ts'
import { alertsOf } from '../../checks/support/rules.ts'
import { drawingOf, legend, seriesText } from '../../explain/drawing.ts'
import { type Explanation, explain, type Story, settingsFor } from '../../explain/explain.ts'
import { type Kept, nothingKept, once } from '../../kept.ts'
import type { Model } from '../../model/model.ts'
import type { Artifact } from '../artifact.ts'
import { page, plain } from './markdown.ts'

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
    ...names.flatMap((name) => [
      `## ${name}`,
      `[Runbook](../runbooks/${name}.md)`,
      ...rules
        .filter(({ rule }) => rule.name === name)
        .flatMap(({ rule, interval }, _, { length }) => [
          ...(length === 1 ? [] : [`### ${name}: ${labelsOf(rule)}`]),
          told(model, subject, rule, interval, kept),
        ]),
    ]),
  ])
}

const labelsOf = ({ labels }: AlertRule): string =>
  Object.entries(labels)
    .map(([label, value]) => `${label} ${value}`)
    .join(', ')

/** All that decides how an alert is explained, and its explanation. */
function told(
  { stack, jobs, metrics }: Model,
  subject: Subject,
  rule: AlertRule,
  interval: number | undefined,
  kept: Kept,
): string {
  const { name, query, for: hold, keepFiringFor } = rule
  const input = { explained: { name, text: query.text, hold, keepFiringFor, interval }, stack, jobs, metrics }
  return once(kept, input, () =>
    textOf(explain(rule, { subject, settings: settingsFor(stack, interval), findings: [] })),
  )
}

function textOf({ sentence, verdict, fires, silent, turns, late, limit }: Explanation): string {
  const drawn = [fires, silent].flatMap((story) => (story === undefined ? [] : [drawingText(story, limit)]))
  const said = [...late, ...turns.map((turn) => turn.told)]
  return [
    plain(sentence),
    ...(verdict.is === 'shown' ? [] : [plain(verdict.why)]),
    ...(drawn.length === 0 ? [] : [`\`\`\`text\n${drawn.join('\n\n')}\n\`\`\``]),
    said.map((each) => `- ${plain(each)}`).join('\n'),
  ].join('\n\n')
}

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
