import type { Mutant } from './mutants.ts'
import { model } from './ours.ts'

interface Equivalence {
  readonly operator: string
  /** Why the mutant says the same as the original, or nothing wrong. */
  readonly reason: string
  readonly holds: (mutant: Mutant) => boolean
}

const site = (pattern: RegExp) => (mutant: Mutant) => pattern.test(mutant.site)

const ownedByOneJob = ({ site: text }: Mutant): boolean => {
  const [, name = ''] = / › (\w+)[{[](?!.* › \w+[{[])/.exec(text) ?? []
  const known = model.catalog.find(name)
  return known !== undefined && 'metric' in known && known.metric.jobs.length === 1
}

const equivalences: readonly Equivalence[] = [
  {
    operator: 'drop the job',
    reason: 'Only one job exposes the metric, so the same series are read without its name.',
    holds: ownedByOneJob,
  },
  {
    operator: 'increase instead of rate',
    reason: 'A quantile depends on the shares of the buckets, which are the same.',
    holds: site(/› rate\(\w+_bucket\{/),
  },
  {
    operator: 'rate instead of increase',
    reason: 'A heatmap colours by share of its greatest value, which is the same.',
    holds: site(/› increase\(\w+_bucket\{/),
  },
  {
    operator: 'rate instead of increase',
    reason: 'The rate is above 0 when the increase is.',
    holds: site(/^(?:monitoring\.yml › |slow-tasks\.yml › PyBaseExtractionStalled)/),
  },
  {
    operator: 'rank in an alert',
    reason: 'The condition has one series at most, and the first three of one are that one.',
    holds: site(/› (?:PyBaseSearchBacklog|PyBaseExtractionStalled|PyBaseWatchdog) ›/),
  },
  {
    operator: 'rank in an alert',
    reason: 'The rule stores one series, and the first three of one are that one.',
    holds: site(/^slo-[\w-]+\.yml › (?:sum\(rate\(|slo:\w+:\w+\{[^}]*\} \/|vector\()/),
  },
  {
    operator: 'drop the guard of a divisor',
    reason:
      'Only thresholds are held against this share, and NaN exceeds none; the period adds up errors and events instead.',
    holds: site(/^slo-[\w-]+\.yml › slo:errors:rate/),
  },
  {
    operator: 'drop the guard of a divisor',
    reason: 'Nothing of nothing is NaN, which exceeds no threshold and which our panels show as "No traffic".',
    holds: site(/ › sum(?: by \([^)]*\) )?\(rate\(/),
  },
  {
    operator: 'tell no label',
    reason: 'The instance, which is still told, belongs to one job: no two series get the same text.',
    holds: site(
      /› (?:PyBasePostgresDown|PyBaseDatabasePoolNearLimit) › description: .*labels\.job.*→.*labels\.instance|› PyBaseDatabasePoolNearLimit › description: .*→ .*pool of one on/,
    ),
  },
  {
    operator: 'drop the scrape interval',
    reason: "It is Grafana's default, 15s.",
    holds: () => true,
  },
  {
    operator: 'drop the unit of a panel',
    reason: 'It is "short", which Grafana takes where a panel has no unit.',
    holds: site(/without unit short/),
  },
  {
    operator: 'remove a route',
    reason: 'Its receiver is that of the root route, to which its alerts fall back.',
    holds: site(/severity = \\?"warning/),
  },
  {
    operator: 'remove the matchers of a route',
    reason: 'It is the last route, and its receiver is that of the root route.',
    holds: site(/severity = \\?"warning/),
  },
  {
    operator: 'remove a receiver',
    reason: 'No route names it: it is there for installations that switch the watchdog off.',
    holds: site(/without nobody/),
  },
]

/** Why a mutant cannot be wrong; `undefined` where it can. */
export const whyEquivalent = (mutant: Mutant): string | undefined =>
  equivalences.find(({ operator, holds }) => operator === mutant.operator && holds(mutant))?.reason

/**
 * What only a file that was edited by hand can have wrong: definitions with this mistake do not compile, which the operator
 * of definitions.test.ts that is named here shows.
 */
export const unwritable: Readonly<Record<string, string>> = {
  'misspell the component': 'misspell the component',
  'drop the summary': 'drop a field',
  'drop the description': 'drop a field',
}
