import { stable } from '../../../diff/compare/fields.ts'
import { isDuration, parseDuration } from '../../../promql/duration.ts'

/** What a server prints in the place of a secret. */
const masked = '<secret>'

/** Whether two values of a configuration mean the same: `60s` is `1m`, and a masked secret is any. */
export function isSame(running: unknown, generated: unknown): boolean {
  if (running === masked) return true
  const [a, b] = [running, generated].map((value) =>
    typeof value === 'string' && isDuration(value) ? parseDuration(value) : value,
  )
  return stable(a) === stable(b)
}

/** A value in a sentence. */
export const shown = (value: unknown): string =>
  value === undefined ? 'not set' : typeof value === 'string' ? value : JSON.stringify(value)
