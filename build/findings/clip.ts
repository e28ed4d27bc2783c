import type { Diagnostic, Excerpt } from './diagnostic.ts'

/** Longer lines are cut around the culprit: a dashboard's query may be one line of thousands of letters. */
const widest = 160
const longestSentence = 400

/** The diagnostic as a terminal can show it: one line of its text around the culprit, and sentences that end. */
export function clip(diagnostic: Diagnostic): Diagnostic {
  const { excerpt } = diagnostic
  const what = shorten(diagnostic.what)
  const next = shorten(diagnostic.next)
  return excerpt === undefined
    ? { ...diagnostic, what, next }
    : { ...diagnostic, what, next, excerpt: clipExcerpt(excerpt) }
}

/** One sentence, cut in its middle when it names something endless. */
export const shorten = (sentence: string): string =>
  sentence.length <= longestSentence
    ? sentence
    : `${sentence.slice(0, longestSentence / 2)} … ${sentence.slice(-longestSentence / 2)}`

function clipExcerpt({ text, from, to }: Excerpt): Excerpt {
  const start = text.lastIndexOf('\n', from - 1) + 1
  const end = text.indexOf('\n', from) === -1 ? text.length : text.indexOf('\n', from)
  if (end - start <= widest) return { text, from, to }
  const begin = Math.max(start, Math.min(from - widest / 4, end - widest))
  const line = text.slice(begin, begin + widest)
  const [before, after] = [begin > start ? '… ' : '', begin + widest < end ? ' …' : '']
  const at = from - begin + before.length
  return { text: before + line + after, from: at, to: Math.min(at + to - from, before.length + line.length) }
}
