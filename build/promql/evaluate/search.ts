/** The first index whose time is after `time`; `times` ascend. */
export const firstAfter = (times: readonly number[], time: number): number =>
  first(times.length, (index) => (times[index] ?? Number.NaN) > time)

/** The first index whose time is `time` or after it. */
export const firstFrom = (times: readonly number[], time: number): number =>
  first(times.length, (index) => (times[index] ?? Number.NaN) >= time)

/** The first index from 0 to before `length` that holds, else `length`; from it on all hold. */
export function first(length: number, holds: (index: number) => boolean): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}
