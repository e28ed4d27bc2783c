import type { Detail } from '../../diff/change.ts'
import { short } from '../../diff/words.ts'
import { runsOf } from './runs.ts'

/** More lines of one detail, or letters of one line, than this are for nobody. */
const mostLines = 30
const longestLine = 240

/** A piece of a line, and what became of it. */
export interface Piece {
  readonly is: 'same' | 'removed' | 'added'
  readonly text: string
}

/** How a piece of a detail is marked. */
export type Mark = (is: Piece['is'], text: string) => string

/** The lines of a detail, marked. */
export const linesOf = (detail: Detail, mark: Mark): readonly string[] =>
  piecesOf(detail).map((line) => line.map(({ is, text }) => mark(is, text)).join(''))

/** The lines of a detail. Of a long query only those that changed, with dots for the others. */
export const piecesOf = (detail: Detail): readonly (readonly Piece[])[] =>
  detail.kind === 'query' ? queryLines(detail) : plainLines(detail)

function queryLines({ tokens }: Extract<Detail, { kind: 'query' }>): readonly (readonly Piece[])[] {
  const lines: { pieces: Piece[]; length: number; isChanged: boolean }[] = []
  const start = () => {
    const line = { pieces: [], length: 0, isChanged: false }
    lines.push(line)
    return line
  }
  let line: (typeof lines)[number] = start()
  for (const { is, text, space } of runsOf(tokens)) {
    for (const [at, piece] of `${space}${text}`.split('\n').entries()) {
      if (at > 0) line = start()
      if (piece === '' || line.length > longestLine) continue
      const [, blank = '', rest = ''] = /^(\s*)(.*)$/s.exec(short(piece, longestLine)) ?? []
      if (blank !== '') line.pieces.push({ is: 'same', text: blank })
      if (rest !== '') line.pieces.push({ is, text: rest })
      line.length += piece.length
      line.isChanged ||= is !== 'same' && rest !== ''
    }
  }
  const written = lines.filter(({ pieces }) => pieces.some(({ text }) => text.trim() !== ''))
  if (written.length <= mostLines / 2) return written.map(({ pieces }) => pieces)
  const told = written.flatMap(({ pieces, isChanged }, at) =>
    isChanged ? [pieces] : written[at - 1]?.isChanged === false ? [] : [[{ is: 'same' as const, text: '…' }]],
  )
  return cut(told)
}

function plainLines({ removed, added }: Extract<Detail, { kind: 'lines' }>): readonly (readonly Piece[])[] {
  const marked = (is: 'removed' | 'added', lines: readonly string[]): readonly (readonly Piece[])[] =>
    lines
      .filter((line) => line.trim() !== '')
      .map((line) => [{ is, text: `${is === 'added' ? '+' : '-'} ${short(line, longestLine)}` }])
  return [...cut(marked('removed', removed)), ...cut(marked('added', added))]
}

const cut = (lines: readonly (readonly Piece[])[]): readonly (readonly Piece[])[] =>
  lines.length <= mostLines
    ? lines
    : [...lines.slice(0, mostLines), [{ is: 'same', text: `… and ${lines.length - mostLines} more lines` }]]
