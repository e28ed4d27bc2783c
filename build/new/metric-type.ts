import type { Unit } from '../language/units.ts'
import { unitOf } from '../language/units.ts'
import { nearest } from '../nearest.ts'
import { type Request, refused } from './request.ts'

/** The words of the language that declare a metric whose name follows the conventions. */
export const declarers = ['counter', 'gauge', 'histogram', 'info', 'timestamp', 'state'] as const
export type Declarer = (typeof declarers)[number]

/** The type that is asked for, or that the name announces. Throws `Refused` where the two contradict each other. */
export function typeOf({ name, type }: Request): Declarer {
  const announced = announcedBy(name)
  const chosen = type === undefined ? announced : declarers.find((each) => each === type)
  if (chosen === undefined) {
    const meant = nearest(type ?? '', declarers)
    throw refused(
      name,
      `There is no type of metric ${type}${meant === undefined ? '.' : `; did you mean ${meant}?`}`,
      `Types: ${declarers.join(', ')}.`,
    )
  }
  const ending = endings[chosen]
  if (ending !== undefined && !name.endsWith(ending))
    throw refused(
      name,
      `The name of a ${chosen} ends in ${ending}.`,
      `Name it ${name}${ending}, or choose another --type.`,
    )
  if (chosen !== 'counter' && name.endsWith('_total'))
    throw refused(
      name,
      `A name that ends in _total is a counter's, and not a ${chosen}'s.`,
      'Leave --type or _total out.',
    )
  return chosen
}

const endings: Readonly<Partial<Record<Declarer, string>>> = { counter: '_total', info: '_info', timestamp: '_seconds' }

function announcedBy(name: string): Declarer {
  if (name.endsWith('_total')) return 'counter'
  if (name.endsWith('_info')) return 'info'
  if (/_(?:time|timestamp)_seconds$/.test(name)) return 'timestamp'
  if (name.endsWith('_seconds')) return 'histogram'
  return /(?:^|_)(?:up|success|successful)$/.test(name) ? 'state' : 'gauge'
}

/** Bucket edges to begin with, and the numbers that they stand for. */
export function bucketsOf(name: string): readonly (string | number)[] {
  return buckets[unitOf(name) as 'seconds' | 'bytes' | 'ratio' | 'count'] satisfies readonly (string | number)[]
}

const buckets = {
  seconds: ['10ms', '50ms', '100ms', '500ms', '1s', '5s', '10s', '1m'],
  bytes: ['1KiB', '10KiB', '100KiB', '1MiB', '10MiB', '100MiB', '1GiB'],
  ratio: ['10%', '25%', '50%', '75%', '90%', '100%'],
  count: [1, 2, 5, 10, 20, 50, 100],
} as const satisfies Partial<Record<Unit, readonly (string | number)[]>>
