import type { Panel, Query } from '../../documents/views.ts'
import type { Subject } from '../../model/subject.ts'
import { compareNumbers } from '../../promql/infer/domain.ts'
import type { Expr } from '../../promql/tree.ts'
import type { Check } from '../check.ts'
import { type Limit, limitOf } from '../support/around.ts'
import { isCounting } from '../support/counting.ts'
import { type Inspected, inspect, type Remark } from '../support/inspect.ts'
import { constantOf } from '../support/terms.ts'

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/))
/** Functions that read a level: of a counter they answer nothing, and take a restart for a fall. */
const levels = words(`avg_over_time delta deriv double_exponential_smoothing holt_winters idelta mad_over_time
  predict_linear quantile_over_time stddev_over_time stdvar_over_time sum_over_time`)
/** What leaves a counter a counter. */
const carrying = words(`abs ceil clamp clamp_max clamp_min floor label_join label_replace last_over_time max_over_time
  min_over_time round sort sort_desc`)
const choosing = words('avg bottomk limitk max min quantile sum topk')

export const counterWithoutRate: Check = {
  id: 'counter-without-rate',
  severity: 'error',
  covers: ['T02', 'T03'],
  isLocal: true,
  about:
    'A counter tells how much has happened since its process started, which nobody asked: compared with a threshold it stays beyond it for ever, drawn over time it climbs until the next restart, and delta() or deriv() take that restart for a fall. It is read through rate() or increase(). Asking whether anything has happened at all (`x > 0`), counting series, changes(), dividing one counter by another in a panel, and a single number that shows the total are legitimate. A metric that nobody knows is a counter where another query takes the rate of its `…_total`, or where its name counts events.',
  run: (subject) => {
    const drawn = new Set(subject.dashboards.flatMap(({ panels }) => panels.flatMap(drawnOverTime)))
    return inspect(subject, (part) => misuse(subject, part, drawn.has(part.query)))
  },
}

/** A panel that says of itself that it shows everything since the start. */
const sinceStart =
  /累[积計计]|[ck]umulat|accumulat|acumulad|kumuliert|\blifetime\b|\ball[- ]time\b|\bsince (?:start|boot|launch|restart)/i

/** The queries that a panel draws as they are; a transformation may still take differences. */
function drawnOverTime({ type, json, title, description, targets }: Panel): readonly Query[] {
  if (sinceStart.test(`${title} ${description}`)) return []
  const transformed = Array.isArray(json.transformations) && json.transformations.length > 0
  if (transformed || (type !== 'timeseries' && type !== 'graph')) return []
  return targets.flatMap(({ query, instant }) => (query === undefined || instant ? [] : [query]))
}

/** Follows a counter outwards, to whoever takes its value for a level. */
function misuse(subject: Subject, { node, around, of }: Inspected, drawn: boolean): Remark | undefined {
  if (node.is !== 'selector' || !(['counter', 'bucket'].includes(of(node).kind) || isCounting(subject, node)))
    return undefined
  const name = node.metric ?? 'this'
  const next = `Take rate() for how fast ${name} grows, or increase() for by how much within a window.`
  let inner: Expr = node
  for (const outer of around()) {
    const limit = limitOf(outer)
    if (limit !== undefined) {
      if (!asksMore(limit)) return undefined
      const what = `${name} only grows until its process restarts: compared with ${limit.value}, it stays beyond it for ever.`
      return { culprit: outer, what, next }
    }
    if (outer.is === 'call' && levels.has(outer.fn)) {
      const what = `${outer.fn}() is for levels, and ${name} is a counter: every restart would count as a fall.`
      return { culprit: outer, part: 'name', what, next }
    }
    if (outer.is === 'call' && outer.fn === 'histogram_quantile' && node.range === undefined) {
      const what = `${name} counts from the start of its process, so this is the quantile of everything since, not of late.`
      return { culprit: outer, what, next: `Take the quantile of rate(${name}[…]).` }
    }
    if (!carries(outer, inner, of)) return undefined
    inner = outer
  }
  if (!drawn) return undefined
  return {
    culprit: node,
    what: `${name} only grows: its line climbs until the process restarts, and shows little else.`,
    next,
  }
}

/** Whether a comparison asks for more than "has it ever happened?". */
const asksMore = ({ op, value }: Limit): boolean =>
  value !== 0 &&
  (op === '==' || op === '!=' || compareNumbers(op, 1, value) !== compareNumbers(op, Number.MAX_VALUE, value))

function carries(outer: Expr, inner: Expr, of: Inspected['of']): boolean {
  switch (outer.is) {
    case 'paren':
    case 'unary':
    case 'subquery':
      return true
    case 'call':
      return carrying.has(outer.fn)
    case 'aggregation':
      return choosing.has(outer.op) && outer.expr === inner
    case 'binary': {
      const other = outer.left === inner ? outer.right : outer.left
      if (outer.op === 'or') return true
      if (outer.op === 'and' || outer.op === 'unless') return outer.left === inner
      const factor = constantOf(other)
      // What is nothing times a counter stands in for series that are not there yet.
      return (factor !== undefined && !(factor === 0 && outer.op === '*')) || of(other).kind === 'info'
    }
    default:
      return false
  }
}
