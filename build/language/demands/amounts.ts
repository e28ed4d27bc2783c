import { isDuration, parseDuration } from '../../promql/duration.ts'
import { PromqlError } from '../../promql/error.ts'
import { amountPattern, type Unit } from '../units.ts'
import { type Demand, due } from './demand.ts'
import { listed } from './shown.ts'

const examples: Readonly<Record<Unit, string>> = {
  seconds: "500ms, 30s, 5m, 2h or 1d, as a text: '5m'",
  bytes: "512B, 64KiB, 100MiB, 2GiB or 1TiB, as a text: '100MiB'",
  ratio: "a share, as a text: '5%'",
  count: 'a number: 20',
  'count/s': "a text: '10/s'",
  'bytes/s': "a text: '2MiB/s'",
  state: '0 or 1',
}

const nouns: Readonly<Record<Unit, string>> = {
  seconds: 'a time',
  bytes: 'a size',
  ratio: 'a share',
  count: 'a number',
  'count/s': 'a rate',
  'bytes/s': 'a rate of bytes',
  state: '0 or 1',
}

/** An amount of a unit, as an author writes it; `read`: what of it has to be one. */
export const amountOf = (unit: Unit, read = (value: unknown): unknown => value): Demand =>
  due(nouns[unit], (value) => isAmount(unit, read(value)), `Write it as ${examples[unit]}.`)

export function isAmount(unit: Unit, value: unknown): boolean {
  if (unit === 'count') return typeof value === 'number' && Number.isFinite(value)
  if (unit === 'state') return value === 0 || value === 1
  return typeof value === 'string' && amountPattern[unit].test(value)
}

/** A threshold: an amount of the query's unit, below zero too, and where it is a quantile, one of the edges that it is exact at. */
export const thresholdOf = (unit: Unit, edges: readonly unknown[] | undefined): Demand => {
  const amount = amountOf(unit, (value) => (typeof value === 'string' ? value.replace(/^-/, '') : value))
  if (edges === undefined) return amount
  return {
    due: 'the edge of a bucket',
    faults: (value, name) =>
      edges.includes(value)
        ? []
        : isAmount(unit, value)
          ? due(
              'the edge of a bucket, and not the last',
              () => false,
              `A quantile is exact at ${listed(edges.map(String))}.`,
            ).faults(value, name)
          : amount.faults(value, name),
  }
}

/** One of a histogram's edges, as they are declared. */
export const edgeOf = (buckets: readonly unknown[]): Demand =>
  due('the edge of a bucket', (value) => buckets.includes(value), `There is ${listed(buckets.map(String), 'and')}.`)

export const aTime: Demand = amountOf('seconds')

/** A time as Prometheus writes it, and no longer than it can count. */
export const aWindow: Demand = due(
  'a time such as 5m, 3d or 1h30m',
  (value) => typeof value === 'string' && isDuration(value) && isCounted(value),
  "Write whole numbers, the longest first, as a text: '5m', '3d', '1h30m'.",
)

function isCounted(duration: string): boolean {
  try {
    return parseDuration(duration) > 0
  } catch (error) {
    if (error instanceof PromqlError) return false
    throw error
  }
}
