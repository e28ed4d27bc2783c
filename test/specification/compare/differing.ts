import { amount } from '../../../build/diff/amount.ts'
import { difference } from '../../../build/diff/promql/condition.ts'
import { unitByNames } from '../../../build/diff/promql/units.ts'
import { printLine } from '../../../build/promql/print.ts'
import type { Expr } from '../../../build/promql/tree.ts'
import { isSame } from '../meaning.ts'

/** In what a query is not the one that is wanted. */
export interface Differing {
  /** `its threshold is 95% instead of 80%` */
  readonly words: string
  /** The threshold that is wanted, if that is all. */
  readonly figure?: string
}

/** What two meanings differ in, in words: a threshold or a window by itself, anything else as a whole, called `what`. */
export function differing(what: string, wanted: Expr, asked: Expr): Differing | undefined {
  if (isSame(wanted, asked)) return undefined
  const found = difference(wanted, asked)
  if (found.is === 'window') return { words: `its window is ${found.to} instead of ${found.from}` }
  if (found.is === 'other') return { words: `its ${what} is ${printLine(asked)} instead of ${printLine(wanted)}` }
  const unit = unitByNames(found.compared)
  const [from, to] = [amount(found.from, unit), amount(found.to, unit)]
  return { words: `its threshold is ${to} instead of ${from}`, figure: from }
}
