/** How hard a witness is sought: what is varied where the simplest input does not do what it must. */
export interface Effort {
  /** How far off its threshold a value stands, as a share of it. */
  readonly margin: number
  /** How many times the usual traffic there is: shares of more are rounded less, and beside none a few events are all. */
  readonly traffic: number
  /** What may come in two ways comes in the other: at once or spread over the window, early in a phase or late. */
  readonly otherwise: boolean
}

const margins = [0.02, 0.05, 0.1] as const
const traffics = [1, 100, 10_000, 0] as const

/** The margin that a witness has where nothing needs more. */
export const leastMargin: number = margins[0]

/** What is tried first. */
export const simplest: Effort = { margin: leastMargin, traffic: 1, otherwise: false }

/** From the simplest on; the first whose input does what it must is taken. */
export const efforts: readonly Effort[] = margins.flatMap((margin) =>
  [false, true].flatMap((otherwise) => traffics.map((traffic) => ({ margin, traffic, otherwise }))),
)

/** What was tried, for whoever reads that it did not help. */
export const triedText = `margins of ${margins.map((margin) => `${margin * 100}%`).join(', ')} of the threshold, up to ${Math.max(...traffics)} times the usual traffic or none, and other phases`
