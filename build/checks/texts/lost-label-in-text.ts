import type { Subject } from '../../model/subject.ts'
import { nearest } from '../../nearest.ts'
import { PromqlError } from '../../promql/error.ts'
import { hasMacro } from '../../promql/macros.ts'
import { parse } from '../../promql/parse.ts'
import { selectors } from '../../promql/rewrite.ts'
import type { Expr } from '../../promql/tree.ts'
import { walk } from '../../promql/walk.ts'
import type { Check, Finding } from '../check.ts'
import { type AlertText, alertTexts } from '../support/alert-texts.ts'
import { carriedBy } from '../support/identity.ts'
import { inferenceOf } from '../support/inference.ts'

export const lostLabelInText: Check = {
  id: 'lost-label-in-text',
  severity: 'error',
  covers: ['N02', 'N03'],
  isLocal: true,
  about:
    "A template can only say what the alert's series carry. A label that the expression aggregates away, or that the metric never had, is printed as nothing, and nobody learns which instance it is. Labels that the rule itself adds are not among them: `$labels.severity` is empty too. The same holds for the answer of a query inside the template. Series of unknown metrics may have any label.",
  run: (subject) => alertTexts(subject).flatMap((text) => [...lostIn(subject, text), ...lostInQueries(subject, text)]),
}

/** `{{ query "sum(up)" | first | label "job" }}`: the answer has no job. */
function lostInQueries(subject: Subject, { place, text, template }: AlertText): readonly Finding[] {
  return template.asked.flatMap(({ query, label, from, to }) => {
    const expr = hasMacro(query) ? undefined : parsed(query)
    if (expr === undefined) return []
    const { value } = inferenceOf(subject, { place, text: query, expr })
    if (value.labels.isPossible(label)) return []
    return [
      {
        place,
        excerpt: { text, from, to },
        what: `The query inside the template answers series with ${carriedBy(value)}, so ${label} is printed as nothing.`,
        next: `Keep ${label} in the query, or leave it out of the text.`,
      },
    ]
  })
}

/** A broken query has a check of its own. */
function parsed(query: string): Expr | undefined {
  try {
    return parse(query)
  } catch (error) {
    if (!(error instanceof PromqlError)) throw error
    return undefined
  }
}

/** Whether an expression takes labels away by itself: what a partner without them leaves of `x and hour() == 2` was never there. */
const hasLess = (expr: Expr): boolean =>
  [...walk(expr)].some(
    (node) =>
      node.is === 'aggregation' ||
      (node.is === 'call' && /^absent|^label_/.test(node.fn)) ||
      (node.is === 'binary' && node.matching !== undefined),
  )

/** The labels that `group_left` brings to the right side of `and` or `unless`, of which only the left side's are kept. */
function blockedIn(expr: Expr): ReadonlyMap<string, string> {
  const blocked = new Map<string, string>()
  for (const node of walk(expr)) {
    if (node.is !== 'binary' || (node.op !== 'and' && node.op !== 'unless')) continue
    const named = new Set(selectors(node.left).flatMap(({ matchers }) => matchers.map(({ label }) => label)))
    for (const inner of walk(node.right))
      if (inner.is === 'binary')
        for (const label of inner.matching?.group?.include ?? []) if (!named.has(label)) blocked.set(label, node.op)
  }
  for (const node of walk(expr)) {
    // What is joined outside of it, or on its left, is kept.
    if (node.is !== 'binary') continue
    const kept = node.op === 'and' || node.op === 'unless' ? [...walk(node.left)] : []
    for (const inner of kept)
      if (inner.is === 'binary') for (const label of inner.matching?.group?.include ?? []) blocked.delete(label)
  }
  return blocked
}

function lostIn(subject: Subject, { alert, place, text, template }: AlertText): readonly Finding[] {
  const { value, of, facts } = inferenceOf(subject, alert.query)
  // An alert that never fires prints nothing at all, which is told.
  if (facts.some(({ kind, node }) => kind === 'never-matches' && node.is === 'binary' && node.op !== 'unless'))
    return []
  const blocked = blockedIn(alert.query.expr)
  const behind = template.labels.flatMap(({ name, from, to }) => {
    const op = value.labels.may.includes(name) ? undefined : blocked.get(name)
    if (op === undefined || !value.labels.isPossible(name)) return []
    return [
      {
        place,
        excerpt: { text, from, to },
        what: `group_left brings ${name} to the right side of "${op}", of which only the labels of the left side are kept: it is printed as nothing.`,
        next: `Join outside of "${op}": (… ${op} …) * on (…) group_left (${name}) ….`,
      },
    ]
  })
  const lost = template.labels
    .filter(({ name }) => name !== '__name__' && !value.labels.isPossible(name))
    .map(({ name, from, to }) => {
      const had =
        hasLess(alert.query.expr) &&
        selectors(alert.query.expr).some((selector) => of(selector).labels.isPossible(name))
      const carries = carriedBy(value)
      const meant = nearest(
        name,
        value.labels.may.filter((label) => label !== '__name__'),
      )
      const found = { place, excerpt: { text, from, to } }
      if (Object.hasOwn(alert.labels, name)) {
        return {
          ...found,
          what: `The rule adds the label ${name} after its texts are written, so here it is empty; the series carry ${carries}.`,
          next: `Write its value: ${alert.labels[name]}.`,
        }
      }
      return {
        ...found,
        what: !had
          ? `No series of this alert ever has the label ${name}; they carry ${carries}.`
          : `The expression aggregates ${name} away, so it is printed as nothing; the series carry ${carries}.`,
        next: !had
          ? `Write ${meant === undefined ? 'a label that is there' : `$labels.${meant}`}, or leave it out.`
          : `Keep ${name} in the aggregation's by (…), or leave it out of the text.`,
      }
    })
  return [...behind, ...lost]
}
