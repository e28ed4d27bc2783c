import { type DataFrame, type Field, FieldType } from '@grafana/data'
import { AxisPlacement } from '@grafana/schema'

const isTime = ({ type }: Field): boolean => type === FieldType.time
const isNumber = ({ type }: Field): boolean => type === FieldType.number

/** The frames that have numbers over time. */
export const overTime = (frames: readonly DataFrame[]): DataFrame[] =>
  frames.filter(({ fields, length }) => length > 0 && fields.some(isTime) && fields.some(isNumber))

/**
 * The time and the numbers of frames, as copies that the plot may write into. What is not finite has no place on an axis
 * and is a gap. Without `hasAxes`, only the lines are drawn.
 */
export const graphable = (frames: readonly DataFrame[], hasAxes: boolean): DataFrame[] =>
  frames.map((frame) => ({
    ...frame,
    fields: [...frame.fields.filter(isTime).slice(0, 1), ...frame.fields.filter(isNumber).map(finite)].map((field) => ({
      ...field,
      state: { ...field.state },
      config: hasAxes ? { ...field.config } : withoutAxis(field),
    })),
  }))

const withoutAxis = ({ config }: Field): Field['config'] => ({
  ...config,
  custom: { ...config.custom, axisPlacement: AxisPlacement.Hidden },
})

const isGap = (value: unknown): boolean => typeof value === 'number' && !Number.isFinite(value)

const finite = (field: Field): Field =>
  field.values.some(isGap) ? { ...field, values: field.values.map((value) => (isGap(value) ? null : value)) } : field
