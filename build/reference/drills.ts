import { inputs } from '../drills/input.ts'
import type { Drill } from '../language/drill.ts'
import type { DrillOutcome } from '../model/drills.ts'
import type { Model } from '../model/model.ts'
import type { Artifact } from '../output/artifact.ts'
import { printDuration } from '../promql/duration.ts'
import { page, plain, table } from '../targets/markdown.ts'

/** What happens to a healthy stack, who told of it and how soon, and which alerts it takes. */
export const drillsPage = (model: Model): Artifact => {
  const { drills, drilled, groups } = model
  const inputOf = inputs(model)
  const rows = drills.map(({ name, value }) => {
    const known = drilled.drills.find((each) => each.name === name)
    return { drill: value, outcome: known?.input === inputOf(value) ? known : undefined }
  })
  const incidents = rows.filter(({ drill }) => drill.expects.noticed !== undefined)
  const harmless = rows.filter(({ drill }) => drill.expects.noticed === undefined)
  const alerts = groups.flatMap((group) => group.alerts.map(({ name }) => name))
  const outcomes = rows.flatMap(({ outcome }) => outcome ?? [])
  return page('drills', 'Drills', 'alerts/drills/*.ts', [
    [
      'What `npm run drill` plays: metrics at each scrape of a working day, in which something happens; the rules, evaluated',
      "as Prometheus does; and what Alertmanager's routes, groups and inhibitions make of it. Times count from the beginning",
      'of what happens until somebody is told. A page is an incident that PagerDuty opens, a ticket a message to those who',
      'look in the morning.',
    ].join('\n'),
    '## Incidents',
    table(
      [
        'What happens',
        'Must be told by',
        'Within',
        'Told after',
        'Told of',
        'Kept silent',
        'Pages',
        'Tickets',
        'Outcome',
      ],
      incidents.map(({ drill, outcome }) => [
        plain(drill.title),
        (drill.expects.noticed?.by ?? []).map(({ name }) => linkTo(alerts)(name)).join(' or<br>'),
        timeOf(drill.expects.noticed?.within ?? 0),
        outcome?.noticed == null ? '' : timeOf(outcome.noticed),
        ...toldIn(outcome, alerts),
        outcomeOf(drill, outcome),
      ]),
    ),
    '## Harmless situations',
    'Nobody is told anything of these.',
    table(
      ['What happens', 'Told of', 'Kept silent', 'Pages', 'Tickets', 'Outcome'],
      harmless.map(({ drill, outcome }) => [plain(drill.title), ...toldIn(outcome, alerts), outcomeOf(drill, outcome)]),
    ),
    '## What each alert is for',
    'The drills that would not pass without it, or why there is none.',
    table(
      ['Alert', 'Drills'],
      alerts.map((alert) => [
        linkTo(alerts)(alert),
        [
          ...outcomes.filter(({ needs }) => needs.includes(alert)).map(({ title }) => plain(title)),
          ...reasons(groups, alert),
        ].join('<br>'),
      ]),
    ),
  ])
}

const reasons = (groups: Model['groups'], alert: string): readonly string[] =>
  groups.flatMap((group) =>
    group.alerts.flatMap(({ name, undrilled }) =>
      name === alert && undrilled !== undefined ? [`None: ${plain(undrilled)}`] : [],
    ),
  )

const toldIn = (outcome: DrillOutcome | undefined, alerts: readonly string[]): readonly string[] => {
  if (outcome === undefined) return ['', '', '', '']
  const { alerts: told, inhibited, pages, tickets } = outcome
  const links = (names: readonly string[]): string => names.map(linkTo(alerts)).join('<br>')
  return [links(told), links(inhibited), String(pages), String(tickets)]
}

/** Whether it went as it should; what is not met yet is told with its reason. */
function outcomeOf({ notYet }: Drill, outcome: DrillOutcome | undefined): string {
  if (outcome === undefined) return 'not played since it was changed'
  if (outcome.fails.length === 0) return 'as it should'
  return plain([notYet === undefined ? '**Not as it should.**' : `Not yet: ${notYet}`, ...outcome.fails].join(' '))
}

const timeOf = (seconds: number): string => printDuration(seconds * 1000)

const linkTo =
  (known: readonly string[]) =>
  (alert: string): string =>
    known.includes(alert) ? `[${alert}](../runbooks/${alert}.md)` : alert
