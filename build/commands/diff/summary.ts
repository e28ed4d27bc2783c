import { type Change, weights } from '../../diff/change.ts'
import { counted } from '../../findings/summary.ts'
import { headings } from './headings.ts'
import type { Comparison } from './report.ts'

/** `3 differences from out/ at HEAD to the definitions: 2 of alerting behaviour, 1 of appearance`. */
export function summaryOf({ before, after, changes }: Comparison): string {
  const sides = `from ${before} to ${after}`
  if (changes.length === 0) return `No difference in meaning ${sides}.`
  return `${counted(changes.length, 'difference')} ${sides}: ${countsOf(changes)}.`
}

/** `2 of alerting behaviour, 1 of appearance`. */
export const countsOf = (changes: readonly Change[]): string =>
  weights
    .map((weight) => [changes.filter((each) => each.weight === weight).length, headings[weight].toLowerCase()] as const)
    .filter(([count]) => count > 0)
    .map(([count, heading]) => `${count} of ${heading}`)
    .join(', ')
