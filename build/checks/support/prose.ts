import type { Excerpt } from '../../findings/diagnostic.ts'

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 }
const words: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  five: 5,
  ten: 10,
  fifteen: 15,
  thirty: 30,
}
const phrase =
  /\b(for (?:the )?)?(?:last|past|previous)\s+(?:(\d+|a|an|one|two|three|five|ten|fifteen|thirty)[\s-]*)?(s|m|h|d|w|sec|secs|seconds?|mins?|minutes?|hrs?|hours?|days?|weeks?)\b/gi

/** A time that a text speaks of: `the last 10 minutes`. */
export interface Mention {
  readonly seconds: number
  /** Whether it may be the time that an alert waits. */
  readonly wait: boolean
  readonly excerpt: Excerpt
}

/** Every time back from now that a text speaks of. */
export function mentioned(text: string): readonly Mention[] {
  // Of the time that a reader chooses a text may speak by example.
  if (/\btime range\b/i.test(text)) return []
  return [...text.matchAll(phrase)].flatMap((found) => {
    const [whole, wait, count, unit = ''] = found
    const number = count === undefined ? 1 : (words[count.toLowerCase()] ?? Number(count))
    // "The last s" is no time.
    if (count === undefined && unit.length === 1) return []
    const seconds = number * (units[unit.charAt(0).toLowerCase()] ?? 0)
    return [{ seconds, wait: wait !== undefined, excerpt: { text, from: found.index, to: found.index + whole.length } }]
  })
}
