import type { Subject } from '../../model/subject.ts'
import type { Value } from '../../promql/infer/value.ts'
import type { Expr } from '../../promql/tree.ts'
import { bare, children } from '../../promql/walk.ts'
import type { Check } from '../check.ts'
import { isBetweenEdges } from '../support/between-edges.ts'
import { recordedExpr, recordedValue } from '../support/inference.ts'
import { type Inspected, inspect } from '../support/inspect.ts'

export const rateOfAggregate: Check = {
  id: 'rate-of-aggregate',
  severity: 'error',
  covers: ['T06'],
  isLocal: true,
  about:
    "rate() finds a counter's restart because that one series falls. In a sum the fall of one process hides behind the others or takes them all down with it, so the rate of a sum jumps at each deploy; and a rate of a rate is no rate of anything. The sum may stand in a subquery or in a recording rule: rate first, then aggregate.",
  run: (subject) =>
    inspect(subject, ({ node, of }) => {
      const [arg] = node.is === 'call' && ['rate', 'increase', 'irate'].includes(node.fn) ? node.args : []
      const read = arg && sourceOf(subject, arg, of)
      if (node.is !== 'call' || read === undefined) return undefined
      const { kind } = read.value
      // A sum of what nobody knows jumps as well, whether it counts or not.
      const isAdded = read.expr.is === 'aggregation' && kind === 'unknown' && node.args[0]?.is === 'subquery'
      const by = kind === 'counter' || kind === 'bucket' || isAdded ? adds(read.expr) : undefined
      if (kind !== 'rate' && kind !== 'increase' && by === undefined) return undefined
      return {
        culprit: node,
        part: 'name',
        what:
          by === undefined
            ? `${node.fn}() is for counters, and ${read.name} is growth already: a rate of a rate means nothing.`
            : `${node.fn}() must see each counter restart, and ${read.name} is ${by} of several: a restart of one looks like a jump.`,
        next:
          by === undefined
            ? `Take the ${node.fn}() away, or deriv() for how the rate changes.`
            : `Aggregate last: ${by === 'a sum' ? 'sum' : 'avg'}(${node.fn}(…)).`,
      }
    }),
}

interface Source {
  readonly name: string
  readonly expr: Expr
  readonly value: Value
}

/** What a range vector is made of: the expression in a subquery, or in the recording rule that is read. */
function sourceOf(subject: Subject, arg: Expr, of: Inspected['of']): Source | undefined {
  const outer = bare(arg)
  const inside = outer.is === 'subquery' ? bare(outer.expr) : outer
  if (isBetweenEdges(inside)) return undefined
  if (inside.is !== 'selector') return { name: 'what stands in the subquery', expr: inside, value: of(inside) }
  const name = inside.metric ?? ''
  const expr = recordedExpr(subject, name)
  const value = recordedValue(subject, name)
  return expr && value && { name, expr, value }
}

/** How an expression adds series up, if it does. */
function adds(expr: Expr): 'a sum' | 'a mean' | undefined {
  if (expr.is === 'aggregation' && (expr.op === 'sum' || expr.op === 'avg'))
    return expr.op === 'sum' ? 'a sum' : 'a mean'
  if (expr.is === 'binary' && (expr.op === '+' || expr.op === '-') && children(expr).every(({ is }) => is !== 'number'))
    return 'a sum'
  return children(expr)
    .map(adds)
    .find((found) => found !== undefined)
}
