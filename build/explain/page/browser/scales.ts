import { amount } from '../../amount.ts'
import type { Limit } from '../../explain.ts'
import { type Axis, timeAxis, valueAxis } from '../axes.ts'
import type { Drawing } from '../protocol.ts'

/** The heights of the band of states, of what is below it, and of what is above the drawing. */
export const band = 18
export const foot = 20
export const head = 10

/** Where moments and values stand in a drawing. */
export interface Scales {
  readonly left: number
  readonly right: number
  readonly x: (at: number) => number
  readonly y: (value: number) => number
  readonly times: Axis
  readonly values: Axis
  /** The upper edge of the band of states. */
  readonly below: number
}

/** The scales of a drawing with these values; without any there is only the band of states. */
export function scalesOf(
  { points, interval }: Drawing,
  limit: Limit | undefined,
  known: readonly number[],
  width: number,
  height: number,
  isBare: boolean,
): Scales {
  const threshold = limit !== undefined && Number.isFinite(limit.value) ? [limit.value] : []
  const values = valueAxis([...known, ...threshold])
  const longest = Math.max(...values.ticks.map((tick) => amount(tick, limit?.unit).length), 0)
  const left = isBare ? 8 : Math.min(110, 14 + longest * 6.6)
  const right = width - 8
  const end = (points.at(-1)?.at ?? 0) + interval
  const times = timeAxis(points[0]?.at ?? 0, end, Math.max(2, Math.floor((right - left) / 64)))
  const below = height - foot - band
  const top = head + 4
  return {
    left,
    right,
    times,
    values,
    below,
    x: (at) => left + ((right - left) * (at - times.from)) / (times.to - times.from),
    y: (value) => below - 10 - ((below - 10 - top) * (value - values.from)) / (values.to - values.from),
  }
}
