import type { Span } from '../error.ts'

/** Why Prometheus would refuse an expression. `from` and `to` mark the culprit when the expression was parsed. */
export interface Finding extends Partial<Span> {
  /** In Prometheus' own words. */
  readonly message: string
  /** What to do about it, as a sentence. */
  readonly hint?: string
}

export interface TypeOptions {
  /** The version of Prometheus that will read the expression, such as `2.42` or `3.14.0`; without it, any. */
  readonly version?: string
  /** Whether the server runs with `--enable-feature=promql-experimental-functions`. */
  readonly experimental?: boolean
}

/** Whether version `a` is older than `b`; parts that are not written count as 0. */
export function isOlder(a: string, b: string): boolean {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number))
  for (const at of [0, 1, 2]) {
    const difference = (left?.[at] ?? 0) - (right?.[at] ?? 0)
    if (difference !== 0) return difference < 0
  }
  return false
}
