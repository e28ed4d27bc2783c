import type { TimeRange } from '@grafana/data'
import type { View } from '../view/view.ts'

/** A time range as the address has it. */
export type Period = Required<Pick<View, 'from' | 'to'>>

/** The range that a picker chose: relative as it was said, otherwise its moments. */
export const periodOf = ({ from, to, raw }: TimeRange): Period => ({
  from: typeof raw.from === 'string' && raw.from.includes('now') ? raw.from : String(from.valueOf()),
  to: typeof raw.to === 'string' && raw.to.includes('now') ? raw.to : String(to.valueOf()),
})

/** The range half of its length earlier or later. */
export function moved({ from, to }: TimeRange, direction: -1 | 1): Period {
  const half = Math.round((to.valueOf() - from.valueOf()) / 2)
  return absolute(from.valueOf() + direction * half, to.valueOf() + direction * half)
}

/** Twice the range around the same middle. */
export function zoomedOut({ from, to }: TimeRange): Period {
  const span = to.valueOf() - from.valueOf()
  return absolute(from.valueOf() - span / 2, to.valueOf() + span / 2)
}

/** A range of moments in Unix milliseconds. */
export const absolute = (from: number, to: number): Period => ({
  from: String(Math.round(from)),
  to: String(Math.round(to)),
})
