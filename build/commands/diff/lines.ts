import type { Detail } from '../../diff/change.ts'
import { short } from '../../diff/words.ts'
import { runsOf } from './runs.ts'

/** More lines of one detail, or letters of one line, than this are for nobody. */
const mostLines = 30
const longestLine = 240

/** How a piece of a detail is marked. */
export type Mark = (is: 'same' | 'removed' | 'added', text: string) => string

/** The lines of a detail. Of a long query only those that changed, with dots for the others. */
export function linesOf(detail: Detail, mark: Mark): readonly string[] {
  return detail.kind === 'query' ? queryLines(detail, mark) : plainLines(detail, mark)
}

function queryLines({ tokens }: Extract<Detail, { kind: 'query' }>, mark: Mark): readonly string[] {
  const lines: { text: string; length: number; isChanged: boolean }[] = []
  const start = () => {
    const line = { text: '', length: 0, isChanged: false }
    lines.push(line)
    return line
  }
  let line = start()
  for (const { is, text, space } of runsOf(tokens)) {
    for (const [at, piece] of `${space}${text}`.split('\n').entries()) {
      if (at > 0) line = start()
      if (piece === '' || line.length > longestLine) continue
      const [, blank = '', rest = ''] = /^(\s*)(.*)$/s.exec(short(piece, longestLine)) ?? []
      line.text += blank + (rest === '' ? '' : mark(is, rest))
      line.length += piece.length
      line.isChanged ||= is !== 'same' && rest !== ''
    }
  }
  const written = lines.filter(({ text }) => text.trim() !== '')
  if (written.length <= mostLines / 2) return written.map(({ text }) => text)
  const told = written.flatMap(({ text, isChanged }, at) =>
    isChanged ? [text] : written[at - 1]?.isChanged === false ? [] : ['…'],
  )
  return cut(told)
}

function plainLines({ removed, added }: Extract<Detail, { kind: 'lines' }>, mark: Mark): readonly string[] {
  const marked = (is: 'removed' | 'added', lines: readonly string[]): readonly string[] =>
    lines
      .filter((line) => line.trim() !== '')
      .map((line) => mark(is, `${is === 'added' ? '+' : '-'} ${short(line, longestLine)}`))
  return [...cut(marked('removed', removed)), ...cut(marked('added', added))]
}

const cut = (lines: readonly string[]): readonly string[] =>
  lines.length <= mostLines ? lines : [...lines.slice(0, mostLines), `… and ${lines.length - mostLines} more lines`]
