import type { Measured } from './measure.ts'

interface Agreement {
  readonly holds: boolean
  readonly text: string
}

/** Of each query this share of the points may differ by more than the tolerance: where something begins or ends. */
const apart = 0.02
/** Of the largest value that the query answered. */
const tolerance = 0.05

/** How far two forms of a query agree; `undefined` where both are answered exactly the same. */
export function agreement(before: Measured, after: Measured): Agreement | undefined {
  const largest = Math.max(
    ...[...before.answer.values()].flatMap((points) => [...points.values()].filter(Number.isFinite).map(Math.abs)),
    Number.MIN_VALUE,
  )
  let [points, missing, off, worst] = [0, 0, 0, 0]
  for (const key of new Set([...before.answer.keys(), ...after.answer.keys()])) {
    const [was, is] = [before.answer.get(key), after.answer.get(key)]
    for (const time of new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])])) {
      const [one, other] = [was?.get(time), is?.get(time)]
      points += 1
      if (one === undefined || other === undefined) missing += 1
      else if (!(Number.isNaN(one) && Number.isNaN(other))) {
        const difference = Math.abs(one - other) / largest
        worst = Math.max(worst, difference)
        if (!(difference <= tolerance)) off += 1
      }
    }
  }
  if (missing === 0 && worst === 0) return undefined
  const share = (count: number) => `${((100 * count) / Math.max(1, points)).toFixed(2)}%`
  return {
    holds: (off + missing) / Math.max(1, points) <= apart,
    text: `${share(off)} of ${points} points differ by more than ${tolerance * 100}% of the largest value, at most ${(100 * worst).toFixed(2)}%; ${share(missing)} are in one only`,
  }
}
