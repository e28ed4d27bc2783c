import type { Binary, Expr } from '../../promql/tree.ts'
import type { Check } from '../check.ts'
import type { Finding } from '../diagnostic.ts'
import type { Panel, Subject } from '../subject.ts'
import { inferenceOf } from '../support/inference.ts'
import { objectsBelow, textBelow } from '../support/json.ts'
import { hasOneUnit, measuredBy } from '../support/measured.ts'
import { bare, constantOf } from '../support/terms.ts'

export const percentTwice: Check = {
  id: 'percent-twice',
  severity: 'error',
  covers: ['U03'],
  about:
    'A share becomes a percentage once: by × 100 in the query under the unit `percent`, or by the unit `percentunit`, which multiplies by itself. A quotient times 100 under `percentunit` is shown a hundred times too large, whatever the metrics are; so is one that a Grafana expression multiplies, and one that both the query and an expression do. Where the units of the metrics are known, `unit-scale` tells.',
  run: (subject) =>
    subject.dashboards.flatMap(({ panels }) =>
      panels.flatMap((panel) => [...inQueries(subject, panel), ...inExpressions(panel)]),
    ),
}

const next = 'Drop the "* 100", or set the unit to percent.'

function inQueries(subject: Subject, panel: Panel): readonly Finding[] {
  if (panel.unit !== 'percentunit' || !hasOneUnit(panel)) return []
  const hidden = new Set(readOnly(panel))
  return panel.targets.flatMap(({ refId, query }) => {
    if (query === undefined || hidden.has(refId)) return []
    if (!isPercentage(query.expr) || measuredBy(inferenceOf(subject, query).value) !== undefined) return []
    return [
      {
        place: panel.place,
        query: { ...query, culprit: query.expr },
        what: 'The query multiplies a quotient by 100, and the unit "percentunit" does so again: it reads 100 times too large.',
        next,
      },
    ]
  })
}

/** Whether an expression is a quotient times 100: `a / b * 100`, `100 * (1 - a / b)`, `100 - 100 * a / b`. */
function isPercentage(expr: Expr): boolean {
  const inner = bare(expr)
  if (inner.is === 'aggregation')
    return ['sum', 'avg', 'max', 'min', 'topk', 'bottomk'].includes(inner.op) && isPercentage(inner.expr)
  if (inner.is !== 'binary') return false
  if (inner.op === '-') return constantOf(inner.left) === 100 && isPercentage(inner.right)
  if (['>', '<', '>=', '<=', '!='].includes(inner.op))
    return constantOf(inner.right) !== undefined && isPercentage(inner.left)
  const { factors, divisors } = terms(inner)
  const isQuotient = divisors.some((each) => constantOf(each) === undefined) || factors.some(holdsQuotient)
  const constant = [
    ...factors.map((each) => constantOf(each) ?? 1),
    ...divisors.map((each) => 1 / (constantOf(each) ?? 1)),
  ]
  return isQuotient && constant.reduce((product, each) => product * each, 1) === 100
}

/** What a chain of products and quotients multiplies, and what it divides by. */
function terms(expr: Expr): { readonly factors: readonly Expr[]; readonly divisors: readonly Expr[] } {
  const inner = bare(expr)
  if (inner.is !== 'binary' || !['*', '/'].includes(inner.op)) return { factors: [inner], divisors: [] }
  const [left, right] = [terms(inner.left), terms(inner.right)]
  const [over, under] = inner.op === '*' ? [right.factors, right.divisors] : [right.divisors, right.factors]
  return { factors: [...left.factors, ...over], divisors: [...left.divisors, ...under] }
}

/** `1 - a / b`, or a quotient that an aggregation is of. */
function holdsQuotient(expr: Expr): boolean {
  const inner = bare(expr)
  if (inner.is === 'aggregation') return isShare(bare(inner.expr))
  return inner.is === 'binary' && inner.op === '-' && constantOf(inner.left) === 1 && isShare(bare(inner.right))
}

const isShare = (expr: Expr): expr is Binary =>
  expr.is === 'binary' && expr.op === '/' && constantOf(expr.right) === undefined

/** Grafana's own arithmetic over the queries: `$B / $A * 100`. */
function inExpressions(panel: Panel): readonly Finding[] {
  if (!hasOneUnit(panel)) return []
  return mathOf(panel).flatMap(({ expression, read }) => {
    if (!/\*\s*100(?![\d.])|(?<![\d.$\w])100(?:\.0+)?\s*\*/.test(expression)) return []
    const [only] = read
    const source = panel.targets.find(({ refId }) => refId === only)?.query
    const again = read.length === 1 && source !== undefined && isPercentage(source.expr)
    const isQuotient = /\$\{?\w+\}?[\s)]*\/[\s(]*\$/.test(expression)
    if (!again && !(isQuotient && panel.unit === 'percentunit')) return []
    const at = expression.indexOf('100')
    return [
      {
        place: panel.place,
        excerpt: { text: expression, from: at, to: at + 3 },
        what: again
          ? `The expression multiplies by 100 what the query ${only} has multiplied by 100 already.`
          : 'The expression multiplies a quotient by 100, and the unit "percentunit" does so again: it reads 100 times too large.',
        next: again ? 'Multiply once.' : next,
      },
    ]
  })
}

interface Mathematics {
  readonly expression: string
  /** The letters of the queries that it reads. */
  readonly read: readonly string[]
}

const mathOf = ({ json }: Panel): readonly Mathematics[] =>
  objectsBelow(json, 'targets').flatMap((query) => {
    const expression = query.type === 'math' ? textBelow(query, 'expression') : undefined
    if (expression === undefined) return []
    return [
      { expression, read: [...new Set([...expression.matchAll(/\$\{?(\w+)\}?/g)].map(([, letter = '']) => letter))] },
    ]
  })

/** The letters of queries that are not shown themselves. */
const readOnly = ({ json }: Panel): readonly string[] =>
  objectsBelow(json, 'targets').flatMap(({ refId, hide }) => (hide === true ? [String(refId)] : []))
