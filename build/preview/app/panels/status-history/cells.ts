import type { Row } from '../state-timeline/rows.ts'

/** How far apart the samples of a row are at the least, in milliseconds; `undefined` for fewer than two. */
export function spacingOf(times: readonly number[]): number | undefined {
  const gaps = times.slice(1).map((time, at) => time - (times[at] ?? time))
  return gaps.length === 0 ? undefined : Math.min(...gaps)
}

/** A row of which each state is one sample: a cell around its moment, `share` of the spacing wide. */
export const inCells = (row: Row, spacing: number, share: number): Row => ({
  ...row,
  states: row.states.map((state) => ({
    ...state,
    from: state.from - (spacing * share) / 2,
    to: state.from + (spacing * share) / 2,
  })),
})
