import { parseDuration } from '../../promql/duration.ts'
import type { BinaryOp, Expr } from '../../promql/tree.ts'
import type { Alert } from '../alert.ts'
import type { Line } from '../dashboard.ts'
import { number } from '../expressions.ts'
import { stat, timeseries } from '../panels.ts'
import { type AnyQuery, Query } from '../query.ts'
import type { Unit, Window } from '../units.ts'
import type { Objective } from './objective.ts'
import { budgetOf } from './pairs.ts'
import type { Recorded } from './recordings.ts'

/** A line of four panels: what is left of the budget, what was reached, how fast the budget goes, and what it is judged by. */
export function panelsOf<L extends string>(
  about: Objective,
  rules: Recorded<L>,
  alerts: readonly Alert<'ratio'>[],
): Line {
  const { title, objective, over, pairs, atLeast } = about
  const [first, last = first] = alerts
  const each = (of: (window: Window) => Query<string, 'count'>) =>
    Object.fromEntries(pairs.map(({ long }) => [long, of(long)]))
  const idle = { noValue: 'No events' } as const
  const left = [
    `${title}: budget left`,
    rules.budgetLeft as AnyQuery as Query<never, 'ratio'>,
    `What ${objective} over ${over} still allows to fail: 100% where nothing did, and below 0% the objective is missed.`,
    { ...idle, bad: 'low', warning: '25%', critical: '0%' },
  ] as const
  return [
    rules.budgetLeft.labels.length === 0 ? stat(...left) : timeseries(...left),
    timeseries(
      `${title}: reached over ${over}`,
      { reached: derived('ratio', rules.share(over), rest), objective: rules.objective },
      `The share that was good in the period before each moment, and what it has to be. ${about.promise}`,
      { ...idle, ...(last && { alert: last }) },
    ),
    {
      ...timeseries(
        `${title}: burn rate`,
        each((window) => derived('count', rules.share(window), binary('/', budgetOf(objective)))),
        `How many times as fast as ${objective} over ${over} allows the budget goes, seen over each window.`,
        idle,
      ),
      alert: first,
    },
    timeseries(
      `${title}: failures`,
      each((window) => derived('count', rules.errors(window), binary('*', parseDuration(window) / 1000))),
      atLeast === 1
        ? 'How many failed in each window.'
        : `How many failed in each window. Fewer than ${atLeast} are too few to judge by: the alerts stay silent.`,
      idle,
    ),
  ]
}

/** What is worked out from what is recorded. */
const derived = <U extends Unit>(unit: U, { expr, labels }: AnyQuery, how: (recorded: Expr) => Expr) =>
  new Query<string, U>(how(expr), unit, labels)

const binary =
  (op: BinaryOp, by: number) =>
  (left: Expr): Expr => ({ is: 'binary', op, left, right: number(by) })

const rest = (right: Expr): Expr => ({ is: 'binary', op: '-', left: number(1), right })
