import type { Call } from '../tree.ts'
import { typeOf } from '../types/typeof.ts'
import { distinct } from './distinct.ts'
import { interned, nameless } from './labels.ts'
import { overTime } from './over-time.ts'
import type { RangeFunction } from './range-function.ts'
import { rates } from './rate.ts'
import { refusal } from './refuse.ts'
import { regressions } from './regression.ts'
import type { Instant, Scope } from './scope.ts'

/** By name. */
const rangeFunctions: Readonly<Partial<Record<string, RangeFunction>>> = { ...overTime, ...rates, ...regressions }

/** These give a sample of the series, so they keep its name. */
const keepsName = ['first_over_time', 'last_over_time']

/** A call of a function of a range vector; `undefined` where it is none. */
export function rangeCall(call: Call, scope: Scope): Instant | undefined {
  const compute = rangeFunctions[call.fn]
  const matrix = call.args.find((arg) => typeOf(arg) === 'matrix')
  if (!compute || !matrix) return undefined
  const windows = scope.ranges(matrix)
  const scalars = call.args.filter((arg) => arg !== matrix).map(scope.scalar)
  const relabel = interned(keepsName.includes(call.fn) ? (labels) => labels : nameless)
  const refuse = (what: string) => refusal(call, what, 'Correct the argument.')
  return (at) => {
    const context = { at, numbers: scalars.map((each) => each(at)), options: scope.options, refuse }
    const results = windows(at).flatMap((window) => {
      const value = compute(window, context)
      return value === undefined ? [] : [{ labels: relabel(window.labels), value }]
    })
    return distinct(results, call)
  }
}
