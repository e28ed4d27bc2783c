/** The ends of an axis, and where it has lines. */
export interface Scale {
  readonly min: number
  readonly max: number
  readonly ticks: readonly number[]
}

/** An axis that holds these values: its ends are round numbers, and so are at most `most` steps between them. */
export function scaleOf(least: number, greatest: number, most: number): Scale {
  const span = greatest > least ? greatest - least : Math.abs(greatest) || 1
  const end = greatest > least ? greatest : least + span
  const step = roundUp(span / Math.max(1, most))
  const [first, last] = [Math.floor(least / step), Math.ceil(end / step - 1e-9)]
  const ticks = Array.from({ length: last - first + 1 }, (_, at) => exact((first + at) * step))
  return { min: ticks[0] ?? least, max: ticks.at(-1) ?? end, ticks }
}

/** The next of 1, 2 and 5, and of ten times as much, and so on. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value))
  const digit = [1, 2, 5, 10].find((each) => each * power >= value * (1 - 1e-9)) ?? 10
  return digit * power
}

/** 0.3 instead of 0.30000000000000004. */
const exact = (value: number): number => Number(value.toPrecision(12))
