import type { Span as During } from '../language/touch.ts'

/** A stretch of time in Unix milliseconds; the end is not part of it. */
export interface Span {
  readonly from: number
  readonly until: number
}

/** When something goes on in a drill that begins at `zero` and is over at `end`, in Unix milliseconds. */
export function spansOf({ from, until, every, for: each = every }: During, zero: number, end: number): readonly Span[] {
  const last = Math.min(end, zero + until * 1000)
  if (every === undefined || each === undefined) return [{ from: zero + from * 1000, until: last }]
  const spans: Span[] = []
  for (let at = zero + from * 1000; at < last; at += every * 1000)
    spans.push({ from: at, until: Math.min(last, at + each * 1000) })
  return spans
}

export const isWithin = (spans: readonly Span[], time: number): boolean =>
  spans.some(({ from, until }) => time >= from && time < until)
