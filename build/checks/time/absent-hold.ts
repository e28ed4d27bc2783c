import type { AlertRule } from '../../documents/views.ts'
import type { Subject } from '../../model/subject.ts'
import type { Expr, Selector } from '../../promql/tree.ts'
import { children } from '../../promql/walk.ts'
import type { Check, Finding } from '../check.ts'
import { alertsOf } from '../support/rules.ts'
import { samplingOf } from '../support/sampling.ts'
import { inWords, secondsOf } from '../support/windows.ts'

export const absentHold: Check = {
  id: 'absent-hold',
  severity: 'error',
  covers: ['R14'],
  isLocal: true,
  about:
    'An alert on a missing series waits for two scrapes: a target that is restarted, or one scrape that times out, makes its series vanish for a moment. And absent() answers with the labels of its equality matchers only, so a text that mentions a label matched by a regular expression has a hole there.',
  run: (subject) =>
    alertsOf(subject).flatMap(({ rule }) =>
      absences(rule.query.expr).flatMap((absence) => [...tooHasty(subject, rule, absence), ...nameless(rule, absence)]),
    ),
}

interface Absence {
  readonly node: Expr
  readonly selector: Selector
}

/** Where an alert fires because a series is missing. */
function absences(expr: Expr): readonly Absence[] {
  if (expr.is === 'call' && (expr.fn === 'absent' || expr.fn === 'absent_over_time')) {
    const [selector] = expr.args
    return selector?.is === 'selector' ? [{ node: expr, selector }] : []
  }
  const inside = expr.is === 'binary' && expr.op === 'unless' ? [expr.left] : children(expr)
  return inside.flatMap(absences)
}

function tooHasty(subject: Subject, rule: AlertRule, { node, selector }: Absence): readonly Finding[] {
  const sampling = samplingOf(subject, selector)
  const waits = rule.for + (secondsOf(selector.range ?? '0s') ?? Number.POSITIVE_INFINITY)
  // Where nobody knows how often it is scraped, no wait at all is too little all the same.
  if (sampling === undefined && waits === 0)
    return [
      {
        place: rule.place,
        query: { ...rule.query, culprit: node },
        what: 'The alert does not wait for a missing series: a restart of Prometheus, or a gap of one scrape, fires it.',
        next: 'Wait for two scrapes or more.',
      },
    ]
  if (sampling === undefined || waits >= 2 * sampling.seconds) return []
  return [
    {
      place: rule.place,
      query: { ...rule.query, culprit: node },
      what: `The alert waits ${inWords(waits)} for a missing series, and ${sampling.who} every ${inWords(sampling.seconds)}: a gap of one scrape fires it.`,
      next: `Wait ${inWords(2 * sampling.seconds)} or more.`,
    },
  ]
}

function nameless(rule: AlertRule, { selector: { matchers } }: Absence): readonly Finding[] {
  const texts = [...Object.values(rule.annotations), ...Object.values(rule.labels)].join('\n')
  return matchers
    .filter(({ label, op }) => op !== '=' && new RegExp(String.raw`\$labels\.${label}\b`).test(texts))
    .map((culprit) => ({
      place: rule.place,
      query: { ...rule.query, culprit },
      what: `absent() answers without the label ${culprit.label}, which ${culprit.op}"${culprit.value}" leaves open, and the alert's text mentions it.`,
      next: 'Write one absent() for each value, with `=`, joined by `or`.',
    }))
}
