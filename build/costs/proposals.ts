import { labelsOf } from '../language/slo/objective.ts'
import { seriesNames } from '../model/catalog.ts'
import type { Model } from '../model/model.ts'
import { leastRateInterval, type Reader, readFrom, type Source } from '../model/records.ts'
import { type RatedSum, ratedSum, sumBy, windowIn } from '../model/sums.ts'
import { printDuration, secondsOf } from '../promql/duration.ts'
import { printLine } from '../promql/print.ts'
import { isSameMatcher } from '../promql/same-matcher.ts'
import { type Expr, type Matcher, openWindow } from '../promql/tree.ts'
import { walk } from '../promql/walk.ts'
import { type Asked, evaluatedIn, evaluationOf, ranges, ruleEvaluation, shownIn } from './asked.ts'
import { type Evaluation, samplesOf, type World } from './samples.ts'

/** A sum of rates that several queries compute again and again, as a recording rule. */
export interface Proposal {
  /** What it would record. */
  readonly expr: string
  /** The words of `npm run new` that write it, where its metric is one of the catalog, all of it. */
  readonly command: string | undefined
  /** The series that it writes at each evaluation, and the samples that it reads for that. */
  readonly series: number
  readonly reads: number
  /** Seconds between two evaluations. */
  readonly interval: number
  /** The samples that a refresh of all dashboards over an hour reads less, and all rules at one evaluation. */
  readonly saves: { readonly refresh: number; readonly evaluation: number }
  /** The panels and rules that would read it by themselves; alerts only where it stands in their group. */
  readonly readers: readonly string[]
  /** The group of these alerts. */
  readonly group: string | undefined
  /** Panels that ask the same over a window that follows the zoom, while this one's does not. */
  readonly following: readonly string[]
}

interface Use extends Asked {
  readonly evaluation: Evaluation
  /** The group of an alert; `undefined` of a panel. */
  readonly group: string | undefined
  readonly node: Expr
  readonly sum: RatedSum
}

/** The recording rules that would save something, the most first, each of what those before it leave. Nothing is written for it: a person decides. */
export function proposalsFor(model: Model, world: World): readonly Proposal[] {
  const found: Proposal[] = []
  let left = [...usesIn(model)]
  for (;;) {
    const [best] = candidatesIn(left, leastRateInterval(model.stack))
      .flatMap((sum) => proposal(model, world, sum, left))
      .sort((a, b) => worth(b.proposal) - worth(a.proposal) || (a.proposal.expr < b.proposal.expr ? -1 : 1))
    if (best === undefined) return found
    found.push(best.proposal)
    left = left.filter((use) => !best.uses.includes(use))
  }
}

/** Samples a minute. A refresh a minute is what an open dashboard costs; rules are evaluated whether anybody looks or not. */
const worth = ({ saves, interval, reads }: Pick<Proposal, 'saves' | 'interval' | 'reads'>): number =>
  saves.refresh + ((saves.evaluation - reads) * 60) / interval

function* usesIn(model: Model): Generator<Use> {
  for (const dashboard of model.dashboards)
    for (const shown of shownIn(dashboard))
      for (const found of sumsIn(shown.expr))
        yield { ...shown, ...found, group: undefined, evaluation: evaluationOf(model, shown, ranges['1h']) }
  const recorded = new Set(model.groups.flatMap(({ recordings }) => recordings.map(({ computed }) => computed)))
  const ofObjectives = new Set(
    model.groups.flatMap(({ alerts }) =>
      alerts
        .filter(({ objective }) => Object.keys(labelsOf(objective)).length > 0)
        .flatMap(({ arms }) => arms.map(({ when }) => when.expr)),
    ),
  )
  for (const { name, interval, rules } of evaluatedIn(model))
    for (const rule of rules)
      if (!recorded.has(rule.expr) && !ofObjectives.has(rule.expr))
        for (const found of sumsIn(rule.expr))
          yield { ...rule, ...found, group: name, evaluation: ruleEvaluation(model, interval) }
}

/** The sums of rates in a query: `sum by (le) (rate(x_bucket[5m]))`. Nothing else stays what it is when it is taken apart. */
function* sumsIn(expr: Expr): Generator<Pick<Use, 'node' | 'sum'>> {
  for (const node of walk(expr)) {
    const sum = ratedSum(node)
    if (sum?.fn === 'rate' && sum.selector.raw === undefined) yield { node, sum }
  }
}

/** What might be recorded: of each use what it asks, and what all that ask the metric over that window could share. */
function candidatesIn(uses: readonly Use[], least: number): readonly RatedSum[] {
  const shared = new Map<string, RatedSum[]>()
  for (const { sum } of uses) {
    const window = windowIn(sum.window)
    // A window that Grafana chooses otherwise, such as `$__range`, is none that could be recorded.
    if (window === undefined && sum.window !== openWindow) continue
    const base = recordable(sum, window ?? least)
    const key = `${sum.selector.metric} ${base.window}`
    shared.set(key, [...(shared.get(key) ?? []), base])
  }
  const all = [...shared.values()].flatMap((sums) => [...sums, together(sums)])
  return [...new Map(all.map((sum) => [printLine(exprOf(sum)), sum])).values()]
}

