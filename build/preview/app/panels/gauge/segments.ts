import { type ThresholdsConfig, ThresholdsMode } from '@grafana/data'
import { shareOf } from './geometry.ts'

/** The part of a gauge that one threshold colours, as shares of the whole. */
export interface Segment {
  /** Where it starts, in the value's unit; −∞ for the base. */
  readonly value: number
  readonly from: number
  readonly to: number
  /** A colour's name or code, as the dashboard gives it. */
  readonly color: string
}

/** What the thresholds make of a gauge from `min` to `max`; those outside have no part. */
export function segmentsOf(thresholds: ThresholdsConfig | undefined, min: number, max: number): readonly Segment[] {
  const steps = (thresholds?.steps ?? []).map(({ value, color }) => ({
    color,
    value: thresholds?.mode === ThresholdsMode.Percentage ? min + ((max - min) * value) / 100 : value,
  }))
  return steps
    .map(({ value, color }, index) => ({
      value,
      color,
      from: shareOf(value, min, max),
      to: shareOf(steps[index + 1]?.value ?? Number.POSITIVE_INFINITY, min, max),
    }))
    .filter(({ from, to }) => from < to)
}
