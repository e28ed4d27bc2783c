/** The ends of an axis, and where it is marked. */
export interface Axis {
  readonly from: number
  readonly to: number
  readonly ticks: readonly number[]
}

/** An axis of values that has all of these, with about four marks at round numbers. */
export function valueAxis(values: readonly number[]): Axis {
  const known = values.filter(Number.isFinite)
  if (known.length === 0) return { from: 0, to: 1, ticks: [] }
  const [low, high] = [Math.min(...known), Math.max(...known)]
  const span = high === low ? Math.abs(high) || 1 : high - low
  // Zero is in view where it is not far.
  const [bottom, top] = [
    low >= 0 && low < span ? 0 : low - span * 0.1,
    high <= 0 && -high < span ? 0 : high + span * 0.1,
  ]
  const step = roundStep((top - bottom) / 4)
  const from = Math.floor(bottom / step) * step
  const to = Math.ceil(top / step) * step
  const count = Math.round((to - from) / step)
  const ticks = Array.from({ length: count + 1 }, (_, at) => Number((from + at * step).toPrecision(12)))
  return { from, to, ticks }
}

function roundStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step))
  return [1, 2, 5, 10].map((each) => each * power).find((each) => each >= step * 0.999) ?? power
}

const seconds = [15, 30]
const minutes = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10_080, 20_160, 40_320, 80_640, 161_280]
const steps = [...seconds.map((each) => each * 1000), ...minutes.map((each) => each * 60_000)]

/** An axis of time, in milliseconds, with at most so many marks after the first. */
export function timeAxis(begin: number, end: number, most: number): Axis {
  const length = end - begin
  const step = steps.find((each) => length / each <= most) ?? length
  const first = Math.ceil(begin / Math.max(1, step)) * step
  const ticks = Array.from({ length: Math.floor((end - first) / Math.max(1, step)) + 1 }, (_, at) => first + at * step)
  return { from: begin, to: Math.max(begin + 1, end), ticks }
}