/** A sum as it would be recorded: the labels by which dashboards choose kept. */
function recordable({ labels, fn, selector }: RatedSum, window: number): RatedSum {
  const { offset: _, ...now } = selector
  const chosen = selector.matchers.filter(({ value }) => /\$/.test(value))
  return {
    fn,
    labels: [...new Set([...labels, ...chosen.map(({ label }) => label)])].sort(),
    selector: { ...now, matchers: selector.matchers.filter((each) => !chosen.includes(each)) },
    window: printDuration(window * 1000),
  }
}

/** What all of these can be read from: the labels of each, and those by which only some of them choose. */
function together(sums: readonly RatedSum[]): RatedSum {
  const [first] = sums as readonly [RatedSum, ...RatedSum[]]
  const isShared = (matcher: Matcher): boolean =>
    sums.every(({ selector }) => selector.matchers.some((each) => isSameMatcher(each, matcher)))
  const some = sums.flatMap(({ selector }) => selector.matchers.filter((each) => !isShared(each)))
  return {
    ...first,
    labels: [...new Set([...sums.flatMap(({ labels }) => labels), ...some.map(({ label }) => label)])].sort(),
    selector: { ...first.selector, matchers: first.selector.matchers.filter(isShared) },
  }
}

const exprOf = ({ labels, fn, selector, window }: RatedSum): Expr =>
  sumBy(labels, { is: 'call', fn, args: [{ ...selector, range: window }] })

function proposal(
  model: Model,
  world: World,
  sum: RatedSum,
  all: readonly Use[],
): readonly { readonly proposal: Proposal; readonly uses: readonly Use[] }[] {
  const record = exprOf(sum)
  const interval = secondsOf(model.stack.evaluationInterval)
  const source: Source = { name: 'recorded', of: sum, window: secondsOf(sum.window), interval, isChained: false }
  const series = Math.round(world.sizes.answered(record))
  const reads = Math.round(samplesOf(record, world, ruleEvaluation(model, interval)))
  const scrape = secondsOf(model.stack.scrape.interval)
  const readAs = ({ sum: asked }: Use, as: Reader['as']): boolean =>
    readFrom(asked, source, { as, scrape }) !== undefined
  const saved = (uses: readonly Use[]): number =>
    Math.round(uses.reduce((total, use) => total + saving(use, world, source, series), 0))
  const shown = all.filter((use) => use.group === undefined && readAs(use, 'drawn'))
  const alerts = all.filter((use) => use.group !== undefined && readAs(use, 'alerting'))
  const [group] = [...new Set(alerts.map((use) => use.group))]
    .map((name) => [name, saved(alerts.filter((use) => use.group === name))] as const)
    .sort((a, b) => b[1] - a[1])
  const told = group !== undefined && group[1] > 0 ? alerts.filter((use) => use.group === group[0]) : []
  const uses = [...shown, ...told]
  const made: Proposal = {
    expr: printLine(record),
    command: commandOf(model, sum),
    series,
    reads,
    interval,
    saves: { refresh: saved(shown), evaluation: saved(told) },
    readers: places(uses),
    group: told.length === 0 ? undefined : group?.[0],
    following: places(
      all.filter((use) => use.sum.window === openWindow && !shown.includes(use) && asksFor(use, source)),
    ),
  }
  return worth(made) > 0 ? [{ proposal: made, uses }] : []
}

/** Whether a panel that follows the zoom would read it if the window were the same. */
const asksFor = ({ sum }: Use, source: Source): boolean =>
  readFrom({ ...sum, window: source.of.window }, source, { as: 'drawn', scrape: 0 }) !== undefined

/** What a use reads now, less what it would read of the record: one sample of each series, or a window of them. */
function saving({ node, sum, evaluation }: Use, world: World, { window, interval }: Source, series: number): number {
  const asked = windowIn(sum.window)
  const each = asked === window ? 1 : Math.max(1, (asked ?? evaluation.step) / interval)
  return samplesOf(node, world, evaluation) - series * each * evaluation.moments
}

/** `record api:http_requests:rate5m --of http.requests --by endpoint --over 5m` */
function commandOf({ metrics, jobs }: Model, { selector, labels, window }: RatedSum): string | undefined {
  const { metric: name = '', matchers } = selector
  const found = metrics.find(({ value }) => seriesNames(value).includes(name))
  if (found === undefined) return undefined
  const isWhole =
    matchers.length === found.value.matchers.length &&
    matchers.every((each) => found.value.matchers.some((own) => isSameMatcher(own, each)))
  if (!isWhole || !found.file.startsWith('queries/')) return undefined
  const file = found.file.slice('queries/'.length, -'.ts'.length)
  const part = name === found.value.name ? '' : `.${name.slice(found.value.name.length + 1)}`
  const component = jobs.find((job) => job.name === found.value.jobs[0])?.component ?? 'all'
  const by = labels.map((label) => ` --by ${label}`).join('')
  return `record ${component}:${name.replace(/_total$/, '')}:rate${window} --of ${file}.${found.name}${part}${by} --over ${window}`
}

const places = (uses: readonly Use[]): readonly string[] => [...new Set(uses.map(({ where }) => where))]
