import { evaluator } from '../promql/evaluate/evaluate.ts'
import { calendars } from '../promql/infer/clock-calls.ts'
import { selectors } from '../promql/rewrite.ts'
import type { Expr } from '../promql/tree.ts'
import { walk } from '../promql/walk.ts'
import { Underivable } from './underivable.ts'

/** Times of the day, the week or the year at which a condition is asked, or is not. */
export interface Hours {
  readonly expr: Expr
  readonly holds: boolean
}

/** Whether an expression is about the calendar alone, as `hour() > 8` is. */
export const isOfCalendar = (expr: Expr): boolean =>
  selectors(expr).length === 0 &&
  [...walk(expr)].some((node) => node.is === 'call' && Object.hasOwn(calendars, node.fn) && node.args.length === 0)

/** When a test can be played: within the hours of a condition, and outside of them; milliseconds after it begins. */
export interface Opening {
  readonly within: number
  /** How long its hours last from then on, at the least. */
  readonly lasts: number
  /** `undefined` where they are never over for so long. */
  readonly outside: number | undefined
}

const hour = 3_600_000
const day = 24 * hour
/** A test begins at the epoch, a Thursday at midnight: what happens each day or each week is there soon. */
const near = 9 * day
/** What happens in some month is there within a year, and in a leap year within four. */
const far = 4 * 366 * day
/** By then every date has been every day of the week: from here on the calendar repeats itself. */
const all = 28 * 365.25 * day

/**
 * The first time, not before `since`, from which hours last for so long, and at which they are over for so long. Throws
 * `Underivable`.
 */
export function openingOf(
  hours: readonly Hours[],
  lasting: { readonly within: number; readonly outside: number },
  since = 0,
): Opening {
  for (const [until, step] of [
    [near + since, hour],
    [far + since, stepOf(hours)],
  ] as const) {
    const isOpen = openIn(hours, until, step)
    const first = Math.ceil(since / step)
    const within = firstSpan(isOpen, true, lasting.within / step, first)
    if (within === undefined) continue
    const end = isOpen.indexOf(false, within)
    const outside = firstSpan(isOpen, false, lasting.outside / step, first)
    return {
      within: within * step,
      lasts: ((end === -1 ? isOpen.length : end) - within) * step,
      outside: outside === undefined ? undefined : outside * step,
    }
  }
  const minutes = Math.ceil(lasting.within / 60_000)
  throw new Underivable(`within four years of 1970 its hours never ${minutes > 0 ? `last ${minutes} minutes` : 'come'}`)
}

/**
 * For how long hours last at the most, in milliseconds: 0 where no day and no hour is within them. `undefined` where nothing is
 * proven: of minutes and years, and of hours that differ by the day.
 */
export function longestOf(hours: readonly Hours[]): number | undefined {
  if (apart(hours).some(({ expr }) => asks(expr, ofYears) || (asks(expr, ofDays) && asks(expr, ofHours))))
    return undefined
  const step = stepOf(hours)
  let [length, longest] = [0, 0]
  for (const isOpen of openIn(hours, all, step)) {
    length = isOpen ? length + step : 0
    longest = Math.max(longest, length)
  }
  return longest
}

/** What asks for no hour is the same all day long. */
const stepOf = (hours: readonly Hours[]): number => (hours.some(({ expr }) => asks(expr, ofHours)) ? hour : day)

const ofHours = ['hour', 'minute']
const ofYears = ['minute', 'year']
const ofDays = Object.keys(calendars).filter((fn) => !ofHours.includes(fn))

const asks = (expr: Expr, functions: readonly string[]): boolean =>
  [...walk(expr)].some((node) => node.is === 'call' && functions.includes(node.fn))

/** Whether hours are on at each step from the beginning on. */
function openIn(hours: readonly Hours[], until: number, step: number): readonly boolean[] {
  const asked = apart(hours).map(({ expr, holds }) => {
    const answer = evaluator(expr, [], { windows: 'left-open', interval: hour })
    const known = new Map<number, boolean>()
    const moment = momentOf(expr)
    return (at: number) => {
      const key = moment(at)
      const found = known.get(key) ?? answer(at).length > 0 === holds
      known.set(key, found)
      return found
    }
  })
  return Array.from({ length: until / step }, (_, at) => asked.every((each) => each(at * step)))
}

/** Which moments an expression does not tell apart: all of a day, or an hour of any day. */
function momentOf(expr: Expr): (at: number) => number {
  if (!asks(expr, ofHours)) return (at) => Math.floor(at / day)
  return asks(expr, ofDays) ? (at) => at : (at) => at % day
}

/** What must hold together, each for itself. */
const apart = (hours: readonly Hours[]): readonly Hours[] =>
  hours.flatMap((each): readonly Hours[] => {
    const { expr, holds } = each
    if (expr.is === 'paren') return apart([{ expr: expr.expr, holds }])
    const isBoth = holds && expr.is === 'binary' && expr.op === 'and' && [expr.left, expr.right].every(isOfCalendar)
    return isBoth ? apart([expr.left, expr.right].map((side) => ({ expr: side, holds }))) : [each]
  })

/** Where the first span of at least so many steps begins. */
function firstSpan(isOpen: readonly boolean[], wanted: boolean, lasting: number, since: number): number | undefined {
  const long = Math.max(1, Math.ceil(lasting))
  let length = 0
  const end = isOpen.findIndex((each, at) => {
    length = each === wanted && at >= since ? length + 1 : 0
    return length === long
  })
  return end === -1 ? undefined : end - long + 1
}
