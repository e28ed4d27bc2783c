import type { Job } from '../language/job.ts'
import { isClosed } from '../language/labels.ts'
import type { AnyMetric } from '../language/metric.ts'
import type { Catalog } from '../model/catalog.ts'
import { accepts } from '../promql/regex/compile.ts'
import type { Aggregation, Expr, Matcher, Selector } from '../promql/tree.ts'
import { walk } from '../promql/walk.ts'

/**
 * How many series there are, by the catalog: closed labels multiply; of the open ones the largest counts, since they mostly go
 * together: a device has one file system.
 */
export class Sizes {
  readonly #catalog: Catalog
  readonly #jobs: ReadonlyMap<string, Job>

  constructor(catalog: Catalog, jobs: readonly Job[]) {
    this.#catalog = catalog
    this.#jobs = new Map(jobs.map((job) => [job.name, job]))
  }

  /** How many series a selector reads; 1 of what the catalog does not know. */
  selected(selector: Selector): number {
    const known = this.#catalog.find(selector.metric ?? '')
    if (known === undefined || 'foreign' in known) return 1
    if ('recording' in known) return this.answered(known.recording.computed)
    return this.#product(known.metric, labelsOf(known.metric, selector), selector.matchers)
  }

  /** How many series an expression answers, at most. */
  answered(expr: Expr): number {
    switch (expr.is) {
      case 'number':
      case 'string':
        return 1
      case 'selector':
        return this.selected(expr)
      case 'aggregation':
        return this.#aggregated(expr)
      case 'call':
        if (['absent', 'absent_over_time', 'scalar', 'vector', 'time'].includes(expr.fn)) return 1
        if (expr.fn === 'histogram_quantile' || expr.fn === 'histogram_fraction') return this.#withoutEdges(expr.args)
        return Math.max(1, ...expr.args.map((arg) => this.answered(arg)))
      case 'binary': {
        const [left, right] = [this.answered(expr.left), this.answered(expr.right)]
        if (expr.op === 'or') return left + right
        if (expr.op === 'and' || expr.op === 'unless') return left
        return expr.matching?.group?.side === 'right' ? right : expr.matching?.group ? left : many(left, right)
      }
      default:
        return this.answered(expr.expr)
    }
  }

  /** The values of a histogram's `le` become one. */
  #withoutEdges(args: readonly Expr[]): number {
    const inner = args.at(-1)
    if (inner === undefined) return 1
    const all = this.answered(inner)
    const edges = [...walk(inner)].flatMap((each) => (each.is === 'selector' ? this.#edges(each) : []))
    return Math.max(1, Math.round(all / Math.max(1, ...edges)))
  }

  #edges(selector: Selector): number {
    const known = this.#catalog.find(selector.metric ?? '')
    return known !== undefined && 'metric' in known ? (known.metric.edges?.length ?? 0) + 1 : 1
  }

  #aggregated({ op, grouping, param, expr }: Aggregation): number {
    const inner = this.answered(expr)
    if (/^(?:topk|bottomk|limitk)$/.test(op)) return param?.is === 'number' ? Math.min(param.value, inner) : inner
    if (grouping === undefined) return 1
    const sizes = [...walk(expr)].flatMap((each) => {
      if (each.is !== 'selector') return []
      const known = this.#catalog.find(each.metric ?? '')
      if (known !== undefined && 'recording' in known)
        return [
          this.#aggregated({ is: 'aggregation', op, ...(grouping && { grouping }), expr: known.recording.computed }),
        ]
      if (known === undefined || !('metric' in known)) return []
      const { metric } = known
      const all = labelsOf(metric, each)
      const kept = grouping.kind === 'by' ? grouping.labels : all.filter((label) => !grouping.labels.includes(label))
      return [
        this.#product(
          metric,
          all.filter((label) => kept.includes(label)),
          each.matchers,
        ),
      ]
    })
    return Math.min(inner, Math.max(1, ...sizes))
  }

  /** How many combinations of these labels a metric has. */
  #product(metric: AnyMetric, labels: readonly string[], matchers: readonly Matcher[]): number {
    let [closed, open] = [1, 1]
    for (const label of labels) {
      const own = matchers.filter((each) => each.label === label)
      const values = this.#valuesOf(metric, label, matchers)
      if (Array.isArray(values)) closed *= values.filter((value) => own.every((each) => isTaken(each, value))).length
      else open = Math.max(open, taken(own, values as number))
    }
    return closed * open
  }

  /** The values of a label, or about how many there are. */
  #valuesOf(metric: AnyMetric, label: string, matchers: readonly Matcher[]): readonly string[] | number {
    if (label === 'job') return metric.jobs
    if (label === 'instance') return this.#instances(metric, matchers)
    if (label === 'le') return [...(metric.edges ?? []).map(String), '+Inf']
    const declared = metric.declared[label]
    if (declared === undefined) return 1
    return isClosed(declared) ? declared : declared.expected
  }

  /** The most instances that one job of a metric has. */
  #instances({ jobs }: AnyMetric, matchers: readonly Matcher[]): number {
    const asked = jobs.filter((job) => matchers.every((each) => each.label !== 'job' || isTaken(each, job)))
    return Math.max(1, ...asked.map((name) => this.#jobs.get(name)?.scrape?.addresses?.length ?? 1))
  }
}

const many = (left: number, right: number): number => Math.max(1, Math.max(left, right))

/** The labels of the series that a selector reads. */
function labelsOf(metric: AnyMetric, { metric: name = '' }: Selector): readonly string[] {
  const own = Object.keys(metric.declared).filter((label) => label !== 'job' && label !== 'instance' && label !== 'le')
  const buckets = metric.edges !== undefined && name.endsWith('_bucket') ? ['le'] : []
  return [...own, 'job', 'instance', ...buckets]
}

/** A picker of a dashboard chooses all. */
const isTaken = (matcher: Matcher, value: string): boolean =>
  matcher.value.includes('$') && /\$(?:\w|\{|__)/.test(matcher.value) ? true : (accepts(matcher, value) ?? true)

/** How many of the values of an open label matchers let through, as far as their texts tell. */
function taken(matchers: readonly Matcher[], expected: number): number {
  const counts = matchers.map(({ op, value }) => {
    if (/\$(?:\w|\{)/.test(value) || value === '') return expected
    if (op === '=') return 1
    return op === '=~' && /^[\w.|/ -]+$/.test(value) ? value.split('|').length : expected
  })
  return Math.min(expected, ...counts)
}
