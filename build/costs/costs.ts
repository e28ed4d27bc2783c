import type { Model } from '../model/model.ts'
import { secondsOf } from '../promql/duration.ts'
import type { Selector } from '../promql/tree.ts'
import { evaluatedIn, evaluationOf, type RangeName, ranges, ruleEvaluation, shownIn } from './asked.ts'
import { type Proposal, proposalsFor } from './proposals.ts'
import { samplesOf, type World } from './samples.ts'
import { Sizes } from './series.ts'

/** What a dashboard reads at each refresh, in samples, by the time range that it shows. */
export interface DashboardCost {
  readonly title: string
  readonly samples: Readonly<Record<RangeName, number>>
  /** What its dearest panel reads of that over an hour. */
  readonly dearest: { readonly where: string; readonly samples: number } | undefined
}

/** What the rules of a group read at each evaluation. */
export interface GroupCost {
  readonly name: string
  readonly samples: number
  /** Seconds between two evaluations. */
  readonly interval: number
}

export interface Costs {
  readonly dashboards: readonly DashboardCost[]
  readonly groups: readonly GroupCost[]
  readonly proposals: readonly Proposal[]
}

/** What is known of the series that a model's queries read. */
export function worldOf({ stack, jobs, catalog, groups }: Model): World {
  const scraped = new Map(jobs.map(({ name, scrape }) => [name, secondsOf(scrape?.interval ?? stack.scrape.interval)]))
  const evaluated = new Map(
    groups.flatMap(({ interval, recordings }) =>
      recordings.map(({ name }) => [name, secondsOf(interval ?? stack.evaluationInterval)] as const),
    ),
  )
  const intervalOf = (selector: Selector): number => {
    const recorded = evaluated.get(selector.metric ?? '')
    const [job = ''] = catalog.metricOf(selector)?.jobs ?? []
    return recorded ?? scraped.get(job) ?? secondsOf(stack.scrape.interval)
  }
  return { sizes: new Sizes(catalog, jobs), intervalOf }
}

/** What dashboards and rules read, and which recording rules would save most of it. */
export function costsOf(model: Model): Costs {
  const world = worldOf(model)
  const dashboards = model.dashboards.map((dashboard): DashboardCost => {
    const shown = shownIn(dashboard)
    const over = (range: number) =>
      shown.map((each) => ({
        where: each.where,
        samples: samplesOf(each.expr, world, evaluationOf(model, each, range)),
      }))
    const sum = (range: number) => Math.round(over(range).reduce((total, { samples }) => total + samples, 0))
    const [dearest] = perPanel(over(ranges['1h'])).sort((a, b) => b.samples - a.samples)
    return {
      title: dashboard.title,
      samples: { '1h': sum(ranges['1h']), '24h': sum(ranges['24h']), '7d': sum(ranges['7d']) },
      dearest,
    }
  })
  const groups = evaluatedIn(model).map(({ name, interval, rules }): GroupCost => {
    const evaluation = ruleEvaluation(model, interval)
    const samples = rules.reduce((total, { expr }) => total + samplesOf(expr, world, evaluation), 0)
    return { name, interval, samples: Math.round(samples) }
  })
  return { dashboards, groups, proposals: proposalsFor(model, world) }
}

type Counted = { readonly where: string; readonly samples: number }

function perPanel(all: readonly Counted[]): Counted[] {
  const sums = new Map<string, number>()
  for (const { where, samples } of all) sums.set(where, (sums.get(where) ?? 0) + samples)
  return [...sums].map(([where, samples]) => ({ where, samples: Math.round(samples) }))
}
