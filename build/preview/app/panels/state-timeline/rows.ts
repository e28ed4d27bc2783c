import { type DataFrame, type Field, FieldType, type GrafanaTheme2, getFieldDisplayName } from '@grafana/data'
import { defaultField, type StateTimelineField } from './options.ts'
import { type State, statesOf } from './states.ts'
import { tellerOf } from './telling.ts'

/** One bar of the timeline. */
export interface Row {
  readonly name: string
  readonly states: readonly State[]
  readonly look: StateTimelineField
  readonly field: Field
}

/** A row for each field beside a frame's time. */
export function rowsOf(frames: DataFrame[], merge: boolean, end: number, theme: GrafanaTheme2): readonly Row[] {
  return frames.flatMap((frame) => {
    const time = frame.fields.find(({ type }) => type === FieldType.time)
    if (time === undefined) return []
    return frame.fields
      .filter((field) => field !== time && field.type !== FieldType.time && !field.config.custom?.hideFrom?.viz)
      .map((field) => {
        const look: StateTimelineField = { ...defaultField, ...field.config.custom }
        const reading = { tell: tellerOf(field, merge, theme), merge, spanNulls: look.spanNulls !== false, end }
        return {
          name: getFieldDisplayName(field, frame, frames),
          states: statesOf({ times: time.values, values: field.values }, reading),
          look,
          field,
        }
      })
  })
}

/** All rows over the moments at which any of them changes: the place of the state in its row, or null in a gap. */
export function aligned(rows: readonly Row[]): readonly [readonly number[], ...(readonly (number | null)[])[]] {
  const times = [...new Set(rows.flatMap(({ states }) => states.flatMap(({ from, to }) => [from, to])))]
  times.sort((a, b) => a - b)
  const places = rows.map(({ states }) => {
    let at = 0
    return times.map((time) => {
      while (at < states.length && (states[at]?.to ?? 0) <= time) at++
      return (states[at]?.from ?? Number.POSITIVE_INFINITY) <= time ? at : null
    })
  })
  return [times, ...places]
}
