import { parseDuration } from '../../promql/duration.ts'
import type { Expr } from '../../promql/tree.ts'
import { type Alert, alert } from '../alert.ts'
import { Condition } from '../condition.ts'
import { listed } from '../demands/shown.ts'
import { number } from '../expressions.ts'
import type { AnyQuery, Query } from '../query.ts'
import type { Level } from '../severity.ts'
import type { Window } from '../units.ts'
import type { Objective } from './objective.ts'
import { budgetOf, type Pair, percentOf, type Speed } from './pairs.ts'
import type { Recorded } from './recordings.ts'
import { proseOf } from './runbook.ts'

/** What is said of both alerts of an objective. */
export interface Told {
  /** What their names begin with: `ApiAvailability`. */
  readonly alert: string
  readonly diagnosis: Readonly<Record<string, AnyQuery>>
  readonly labels: Readonly<Record<string, string>>
  readonly unproven?: string
  /** The severities of its page and its ticket. */
  readonly severities: Readonly<Record<Speed, Level>>
  /** How long it must burn fast. */
  readonly for?: Window
}

const speeds = [
  { speed: 'page', suffix: 'BurnsFast', summary: 'the error budget burns fast' },
  { speed: 'ticket', suffix: 'BurnsSlowly', summary: 'the error budget burns faster than it should' },
] as const

/** The alert of each severity for which there is a pair; it fires where one of its pairs does. */
export const alertsOf = <L extends string>(
  about: Objective,
  rules: Recorded<L>,
  { alert: stem, severities, for: hold, ...told }: Told,
): readonly Alert<'ratio'>[] =>
  speeds.flatMap(({ speed, suffix, summary }) => {
    const [first, ...others] = about.pairs.filter((pair) => pair.speed === speed)
    if (first === undefined) return []
    const still = speed === 'page' && hold !== undefined
    const burnsIn = (pair: Pair): Condition<L, 'ratio'> => burns(about, rules, pair, still)
    const when = others.reduce((all, pair) => all.or(burnsIn(pair)), burnsIn(first))
    const made = alert<'Any', L, 'ratio'>(`${stem}${suffix}` as 'Any', {
      when,
      severity: severities[speed],
      component: about.component,
      summary: `${about.title}: ${summary}.`,
      description: ({ value, labels }) => sentence(about, [first, ...others], value, Object.values<string>(labels)),
      ...(speed === 'page' && hold !== undefined && { for: hold }),
      ...told,
    })
    return [{ ...made, objective: about, runbook: proseOf(about, speed, [first, ...others]) }]
  })

/**
 * Both windows of a pair have too large a share, and the long one enough failures to judge by. With `still` the shortest window of
 * all has, too: what must last is over when it is over.
 */
function burns<L extends string>(
  about: Objective,
  rules: Recorded<L>,
  pair: Pair,
  still: boolean,
): Condition<L, 'ratio'> {
  const tooLarge = (window: Pair['long']) => above(rules.share(window), pair.factor, '*', budgetOf(about.objective))
  const shortest = shortestOf(about.pairs)
  const windows = tooLarge(pair.long).and(tooLarge(pair.short))
  const both = still && shortest !== pair.short ? windows.and(tooLarge(shortest)) : windows
  if (about.atLeast === 1) return both
  // Growth is extrapolated: what is counted as five is a little less or more.
  const enough = above(rules.errors(pair.long), about.atLeast - 0.5, '/', parseDuration(pair.long) / 1000)
  return both.and(enough)
}

const shortestOf = (pairs: Objective['pairs']): Pair['short'] =>
  pairs.reduce(
    (least, { short }) => (parseDuration(short) < parseDuration(least) ? short : least),
    pairs[0]?.short ?? '5m',
  )

/** Above a number that the rule shows as it comes about: `14.4 * 0.001`, `4.5 / 3600`. */
function above<L extends string, U extends 'ratio' | 'count/s'>(
  query: Query<L, U>,
  left: number,
  op: '*' | '/',
  right: number,
): Condition<L, U> {
  const threshold: Expr = { is: 'binary', op, left: number(left), right: number(right) }
  return new Condition({ is: 'binary', op: '>', left: query.expr, right: threshold }, query.unit, query.labels)
}

function sentence(about: Objective, pairs: readonly Pair[], value: string, labels: readonly string[]): string {
  const windows = listed(pairs.map(({ long }) => long))
  const whose = labels.length === 0 ? '' : ` (${labels.join(', ')})`
  return `Over ${windows} ${value} failed${whose}. The objective of ${about.objective} allows ${percentOf(budgetOf(about.objective))} over ${about.over}.`
}
