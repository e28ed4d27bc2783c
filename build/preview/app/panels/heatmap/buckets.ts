import { type DataFrame, FieldType } from '@grafana/data'
import { numberOf } from '../../query/samples.ts'

/** A histogram over time. */
export interface Buckets {
  /** When each column of cells ends, in milliseconds. */
  readonly times: readonly number[]
  /** What a column covers, in milliseconds. */
  readonly step: number
  /** The upper edge of each bucket, ascending. */
  readonly edges: readonly number[]
  /** By bucket, then by column: how much fell into it; null where nothing is known. */
  readonly counts: readonly (readonly (number | null)[])[]
}

/** Reads a frame with a time field and a number field for each bucket, named by its upper edge; `undefined` where there is none. */
export function bucketsOf(frames: readonly DataFrame[]): Buckets | undefined {
  const frame = frames.find(({ fields }) => fields.some(({ type }) => type === FieldType.number))
  const time = frame?.fields.find(({ type }) => type === FieldType.time)
  if (frame === undefined || time === undefined || time.values.length === 0) return undefined
  const rows = frame.fields
    .filter(({ type }) => type === FieldType.number)
    .map(({ name, labels, values }) => ({ edge: numberOf(labels?.le ?? name), values: values as (number | null)[] }))
    .sort((a, b) => a.edge - b.edge)
  if (rows.some(({ edge }) => Number.isNaN(edge))) return undefined
  const times: readonly number[] = time.values
  return {
    times,
    step: stepOf(times, time.config.interval ?? undefined),
    edges: rows.map(({ edge }) => edge),
    counts: rows.map(({ values }) => values),
  }
}

/** The data source's step, or else the least distance between two moments. */
function stepOf(times: readonly number[], step: number | undefined): number {
  if (step !== undefined) return step
  const distances = times.slice(1).map((time, at) => time - (times[at] ?? time))
  return distances.length === 0 ? 60_000 : Math.min(...distances)
}

/** The counts that the first and the last colour stand for: those asked for, or those of the cells that are drawn. */
export function extent(
  { counts }: Buckets,
  asked: { readonly min?: number; readonly max?: number },
  isShown: (count: number | null) => boolean,
): readonly [number, number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const count of counts.flat()) {
    if (count === null || !isShown(count)) continue
    least = Math.min(least, count)
    most = Math.max(most, count)
  }
  return least > most ? [asked.min ?? 0, asked.max ?? 0] : [asked.min ?? least, asked.max ?? most]
}

/** Which cells are drawn: those with a count between the limits, themselves excluded. */
export const isWithin =
  ({ le, ge }: { readonly le?: number; readonly ge?: number }) =>
  (count: number | null): boolean =>
    count !== null &&
    !Number.isNaN(count) &&
    count > (le ?? Number.NEGATIVE_INFINITY) &&
    count < (ge ?? Number.POSITIVE_INFINITY)

/** The cell at a moment and a height in rows; `undefined` outside. */
export function cellAt({ times, step, edges }: Buckets, time: number, row: number) {
  const bucket = Math.floor(row)
  if (bucket < 0 || bucket >= edges.length) return undefined
  const column = times.findIndex((end) => time <= end && time > end - step)
  return column < 0 ? undefined : { bucket, column }
}
