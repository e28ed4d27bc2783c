import { below, objectsBelow } from '../../documents/values.ts'
import type { Panel } from '../../documents/views.ts'
import { type Measure, nameOf, same } from '../../promql/infer/unit.ts'
import type { Value } from '../../promql/infer/value.ts'

/** What a value certainly measures. */
export interface Measured extends Measure {
  /** A gauge without a unit in its name is a number of something, or a share of it. */
  readonly mayBeShare: boolean
}

/** What a value certainly measures; `undefined` where that is not known, and for yes and no. */
export function measuredBy({ unit, kind }: Value): Measured | undefined {
  if (unit === undefined || unit === 'any' || ['state', 'info', 'unknown', 'number'].includes(kind)) return undefined
  return { ...unit, mayBeShare: nameOf(unit) === 'count' && kind === 'gauge' }
}

/** Whether a value can measure what a unit says, at whatever scale. */
export const agrees = (measured: Measured, unit: Measure): boolean =>
  same(measured, unit) || (measured.mayBeShare && unit.seconds === 0 && unit.bytes === 0 && unit.count === 0)

/** Whether a panel shows all its series in its own unit: it has no overrides, no second axis, and no columns or buckets. */
export function hasOneUnit({ type, json }: Panel): boolean {
  const overrides = below(json, 'fieldConfig', 'overrides')
  const others = objectsBelow(json, 'seriesOverrides').some(({ yaxis }) => yaxis === 2)
  const hasOverrides = (Array.isArray(overrides) && overrides.length > 0) || others
  return !hasOverrides && type !== 'table' && type !== 'heatmap'
}

/** A unit in words: `a share from 0 to 1`. */
export function inWords(unit: Measure): string {
  const name = nameOf(unit)
  return name === undefined ? 'another unit' : (words[name] ?? name)
}

const words: Readonly<Record<string, string>> = {
  count: 'a number',
  ratio: 'a share from 0 to 1',
  'count/s': 'a number per second',
  'bytes/s': 'bytes per second',
  'bits/s': 'bits per second',
}
