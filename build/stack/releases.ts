import { own } from '../own.ts'
import type { ReleaseSet, Stack } from './schema.ts'

/** The releases that this stack is built for. */
export function releasesOf({ releases, versions }: Stack): ReleaseSet {
  const chosen = Object.hasOwn(releases, versions) ? releases[versions] : undefined
  if (chosen === undefined) throw new RangeError(`there is no release set ${versions}`)
  return chosen
}

/** The version of what the settings call by this key; `null` where it is not run. */
export const releaseOf = (stack: Stack, key: string): string | null => own(releasesOf(stack), key) ?? null

/** `3.14` of 3.14.0. */
export const minorOf = (version: string): string => version.split('.').slice(0, 2).join('.')

/** Whether version `a` is older than `b`; both are three numbers with dots. */
export function isBefore(a: string, b: string): boolean {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number))
  for (const at of [0, 1, 2]) {
    const difference = (left?.[at] ?? 0) - (right?.[at] ?? 0)
    if (difference !== 0) return difference < 0
  }
  return false
}
