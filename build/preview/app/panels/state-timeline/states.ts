/** How a value is told: its words and its colour. */
export interface Told {
  readonly text: string
  readonly color: string
  /** What it is sorted by. */
  readonly numeric: number
}

/** A stretch of time in one state. */
export interface State extends Told {
  /** Milliseconds; the end does not belong to it. */
  readonly from: number
  readonly to: number
}

interface Samples {
  /** Milliseconds, ascending. */
  readonly times: readonly number[]
  readonly values: readonly unknown[]
}

interface Reading {
  readonly tell: (value: unknown) => Told
  /** Whether neighbours that are told alike are one state. */
  readonly merge: boolean
  /** Whether a state goes on over a null, which otherwise ends it. */
  readonly spanNulls: boolean
  /** Until when the last state lasts. */
  readonly end: number
}

/** The states of one series: each sample holds until the next one. */
export function statesOf({ times, values }: Samples, { tell, merge, spanNulls, end }: Reading): readonly State[] {
  const states: State[] = []
  let isOpen = false
  const close = (to: number): void => {
    const last = states.at(-1)
    if (isOpen && last !== undefined) states[states.length - 1] = { ...last, to }
  }
  for (const [at, from] of times.entries()) {
    const value = values[at]
    if (value === undefined || (value === null && spanNulls)) continue
    const told = value === null ? undefined : tell(value)
    if (merge && isOpen && told !== undefined && isSame(told, states.at(-1))) continue
    close(from)
    isOpen = told !== undefined
    if (told !== undefined) states.push({ ...told, from, to: from })
  }
  close(Math.max(end, times.at(-1) ?? end))
  return states.filter(({ from, to }) => to > from)
}

const isSame = (a: Told, b: Told | undefined): boolean => a.text === b?.text && a.color === b.color

/** The state at a moment; `undefined` in a gap. */
export const stateAt = (states: readonly State[], time: number): State | undefined =>
  states.find(({ from, to }) => from <= time && time < to)

/** What is told in any of the rows, once each, in order of value. */
export function distinct(rows: readonly (readonly State[])[]): readonly Told[] {
  const told = new Map(rows.flat().map((state) => [`${state.text} ${state.color}`, state]))
  return [...told.values()].sort((a, b) => a.numeric - b.numeric || (a.text < b.text ? -1 : 1))
}
