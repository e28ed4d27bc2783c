import type { AlertRule } from '../../documents/views.ts'
import type { Subject } from '../../model/subject.ts'
import type { Expr } from '../../promql/tree.ts'
import { isComparison } from '../../promql/types/binary.ts'
import { bare } from '../../promql/walk.ts'
import type { Check } from '../check.ts'
import { inferenceOf, recordedExpr } from '../support/inference.ts'
import { alertsOf } from '../support/rules.ts'
import { environmentLabels } from '../support/scraping.ts'
import { constantOf } from '../support/terms.ts'

export const noCondition: Check = {
  id: 'no-condition',
  severity: 'error',
  covers: ['H09'],
  isLocal: true,
  about:
    "An alert's query answers only when something is wrong. Without a comparison, or with one that answers 0 or 1 (`bool`), every series fires for as long as it exists; a bare number always does, or is no vector at all. Where only one side of `or` has a condition, the other side fires for ever; and what stands after `and` and `unless` only counts by whether it answers, so that with `bool`, or as a bare rate or share, it decides nothing. Metrics that nobody knows count where their names say nothing of trouble. Conditions are comparisons, `absent()`, `unless` and series that exist only while something is wrong, such as ALERTS. An alert that is meant to fire always, the watchdog, says so by `severity: none` or by its name.",
  run: (subject) =>
    alertsOf(subject).flatMap(({ rule }) => {
      if (isWatchdog(rule)) return []
      const culprit = unconditional(subject, rule.query.expr)
      if (culprit !== undefined) {
        const what = `${isBool(culprit) ? 'With `bool` this answers 0 or 1' : 'This answers whether or not anything is wrong'}, so the alert fires as long as there is an answer.`
        return [{ place: rule.place, query: { ...rule.query, culprit }, what, next: nextOf(culprit) }]
      }
      return idle(subject, rule).map(({ side, op }) => {
        const what = `${isBool(side) ? 'With `bool` this answers 0 or 1' : 'This has a value at any time'}, and "${op}" only asks whether there is an answer: it decides nothing.`
        return { place: rule.place, query: { ...rule.query, culprit: side }, what, next: nextOf(side) }
      })
    }),
}

const nextOf = (culprit: Expr): string =>
  isBool(culprit)
    ? 'Drop `bool`: a comparison without it answers only where it is true.'
    : 'Compare it with a threshold.'

interface Side {
  readonly side: Expr
  readonly op: string
}

const computed: readonly string[] = ['rate', 'increase', 'quantile', 'ratio', 'mean']

/** The sides of `and` and `unless` whose values somebody computed, and whose presence says nothing. */
function idle(subject: Subject, { query }: AlertRule): readonly Side[] {
  const { of } = inferenceOf(subject, query)
  const isIdle = (side: Expr): boolean => unconditional(subject, side) !== undefined
  const inside = (expr: Expr): readonly Side[] => {
    const node = bare(expr)
    if (node.is !== 'binary' || !['and', 'or', 'unless'].includes(node.op)) return []
    const [left, right] = [bare(node.left), bare(node.right)]
    const sides = [
      ...(isBool(left) && isOfKnown(left) ? [left] : []),
      ...(isBool(right)
        ? isOfKnown(right)
          ? [right]
          : []
        : computed.includes(of(right).kind) && isIdle(right)
          ? [right]
          : []),
    ]
    return [
      ...(node.op === 'or' ? [] : sides.map((side) => ({ side, op: node.op }))),
      ...inside(left),
      ...inside(right),
    ]
  }
  const isOfKnown = (side: Expr): boolean => side.is === 'binary' && isIdle(side.left)
  return inside(query.expr)
}

const isWatchdog = ({ query, labels, name }: AlertRule): boolean => {
  const expr = bare(query.expr)
  const [argument] = expr.is === 'call' && expr.fn === 'vector' ? expr.args : []
  const isConstant = argument !== undefined && constantOf(argument) !== undefined
  return isConstant && (labels.severity === 'none' || /watchdog|dead.?man|heartbeat|always/i.test(name))
}

const isBool = (expr: Expr): boolean => expr.is === 'binary' && expr.bool === true

/** The part of an expression that answers whatever happens; `undefined` where there is none, or where that is not known. */
function unconditional(subject: Subject, expr: Expr, read: readonly string[] = []): Expr | undefined {
  const inside = (part: Expr): Expr | undefined => unconditional(subject, part, read)
  switch (expr.is) {
    case 'number':
    case 'string':
      return expr
    case 'paren':
      return inside(expr.expr)
    case 'subquery':
    case 'unary':
    case 'aggregation':
      return inside(expr.expr) && expr
    case 'call': {
      if (expr.fn.startsWith('absent')) return undefined
      return expr.fn === 'scalar' || expr.args.every((arg) => inside(arg)) ? expr : undefined
    }
    case 'selector': {
      const name = expr.metric ?? ''
      // Rules that read each other in a ring have no beginning to look at.
      if (read.includes(name)) return undefined
      const computed = recordedExpr(subject, name)
      if (computed !== undefined) return unconditional(subject, computed, [...read, name]) && expr
      if (name.startsWith('ALERTS')) return undefined
      if (subject.catalog.find(name) !== undefined) return expr
      // A name of the form of recorded ones may be that of a rule that has the condition; others are there all the time.
      // Choosing a value may be one too: that there is any series of it.
      return isExposed(subject, name) && expr.matchers.every(({ label }) => usual.has(label)) ? expr : undefined
    }
    case 'binary': {
      const [left, right] = [inside(expr.left), inside(expr.right)]
      if (expr.op === 'unless') return undefined
      if (expr.op === 'or') return left ?? right
      if (isComparison(expr.op)) return expr.bool ? expr : undefined
      // A divisor's guard against zero is no condition.
      return left !== undefined && (right !== undefined || expr.op === '/') ? expr : undefined
    }
  }
}

const usual: ReadonlySet<string> = new Set(['job', 'instance', 'namespace', ...environmentLabels])

/** Whether an exporter has a metric by this name, in files of which nobody knows the metrics. */
const isExposed = (subject: Subject, name: string): boolean =>
  subject.unjudged !== undefined &&
  subject.unjudged > 0 &&
  /^[a-z][a-z0-9]*_/.test(name) &&
  !/alert|alarm|fail|error|problem|incident|violat|breach|degraded|down|info$/i.test(name)
