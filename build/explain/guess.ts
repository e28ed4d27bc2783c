import type { ForeignMetric } from '../documents/exposition/metric.ts'
import { type Labels, open } from '../language/labels.ts'
import type { AnyMetric, MetricType } from '../language/metric.ts'
import { type Unit, unitOf } from '../language/units.ts'
import type { Catalog } from '../model/catalog.ts'
import { accepts, patternOf } from '../promql/regex/compile.ts'
import { exampleOf } from '../promql/regex/example.ts'
import { selectors } from '../promql/rewrite.ts'
import type { Expr, Matcher } from '../promql/tree.ts'
import { walk } from '../promql/walk.ts'
import type { Metrics } from '../witness/ground.ts'
import { replicas } from '../witness/values.ts'
import { carriedLabels } from './carried.ts'
import { nameOf } from './named.ts'
import { type Use, usesOf } from './uses.ts'

/** What was taken for true of a metric, and by what. */
export interface Guess {
  readonly metric: string
  /** What it is taken for: `a counter of seconds`. */
  readonly taken: string
  /** A clause: `it is in rate()`. */
  readonly because: string
  readonly labels: readonly string[]
}

/** The metrics of a condition, as far as they are known and otherwise as they are guessed. */
export interface Guessed {
  readonly metrics: Metrics
  /** What is certain of them: no verdict rests on a guess. */
  readonly certain: Metrics
  readonly guesses: readonly Guess[]
}

/** What the metrics are that an expression reads: by the catalog, or else by their names, suffixes and use. */
export function guessed(expr: Expr, catalog: Catalog): Guessed {
  const uses = usesOf(expr)
  const labels = carriedLabels(expr)
  const values = valuesOf(expr)
  const renamed = renamedIn(expr)
  const found = new Map<string, AnyMetric>()
  const guesses: Guess[] = []
  for (const selector of selectors(expr)) {
    const name = nameOf(selector)
    if (name === undefined || found.has(name) || ownOf(catalog, name) !== undefined) continue
    const foreign = foreignOf(catalog, name)
    const use = uses.get(name) ?? emptyUse
    const known = foreign === undefined || foreign.type === 'unknown' ? undefined : foreign
    const taken = known === undefined ? byUse(name, use) : byCatalog(known, name, use)
    const made = renamed.get(name)
    const all = [...new Set([...Object.keys(known?.labels ?? {}), ...(labels.get(name) ?? [])])].filter(
      (label) => label !== made?.to,
    )
    const own = made === undefined ? values : new Map([...values, [made.from, made.values]])
    const metric = metricOf(name, taken, all, own, known)
    found.set(name, metric)
    if (known === undefined)
      guesses.push({
        metric: name,
        taken: said(taken),
        because: taken.because,
        labels: all.filter((label) => label !== 'le'),
      })
  }
  return {
    metrics: {
      names: [...found.keys()],
      find: (name) => {
        const own = ownOf(catalog, name)
        const metric = own ?? found.get(name)
        return metric && { metric }
      },
      metricOf: (selector) => catalog.metricOf(selector) ?? found.get(nameOf(selector) ?? ''),
    },
    certain: {
      names: [],
      find: (name) => {
        const own = ownOf(catalog, name)
        if (own !== undefined) return { metric: own }
        const foreign = foreignOf(catalog, name)
        const metric = found.get(name)
        // What has a rate only grows, or the condition makes no sense at all.
        const isSure = metric?.type === 'counter' || metric?.type === 'histogram'
        return metric !== undefined && (isSure || (foreign !== undefined && foreign.type !== 'unknown'))
          ? { metric }
          : undefined
      },
      metricOf: (selector) => catalog.metricOf(selector),
    },
    guesses,
  }
}

const ownOf = (catalog: Catalog, name: string): AnyMetric | undefined => {
  const known = catalog.find(name)
  return known !== undefined && 'metric' in known ? known.metric : undefined
}

const foreignOf = (catalog: Catalog, name: string): ForeignMetric | undefined => {
  const known = catalog.find(name)
  return known !== undefined && 'foreign' in known ? known.foreign : undefined
}

interface Taken {
  readonly type: MetricType
  readonly unit: Unit
  readonly because: string
  readonly edges?: readonly number[]
}

const emptyUse: Use = { within: new Set(), limits: [], edges: [], isAged: false, isJoined: false }

/** What a metric is by its name and its use. */
function byUse(name: string, use: Use): Taken {
  const unit = unitOf(name.replace(/_(?:bucket|sum|count)$/, ''))
  if (
    name.endsWith('_bucket') &&
    (use.within.has('rate') || use.within.has('histogram_quantile') || use.edges.length > 0)
  )
    return { type: 'histogram', unit, because: 'its name ends in _bucket', edges: edgesFor(use) }
  const growing = ['rate', 'irate', 'increase', 'resets'].find((fn) => use.within.has(fn))
  if (growing !== undefined) {
    const counted = name.endsWith('_count') ? 'count' : unit
    return { type: 'counter', unit: counted, because: `it is in ${growing}()` }
  }
  if (use.isAged || /(?:_timestamp|_time|_created|_unixtime)(?:_seconds)?$/.test(name))
    if (use.isAged) return { type: 'timestamp', unit: 'seconds', because: 'it is compared with the time' }
  if (name.endsWith('_info') && use.limits.every((limit) => limit === 1 || limit === 0))
    return { type: 'info', unit: 'count', because: 'its name ends in _info' }
  if (use.isJoined && use.within.size === 0)
    return { type: 'gauge', unit: 'state', because: 'others are multiplied with it' }
  if (/_(?:total|sum)$/.test(name) && use.within.size === 0 && use.limits.length === 0)
    return {
      type: 'counter',
      unit,
      because: `its name ends in ${/_\w+?$/.exec(name.slice(name.lastIndexOf('_')))?.[0]}`,
    }
  if (name === 'up' || name.endsWith('_up') || name === 'probe_success')
    return { type: 'gauge', unit: 'state', because: 'names like this are of a yes or no' }
  const isYes = use.limits.length > 0 && use.limits.every((limit) => limit === 0 || limit === 1)
  if (isYes && use.isEqual === true)
    return { type: 'gauge', unit: 'state', because: 'it is only compared with 0 and 1' }
  const isWhole = unit === 'count' && use.limits.every((limit) => Number.isInteger(limit)) && !fractional.test(name)
  return {
    type: 'gauge',
    unit: unit === 'count' && !isWhole ? 'ratio' : unit,
    because: 'nothing says that it only grows',
  }
}

