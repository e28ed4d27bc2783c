import { useState } from 'react'

/**
 * `after`, made of the parts of `before` that say the same: what did not change stays the same object, so that nothing
 * is drawn or asked anew for it. Things with an `id` are compared with those of the same id, wherever they stand.
 */
export function keep<T>(before: unknown, after: T): T {
  if (Object.is(before, after)) return after
  if (Array.isArray(before) && Array.isArray(after)) {
    const next = after.map((each, at) => keep(sameThing(before, each, at), each))
    return (isSame(before, next) ? before : next) as T
  }
  if (isRecord(before) && isRecord(after)) {
    const next = Object.fromEntries(Object.entries(after).map(([key, value]) => [key, keep(before[key], value)]))
    return (isSame(Object.entries(before).flat(), Object.entries(next).flat()) ? before : next) as T
  }
  return after
}

/** The value of the last time while it says the same. */
export function useKept<T>(value: T): T {
  const [kept, setKept] = useState(value)
  const next = keep(kept, value)
  if (!Object.is(next, kept)) setKept(next)
  return next
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype

const isSame = (before: readonly unknown[], after: readonly unknown[]): boolean =>
  before.length === after.length && before.every((each, at) => Object.is(each, after[at]))

const sameThing = (before: readonly unknown[], thing: unknown, at: number): unknown =>
  isRecord(thing) && thing.id !== undefined ? before.find((each) => isRecord(each) && each.id === thing.id) : before[at]
