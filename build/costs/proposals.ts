import type { Model } from '../model/model.ts'
import { isDuration, secondsOf } from '../promql/duration.ts'
import { printLine } from '../promql/print.ts'
import { type Aggregation, type Expr, openWindow, type Selector } from '../promql/tree.ts'
import { walk } from '../promql/walk.ts'
import { type Asked, evaluatedIn, evaluationOf, ranges, ruleEvaluation, shownIn } from './asked.ts'
import { type Evaluation, samplesOf, type World } from './samples.ts'

/** A sum of rates that several queries compute again and again, as a recording rule. */
export interface Proposal {
  /** What it would record. */
  readonly expr: string
  /** The series that it writes at each evaluation, and the samples that it reads for that. */
  readonly series: number
  readonly reads: number
  /** Seconds between two evaluations. */
  readonly interval: number
  /** The samples that a refresh of all dashboards over an hour reads less, and all rules at one evaluation. */
  readonly saves: { readonly refresh: number; readonly evaluation: number }
  /** The rule that records it already, under this name. */
  readonly known: string | undefined
  /** The panels and rules that would read it. */
  readonly readers: readonly string[]
  /** Panels that ask the same over a window which follows the zoom: they cannot read a fixed one. */
  readonly following: readonly string[]
}

/** The window of what is recorded, in seconds: longer ones are means of it. */
const recordedWindow = '5m'

interface Use extends Asked {
  readonly evaluation: Evaluation
  readonly isShown: boolean
  readonly sum: Aggregation
  readonly range: string
}

/** The recording rules that would save something, the most first. Nothing is written for it: a person decides. */
export function proposalsFor(model: Model, world: World): readonly Proposal[] {
  const uses = new Map<string, Use[]>()
  for (const use of usesIn(model)) {
    const key = printLine(recorded(use.sum))
    uses.set(key, [...(uses.get(key) ?? []), use])
  }
  return [...uses]
    .flatMap(([expr, all]) => proposal(model, world, expr, all))
    .sort((a, b) => worth(b) - worth(a) || (a.expr < b.expr ? -1 : 1))
}

/** A refresh a minute is what an open dashboard costs; rules are evaluated whether anybody looks or not. */
const worth = ({ saves, interval }: Proposal): number => saves.refresh + (saves.evaluation * 60) / interval

function* usesIn(model: Model): Generator<Use> {
  for (const dashboard of model.dashboards)
    for (const shown of shownIn(dashboard))
      for (const found of sumsIn(shown.expr))
        yield { ...shown, ...found, isShown: true, evaluation: evaluationOf(model, shown, ranges['1h']) }
  for (const { interval, rules } of evaluatedIn(model))
    for (const rule of rules)
      for (const found of sumsIn(rule.expr))
        yield { ...rule, ...found, isShown: false, evaluation: ruleEvaluation(model, interval) }
}

/** The sums of rates in a query: `sum by (le) (rate(x_bucket[5m]))`. Nothing else stays what it is when it is taken apart. */
function* sumsIn(expr: Expr): Generator<{ readonly sum: Aggregation; readonly range: string }> {
  for (const each of walk(expr)) {
    if (each.is !== 'aggregation' || each.op !== 'sum' || each.grouping?.kind === 'without') continue
    const selector = ratedIn(each.expr)
    if (selector?.range !== undefined && selector.offset === undefined && selector.at === undefined)
      yield { sum: each, range: selector.range }
  }
}

function ratedIn(expr: Expr): Selector | undefined {
  if (expr.is !== 'call' || (expr.fn !== 'rate' && expr.fn !== 'increase')) return undefined
  const [of] = expr.args
  return of?.is === 'selector' ? of : undefined
}

/** What would be recorded of a sum: its rate over five minutes, and the labels by which dashboards choose kept. */
function recorded({ grouping, expr }: Aggregation): Aggregation {
  const selector = ratedIn(expr) as Selector
  const chosen = selector.matchers.filter(({ value }) => /\$/.test(value))
  const labels = [...new Set([...(grouping?.labels ?? []), ...chosen.map(({ label }) => label)])].sort()
  const matchers = selector.matchers.filter((each) => !chosen.includes(each))
  return {
    is: 'aggregation',
    op: 'sum',
    ...(labels.length > 0 && { grouping: { kind: 'by', labels } }),
    expr: { is: 'call', fn: 'rate', args: [{ ...selector, matchers, range: recordedWindow }] },
  }
}

function proposal(model: Model, world: World, expr: string, all: readonly Use[]): readonly Proposal[] {
  const [first] = all
  if (first === undefined) return []
  const record = recorded(first.sum)
  const interval = secondsOf(model.stack.evaluationInterval)
  const series = Math.round(world.sizes.answered(record))
  const known = model.groups
    .flatMap(({ recordings }) => recordings)
    .find(({ computed }) => printLine(computed) === expr)?.name
  const others = all.filter((use) => printLine(use.expr) !== expr)
  const following = others.filter(({ range }) => range === openWindow || !isDuration(range))
  const reading = others.filter((use) => !following.includes(use) && secondsOf(use.range) >= secondsOf(recordedWindow))
  const saved = (uses: readonly Use[]): number =>
    Math.round(uses.reduce((total, use) => total + saving(use, world, series, interval), 0))
  const saves = {
    refresh: saved(reading.filter(({ isShown }) => isShown)),
    evaluation: saved(reading.filter(({ isShown }) => !isShown)),
  }
  const reads = Math.round(samplesOf(record, world, ruleEvaluation(model, interval)))
  if (saves.refresh + saves.evaluation <= reads) return []
  return [{ expr, known, series, reads, interval, saves, readers: places(reading), following: places(following) }]
}

/** What a use reads now, less what it would read of the record: one sample of each series, or a window of them. */
function saving({ sum, range, evaluation }: Use, world: World, series: number, interval: number): number {
  const window = secondsOf(range)
  const each = window === secondsOf(recordedWindow) ? 1 : window / interval
  return samplesOf(sum, world, evaluation) - series * each * evaluation.moments
}

const places = (uses: readonly Use[]): readonly string[] => [...new Set(uses.map(({ where }) => where))]
