import type { Token } from '../../diff/promql/tokens.ts'

/** Neighbouring tokens with one fate, as one text with the blanks before it. */
export type Run = Token

/** A compared query in as few pieces as possible; where one text takes another's place, no blank stands between them. */
export function runsOf(tokens: readonly Token[]): readonly Run[] {
  const runs: Run[] = []
  for (const token of tokens) {
    const last = runs.at(-1)
    if (last?.is === token.is) runs[runs.length - 1] = { ...last, text: last.text + blank(token) + token.text }
    else runs.push(token.is === 'added' && last?.is === 'removed' ? { ...token, space: '' } : token)
  }
  return runs
}

/** What is gone stands on one line, wherever its line breaks were. */
const blank = ({ is, space }: Token): string => (is === 'removed' && space !== '' ? ' ' : space)
