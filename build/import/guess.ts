import type { ForeignMetric } from '../documents/exposition/metric.ts'
import { carriedLabels } from '../explain/carried.ts'
import { type Use, usesOf } from '../explain/uses.ts'
import type { MetricType } from '../language/metric.ts'
import { type Unit, unitOf } from '../language/units.ts'
import { hasMacro } from '../promql/macros.ts'
import { selectors } from '../promql/rewrite.ts'
import type { Expr } from '../promql/tree.ts'

/** What a metric is taken for. */
export interface Taken {
  /** Of a histogram the name without `_bucket`. */
  readonly name: string
  readonly type: MetricType | 'state' | 'stored'
  readonly unit: Unit
  readonly labels: readonly string[]
  /** In base units; only of a histogram. */
  readonly edges?: readonly number[]
  /** Whether an exposition or a server told it. */
  readonly isKnown: boolean
}

/** A query and what is said about its answer: the labels that a legend or a text mentions. */
export interface Asked {
  readonly expr: Expr
  readonly mentions: readonly string[]
}

interface Seen {
  readonly labels: Set<string>
  readonly uses: Use[]
}

/** What the metrics are that queries read: by an exposition, or else by their names and use. `recorded` are what rules store. */
export function guess(
  asked: readonly Asked[],
  recorded: ReadonlySet<string>,
  known: ReadonlyMap<string, ForeignMetric>,
): readonly Taken[] {
  const seen = new Map<string, Seen>()
  for (const { expr, mentions } of asked) {
    const carried = carriedLabels(expr)
    const uses = usesOf(expr)
    for (const { metric, matchers } of selectors(expr)) {
      if (metric === undefined || hasMacro(metric)) continue
      const of = seen.get(metric) ?? { labels: new Set<string>(), uses: [] }
      seen.set(metric, of)
      const named = matchers.map(({ label }) => label)
      for (const label of [...named, ...(carried.get(metric) ?? []), ...mentions])
        if (isLabel(label)) of.labels.add(label)
      const use = uses.get(metric)
      if (use !== undefined) of.uses.push(use)
    }
  }
  const names = new Set(seen.keys())
  const bases = new Set(
    [...names].flatMap((name) => (name.endsWith('_bucket') ? [name.slice(0, -'_bucket'.length)] : [])),
  )
  const found = new Map<string, Taken>()
  for (const [series, of] of seen) {
    const base = series.replace(/_(?:bucket|sum|count)$/, '')
    const foreign = known.get(series)
    const isPart = bases.has(base) || (foreign?.type === 'histogram' && foreign.name === base)
    const name = isPart && !recorded.has(series) && !series.includes(':') ? base : series
    const earlier = found.get(name)
    const labels = [...new Set([...(earlier?.labels ?? []), ...Object.keys(foreign?.labels ?? {}), ...of.labels])]
      .filter((label) => label !== 'le' || name === series)
      .sort()
    if (earlier !== undefined) {
      found.set(name, { ...earlier, labels, edges: edgesOf(earlier.unit, foreign, of.uses, earlier.edges) } as Taken)
      continue
    }
    found.set(name, takenFor(name, { isPart, series, foreign, recorded, labels, uses: of.uses }))
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

interface Evidence {
  readonly isPart: boolean
  readonly series: string
  readonly foreign: ForeignMetric | undefined
  readonly recorded: ReadonlySet<string>
  readonly labels: readonly string[]
  readonly uses: readonly Use[]
}

function takenFor(name: string, { isPart, series, foreign, recorded, labels, uses }: Evidence): Taken {
  const unit = foreign?.unit ?? unitOf(name.replace(/_(?:sum|count)$/, ''))
  const about = { name, unit, labels, isKnown: foreign !== undefined && foreign.type !== 'unknown' }
  if (recorded.has(series) || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(series)) return { ...about, type: 'stored' }
  if (isPart) return { ...about, type: 'histogram', edges: edgesOf(unit, foreign, uses) }
  const counted = { ...about, unit: name.endsWith('_count') ? ('count' as const) : unit }
  const grows = uses.some(({ within }) => ['rate', 'irate', 'increase', 'resets'].some((fn) => within.has(fn)))
  if (foreign?.type === 'counter' || (foreign === undefined && (grows || name.endsWith('_total'))))
    return { ...counted, type: 'counter' }
  const isAlwaysAged = uses.length > 0 && uses.every(({ isAged, within }) => isAged && within.size === 0)
  if (foreign?.type === 'timestamp' || (foreign === undefined && isAlwaysAged))
    return { ...about, unit: 'seconds', type: 'timestamp' }
  if (foreign?.type === 'info' || (foreign === undefined && name.endsWith('_info')))
    return { ...about, unit: 'count', type: 'info' }
  const limits = uses.flatMap((use) => use.limits)
  const isYesOrNo =
    limits.length > 0 && limits.every((limit) => limit === 0 || limit === 1) && uses.some(({ isEqual }) => isEqual)
  if (unit === 'count' && (name === 'up' || name.endsWith('_up') || isYesOrNo))
    return { ...about, unit: 'state', type: 'state' }
  return { ...counted, type: 'gauge' }
}

const usual: Readonly<Partial<Record<Unit, readonly number[]>>> = {
  seconds: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  bytes: [256, 1024, 4096, 16_384, 65_536, 262_144, 1_048_576],
  ratio: [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 1],
}

/** The edges that an exposition has, and else the usual ones and those that are asked for. */
function edgesOf(
  unit: Unit,
  foreign: ForeignMetric | undefined,
  uses: readonly Use[],
  earlier: readonly number[] = [],
): readonly number[] {
  const told = (foreign?.edges ?? []).filter((edge) => edge > 0)
  if (told.length > 1) return told
  const asked = uses.flatMap(({ edges }) => edges).filter((edge) => edge > 0)
  const start = earlier.length > 1 ? earlier : (usual[unit] ?? [1, 2, 5, 10, 20, 50, 100])
  return [...new Set([...start, ...asked])].sort((a, b) => a - b)
}

const isLabel = (label: string): boolean => /^[A-Za-z_][A-Za-z0-9_]*$/.test(label) && label !== '__name__'