/** Words of names whose values are no whole numbers. */
const fractional =
  /percent|usage|utili[sz]ation|average|temperature|celsius|volt|watt|delay|duration|latency|seconds|(?:^|_)(?:ratio|load\d*|lag|rate|ms)(?:_|$)/

function byCatalog(known: ForeignMetric, name: string, use: Use): Taken {
  const because = 'the catalog has it'
  const unit = known.unit ?? byUse(name, use).unit
  if (known.type === 'histogram') {
    const edges = known.edges ?? []
    if (name.endsWith('_bucket'))
      return { type: 'histogram', unit, because, edges: edges.length > 0 ? edges : edgesFor(use) }
    return { type: 'counter', unit: name.endsWith('_count') ? 'count' : unit, because }
  }
  if (known.type === 'summary' || known.type === 'unknown') return { type: 'gauge', unit, because }
  return { type: known.type, unit, because }
}

const usual = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** Edges around what a quantile is compared with, and those that are asked for. */
function edgesFor({ limits, edges }: Use): readonly number[] {
  const around = limits.filter((limit) => limit > 0).flatMap((limit) => [limit / 2, limit, limit * 2, limit * 5])
  return [...new Set([...usual, ...around, ...edges])].sort((a, b) => a - b)
}

function metricOf(
  name: string,
  { type, unit, edges }: Taken,
  labels: readonly string[],
  values: ReadonlyMap<string, readonly string[]>,
  known: ForeignMetric | undefined,
): AnyMetric {
  const named = labels.filter((label) => label !== 'le')
  const declared: Labels = Object.fromEntries(named.map((label) => [label, open]))
  const initialised = Object.fromEntries(
    named.map((label) => [label, [...new Set([...(values.get(label) ?? []), ...(known?.labels?.[label] ?? [])])]]),
  )
  return {
    type,
    name: type === 'histogram' ? name.replace(/_bucket$/, '') : name,
    jobs: [],
    declared,
    unit,
    facts: { help: '', initialised },
    matchers: [],
    ...(edges === undefined ? {} : { edges }),
  }
}

/** For each label the values that any selector asks for: series that are joined have the same. */
function valuesOf(expr: Expr): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  for (const matcher of [...walk(expr)].flatMap((node) => (node.is === 'selector' ? node.matchers : []))) {
    if (matcher.label === 'le' || matcher.label === '__name__') continue
    found.set(matcher.label, [...(found.get(matcher.label) ?? []), ...asked(matcher)])
  }
  return found
}

/** What `label_replace` makes of another label. */
interface Renamed {
  readonly from: string
  readonly to: string
  /** Values of the first, of which those of the second are made. */
  readonly values: readonly string[]
}

/**
 * By metric the label that `label_replace` makes of another: where `instance` becomes `node` it is `node-a`, so that what is joined
 * by `node` has a partner.
 */
function renamedIn(expr: Expr): ReadonlyMap<string, Renamed> {
  const calls = [...walk(expr)].flatMap((node) =>
    node.is === 'call' && node.fn === 'label_replace' ? [node.args] : [],
  )
  return new Map(
    calls.flatMap(([of, ...texts]) => {
      const [to = '', by, from = '', pattern = ''] = texts.map((text) => (text.is === 'string' ? text.value : ''))
      const rest = /^\((?:\.|\[\^\W+\])[*+]\)(.*)$/.exec(pattern)?.[1]
      const end = rest === undefined ? undefined : exampleOf(rest)
      if (of === undefined || from === to || end === undefined || !/^\$(?:1|\{1\})$/.test(by ?? '')) return []
      const values = (to === 'instance' ? replicas() : [`${to}-a`, `${to}-b`]).map((each) => `${each}${end}`)
      return selectors(of).flatMap((selector) => {
        const name = nameOf(selector)
        return name === undefined ? [] : [[name, { from, to, values }] as const]
      })
    }),
  )
}

function asked(matcher: Matcher): readonly string[] {
  if (matcher.op === '=') return matcher.value === '' ? [] : [matcher.value]
  if (matcher.op !== '=~') return []
  const literals = (patternOf(matcher).literals ?? []).filter((value) => value !== '')
  const example = exampleOf(matcher.value)
  // Any text fits `.+`, and one that says which label it is of reads better.
  if (literals.length > 0 || example === undefined || accepts(matcher, `${matcher.label}-a`) === true) return literals
  return [example]
}

function said({ type, unit }: Taken): string {
  if (unit === 'state') return 'a yes or no'
  if (type === 'info') return 'always 1'
  if (type === 'timestamp') return 'a moment'
  const of = unit === 'count' ? '' : unit === 'ratio' ? ' with fractions' : ` of ${unit}`
  return `a ${type}${of}`
}
