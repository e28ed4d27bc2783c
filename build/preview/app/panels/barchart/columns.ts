import { type DataFrame, type Field, FieldType, outerJoinDataFrames } from '@grafana/data'

/** What a bar chart shows: a field that names the groups, and a field of numbers for each series. */
export interface Columns {
  readonly frame: DataFrame
  readonly names: Field
  readonly numbers: readonly Field[]
}

/** The columns of the answers; the groups are named by `xField`, else by the first text, else by the time. */
export function columnsIn(frames: readonly DataFrame[], xField: string | undefined): Columns | undefined {
  const frame = frames.length > 1 ? outerJoinDataFrames({ frames: [...frames] }) : frames[0]
  if (frame === undefined) return undefined
  const names =
    frame.fields.find(({ name }) => name === xField) ??
    frame.fields.find(({ type }) => type === FieldType.string) ??
    frame.fields.find(({ type }) => type === FieldType.time)
  if (names === undefined) return undefined
  const numbers = frame.fields.filter(
    (field) => field !== names && field.type === FieldType.number && field.config.custom?.hideFrom?.viz !== true,
  )
  return numbers.length === 0 || names.values.length === 0 ? undefined : { frame, names, numbers }
}
