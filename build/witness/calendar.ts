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
  /** `undefined` where they are never over for so long. */
  readonly outside: number | undefined
}

const hour = 3_600_000
/** A test begins at the epoch, a Thursday at midnight, and is not played for longer than a week and a bit. */
const horizon = 9 * 24 * hour

/** The first time from which hours last for so long, and at which they are over for so long. Throws `Underivable`. */
export function openingOf(
  hours: readonly Hours[],
  lasting: { readonly within: number; readonly outside: number },
): Opening {
  const asked = hours.map(({ expr, holds }) => {
    const answer = evaluator(expr, [], { windows: 'left-open', interval: hour })
    return (at: number) => answer(at).length > 0 === holds
  })
  const isOpen = Array.from({ length: horizon / hour }, (_, at) => asked.every((each) => each(at * hour)))
  const within = firstSpan(isOpen, true, lasting.within)
  if (within === undefined)
    throw new Underivable(`within nine days its hours never last ${Math.ceil(lasting.within / 60_000)} minutes`)
  return { within, outside: firstSpan(isOpen, false, lasting.outside) }
}

function firstSpan(isOpen: readonly boolean[], wanted: boolean, lasting: number): number | undefined {
  const long = Math.max(1, Math.ceil(lasting / hour))
  const start = isOpen.findIndex((_, at) => {
    const span = isOpen.slice(at, at + long)
    return span.length === long && span.every((each) => each === wanted)
  })
  return start === -1 ? undefined : start * hour
}
