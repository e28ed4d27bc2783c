import { type Diagnostic, type Excerpt, placeText } from './diagnostic.ts'
import { printable, printableInPlace } from './printable.ts'
import type { Problem } from './problem.ts'

/** How a part of a diagnostic looks; without a terminal every part is plain. */
export type Paint = (part: 'error' | 'warning' | 'check' | 'caret', text: string) => string

const plain: Paint = (_, text) => text

/**
 * A diagnostic as people read it: its weight, its check and its place; the line at fault with a caret under the
 * culprit; what is wrong; what to do next.
 */
export function render(diagnostic: Diagnostic, paint: Paint = plain): string {
  const { severity, check, place, what, next, owner, excerpt } = diagnostic
  const whose = owner === undefined ? '' : `   (${printable(owner)})`
  return [
    `${paint(severity, severity)}  ${paint('check', check)}   ${printable(placeText(place))}${whose}`,
    ...(excerpt === undefined ? [] : pointed(excerpt, paint)),
    `  ${what}`,
    `  ${next}`,
  ].join('\n')
}

/** A diagnostic that stands in the way. */
export function problemOf(diagnostic: Diagnostic): Problem {
  const { place, what, next } = diagnostic
  return { where: printable(placeText(place)), what, next, rendered: render(diagnostic) }
}

/** The line on which the culprit begins, and carets under as much of it as stands on that line. */
function pointed({ text, from, to }: Excerpt, paint: Paint): readonly string[] {
  const start = text.lastIndexOf('\n', from - 1) + 1
  const end = text.indexOf('\n', from)
  const line = printableInPlace(text.slice(start, end === -1 ? text.length : end))
  const indent = line.length - line.trimStart().length
  const width = Math.max(1, Math.min(to - start, line.length) - (from - start))
  return [
    `  ${line.slice(indent)}`,
    `  ${' '.repeat(Math.max(0, from - start - indent))}${paint('caret', '^'.repeat(width))}`,
  ]
}
