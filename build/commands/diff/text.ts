import { weights } from '../../diff/change.ts'
import { grouped } from '../../diff/match/pair.ts'
import { short } from '../../diff/words.ts'
import { printable } from '../../findings/printable.ts'
import { styled } from '../../findings/styled.ts'
import { headings } from './headings.ts'
import { linesOf, type Mark } from './lines.ts'
import type { Format } from './report.ts'
import { summaryOf } from './summary.ts'

/** As people read it on a terminal: by weight, then by what it belongs to, and one line of counts. */
export const text: Format = (comparison, { colours }) => {
  const mark = colours ? coloured : plain
  const paint = (style: 'bold' | 'cyan', words: string): string => (colours ? styled(style, words) : words)
  const sections = weights.flatMap((weight) => {
    const changes = comparison.changes.filter((each) => each.weight === weight)
    if (changes.length === 0) return []
    const parts = [...grouped(changes, ({ part }) => part)].flatMap(([part, these]) => [
      `  ${paint('cyan', printable(part))}`,
      ...these.flatMap(({ what, detail }) => [
        `    ${printable(short(what, longest))}`,
        ...(detail === undefined ? [] : linesOf(detail, mark).map((line) => `        ${line}`)),
      ]),
    ])
    return [[paint('bold', headings[weight]), ...parts].join('\n')]
  })
  return [...sections, summaryOf(comparison)].join('\n\n')
}

const longest = 400

const plain: Mark = (is, words) => {
  const told = printable(words)
  if (is === 'same' || /^[-+] /.test(told)) return told
  return is === 'removed' ? `[-${told}-]` : `{+${told}+}`
}

const coloured: Mark = (is, words) =>
  is === 'same' ? printable(words) : styled(is === 'removed' ? ['red', 'strikethrough'] : 'green', printable(words))
