import { printLine } from '../promql/print.ts'
import { accepts, patternOf } from '../promql/regex/compile.ts'
import type { Expr, Matcher, Selector } from '../promql/tree.ts'

/** Why a condition never has an answer: a selector that it cannot do without reads no series at all. A clause. */
export function readsNothing(expr: Expr): string | undefined {
  const selector = needed(expr).find((each) => contradiction(each) !== undefined)
  const why = selector && contradiction(selector)
  return (
    selector &&
    why &&
    `${printLine({ is: 'selector', ...named(selector), matchers: selector.matchers })} reads no series: ${why}`
  )
}

const named = ({ metric }: Selector) => (metric === undefined ? {} : { metric })

/** The selectors without whose series there is no answer. */
function needed(expr: Expr): readonly Selector[] {
  switch (expr.is) {
    case 'selector':
      return [expr]
    case 'paren':
    case 'unary':
    case 'subquery':
    case 'aggregation':
      return needed(expr.expr)
    case 'call':
      // These answer without series, too.
      return /^(?:absent|absent_over_time|scalar|vector|time)$/.test(expr.fn) ? [] : expr.args.flatMap(needed)
    case 'binary':
      if (expr.op === 'or') return []
      return expr.op === 'unless' ? needed(expr.left) : [...needed(expr.left), ...needed(expr.right)]
    default:
      return []
  }
}

/** What no value of a label can be, as a clause. */
function contradiction({ matchers }: Selector): string | undefined {
  for (const matcher of matchers) {
    if (matcher.op === '!~' && everything.has(matcher.value))
      return `every value fits ${text({ ...matcher, op: '=~' })}`
    const values = matcher.op === '=' ? [matcher.value] : matcher.op === '=~' ? patternOf(matcher).literals : undefined
    if (values === undefined || values.length === 0) continue
    const other = matchers.find(
      (each) => each.label === matcher.label && values.every((value) => accepts(each, value) === false),
    )
    if (other !== undefined) return `${text(matcher)} and ${text(other)} are never both true`
  }
  return undefined
}

const everything = new Set(['.*', '(.*)', '(?s).*', '(?s:.*)', '.*.*'])

const text = ({ label, op, value }: Matcher): string => `${label}${op}${JSON.stringify(value)}`
