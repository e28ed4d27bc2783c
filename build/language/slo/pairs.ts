import { parseDuration } from '../../promql/duration.ts'
import type { Level } from '../severity.ts'
import { magnitude, type Window } from '../units.ts'

/** Two windows over which too large a share fails: the long one says that it matters, the short one that it goes on. */
export interface Pair {
  /** Whether it is for the page or for the ticket of the objective, and what that severity is called. */
  readonly speed: Speed
  readonly severity: string
  readonly long: Window
  readonly short: Window
  /** How many times as fast as the objective allows. */
  readonly factor: number
}

/** Budget that goes in hours is worth a page, and in days a ticket. */
export type Speed = 'page' | 'ticket'

/** The pairs of an objective, and those that it cannot have, one sentence each. */
export interface Pairs {
  readonly kept: readonly Pair[]
  readonly leftOut: readonly string[]
}

/**
 * The pairs of Google's SRE workbook, "Alerting on SLOs": a page where 2% of the budget went in an hour or 5% in six, a ticket
 * where 10% went in a day or in three.
 */
const workbook = [
  { speed: 'page', long: '1h', short: '5m', percent: 2 },
  { speed: 'page', long: '6h', short: '30m', percent: 5 },
  { speed: 'ticket', long: '1d', short: '2h', percent: 10 },
  { speed: 'ticket', long: '3d', short: '6h', percent: 10 },
] as const

/** The share that may fail: of `99.9%`, 0.001. */
export const budgetOf = (objective: string): number => rounded(1 - magnitude(objective))

/** Every pair for a period, as far as it can fire and looks back no further than the period. */
export function pairsOf(objective: string, over: Window, levels: Readonly<Record<Speed, Level>>): Pairs {
  const budget = budgetOf(objective)
  const all = workbook.map(({ percent, ...pair }) => ({
    ...pair,
    severity: levels[pair.speed].name,
    factor: factorOf(percent, pair.long, over),
  }))
  const why = all.map(({ long, factor }): string | undefined => {
    const threshold = rounded(factor * budget)
    if (parseDuration(long) > parseDuration(over)) return `its ${long} are longer than the period of ${over}`
    if (threshold < 1) return undefined
    return `${factor} times what may fail (${percentOf(budget)}) is ${percentOf(threshold)}, more than there is`
  })
  return {
    kept: all.filter((_, at) => why[at] === undefined),
    leftOut: all.flatMap(({ severity, long, short, factor }, at) =>
      why[at] === undefined ? [] : [`${severity} at ${factor} times over ${long} and ${short}: ${why[at]}.`],
    ),
  }
}

/** How fast the budget goes where `percent` of it go in the window. */
const factorOf = (percent: number, long: Window, over: Window): number =>
  rounded((percent * parseDuration(over)) / parseDuration(long) / 100)

/** Without the tail of binary noise that no one wrote. */
export const rounded = (value: number): number => Number(value.toPrecision(6))

/** 0.001 is `0.1%`. */
export const percentOf = (share: number): string => `${rounded(share * 100)}%`
