import type { Place } from '../../findings/diagnostic.ts'
import type { Subject } from '../../model/subject.ts'
import type { Expr } from '../../promql/tree.ts'
import { walk } from '../../promql/walk.ts'
import type { Check, Finding } from '../check.ts'
import { mentioned } from '../support/prose.ts'
import { alertsOf } from '../support/rules.ts'
import { inline } from '../support/shape.ts'
import { constantOf, isKnown } from '../support/terms.ts'
import { inWords, secondsOf, windowsOf } from '../support/windows.ts'

export const windowProse: Check = {
  id: 'window-prose',
  severity: 'warning',
  covers: ['R11'],
  isLocal: true,
  about:
    'A text that says "in the last 10 minutes" stands beside a query that looks at 10 minutes: one of its windows, offsets, waiting times or a number of seconds in it. Somebody changed one and not the other, and who is woken believes the text. Judged are summaries and descriptions of alerts, titles and descriptions of panels; a warning, because prose can mean something else.',
  run: (subject) => [
    ...alertsOf(subject).flatMap(({ rule }) =>
      Object.values(rule.annotations).flatMap((text) =>
        judge(subject, rule.place, text, [rule.query.expr], [rule.for]),
      ),
    ),
    ...subject.dashboards.flatMap(({ panels }) =>
      panels.flatMap(({ place, title, description, targets }) => {
        const exprs = targets.flatMap(({ query }) => query?.expr ?? [])
        return [title, description].flatMap((text) => judge(subject, place, text, exprs, []))
      }),
    ),
  ],
}

function judge(
  subject: Subject,
  place: Place,
  text: string,
  exprs: readonly Expr[],
  waits: readonly number[],
): readonly Finding[] {
  const mentions = mentioned(text)
  if (mentions.length === 0) return []
  const computed = exprs.map((expr) => inline(subject, expr))
  const spans = computed.flatMap(spansIn)
  // Without a window in the query the text speaks of something else, and one that Grafana chooses can be any.
  const judged = computed.every((expr) => isKnown(expr, subject.catalog)) && computed.flatMap(windowsIn).length > 0
  if (!judged || spans.some((each) => each === undefined)) return []
  const known = [...new Set(spans.map((each) => Math.abs(each ?? 0)))].filter((each) => each > 0)
  // An alert that has fired "for the last 10 minutes" has waited, and its window lies before that.
  const waited = [...waits, ...waits.flatMap((wait) => known.map((each) => each + wait))]
  return mentions
    .filter(({ seconds, wait }) => ![...known, ...(wait ? waited : [])].includes(seconds))
    .map(({ seconds, excerpt }) => ({
      place,
      excerpt,
      what: `The text speaks of ${inWords(seconds)}, and the query of ${known.map(inWords).join(', ')}.`,
      next: 'Correct the text or the window.',
    }))
}

const windowsIn = (expr: Expr) => [...windowsOf(expr)]

/** Every length of time in a query; numbers may be seconds. */
function spansIn(expr: Expr): readonly (number | undefined)[] {
  return [...walk(expr)].flatMap((node) => {
    if (node.is === 'selector' || node.is === 'subquery') {
      return [node.range, node.offset].flatMap((duration) => (duration === undefined ? [] : [secondsOf(duration)]))
    }
    const number = constantOf(node)
    return number === undefined || number < 1 ? [] : [number]
  })
}
