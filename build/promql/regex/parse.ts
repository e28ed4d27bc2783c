import { bracket, escaped, itself } from './classes.ts'
import { Text } from './text.ts'
import type { Edge, Flags, Node } from './tree.ts'

/** A regular expression, and the names of its groups, which are counted from 1. */
export interface Parsed {
  readonly root: Node
  readonly groups: readonly (string | undefined)[]
}

/** Go's limits for nesting and for repetitions inside repetitions. */
const most = 1000

interface Atom {
  readonly node: Node
  /** How often its innermost part is repeated in all. */
  readonly repeats: number
}

/** Reads RE2 syntax as Go does. Throws a `SyntaxError` in RE2's words. */
export function parse(pattern: string): Parsed {
  const text = new Text(pattern)
  const groups: (string | undefined)[] = [undefined]
  // Prometheus lets the dot match line breaks.
  let flags: Flags = { i: false, m: false, s: true, U: false }

  function alternation(depth: number): Atom {
    if (depth > most) throw new SyntaxError(`expression nests too deeply: \`${pattern}\``)
    const choices: Node[] = []
    let parts: Node[] = []
    let repeats = 1
    let last: Atom | undefined
    let repetition: string | undefined
    const push = (atom: Atom | undefined) => {
      if (last) {
        parts.push(last.node)
        repeats = Math.max(repeats, last.repeats)
      }
      last = atom
    }
    while (!text.done) {
      const next = text.peek
      if (next === ')') {
        if (depth > 0) break
        throw new SyntaxError(`unexpected ): \`${pattern}\``)
      }
      const times = repetitionAt(text)
      if (times) {
        if (!last) throw new SyntaxError(`missing argument to repetition operator: \`${times.written}\``)
        if (repetition !== undefined) {
          throw new SyntaxError(`invalid nested repetition operator: \`${repetition}${times.written}\``)
        }
        const product = Math.max(1, times.counted) * last.repeats
        if (product > most) throw new SyntaxError(`invalid repeat count: \`${times.written}\``)
        const { least, most: upTo, isGreedy } = times
        const node: Node = { is: 'repeat', node: last.node, least, most: upTo, isGreedy: isGreedy !== flags.U }
        last = { node, repeats: product }
        repetition = times.written
        continue
      }
      repetition = undefined
      if (next === '|') {
        text.take()
        push(undefined)
        choices.push({ is: 'sequence', parts })
        parts = []
      } else if (next === '(') {
        push(group(depth))
      } else {
        for (const node of single(text, flags)) push({ node, repeats: 1 })
      }
    }
    push(undefined)
    const ending: Node = { is: 'sequence', parts }
    return { node: choices.length === 0 ? ending : { is: 'choice', parts: [...choices, ending] }, repeats }
  }

  function group(depth: number): Atom | undefined {
    const from = text.at
    const outer = flags
    text.take()
    let index: number | undefined
    if (text.peek === '?') {
      const named = text.match(/\?P?<([^>]*)>/y)
      const flagged = named ? undefined : text.match(/\?([imsU]*(?:-[imsU]+)?)([:)])/y)
      if (named && (named[0][1] === 'P' || !/^[=!]/.test(named[1] ?? ''))) index = capture(named[1] ?? '', from)
      else if (flagged) {
        flags = changed(flags, flagged[1] ?? '')
        if (flagged[2] === ')') return undefined
      } else {
        throw new SyntaxError(`invalid or unsupported Perl syntax: \`${pattern.slice(from, from + 3)}\``)
      }
    } else {
      index = groups.push(undefined) - 1
    }
    const inner = alternation(depth + 1)
    if (text.take() !== ')') throw new SyntaxError(`missing closing ): \`${pattern}\``)
    flags = outer
    return index === undefined ? inner : { ...inner, node: { is: 'group', node: inner.node, index } }
  }

  function capture(name: string, from: number): number {
    const written = pattern.slice(from, text.at)
    if (!/^\w+$/.test(name)) throw new SyntaxError(`invalid named capture: \`${written}\``)
    if (groups.includes(name)) throw new SyntaxError(`duplicate capture group name: \`${name}\``)
    return groups.push(name) - 1
  }

  const { node } = alternation(0)
  return { root: node, groups }
}

/** `i-s` */
function changed(flags: Flags, written: string): Flags {
  const [on = '', off = ''] = written.split('-')
  const set = (letters: string, value: boolean) => Object.fromEntries([...letters].map((letter) => [letter, value]))
  return { ...flags, ...set(on, true), ...set(off, false) }
}

interface Repetition {
  readonly written: string
  readonly least: number
  readonly most: number | undefined
  readonly isGreedy: boolean
  /** What counts towards Go's limit. */
  readonly counted: number
}

function repetitionAt(text: Text): Repetition | undefined {
  const found = text.match(/(?:[*+?]|\{(\d+)(?:(,)(\d*))?\})\??/y)
  if (!found) return undefined
  const [written, least, comma, upTo] = found
  const isGreedy = !written.endsWith('?') || written === '?'
  if (least === undefined) {
    const [sign] = written
    return { written, isGreedy, least: sign === '+' ? 1 : 0, most: sign === '?' ? 1 : undefined, counted: 1 }
  }
  const min = Number(least)
  const max = comma === undefined ? min : upTo ? Number(upTo) : undefined
  if (min > most || (max !== undefined && (max > most || max < min))) {
    throw new SyntaxError(`invalid repeat count: \`${written.replace(/\?$/, '')}\``)
  }
  return { written, isGreedy, least: min, most: max, counted: max ?? min }
}

const isWord = (letter: string | undefined): boolean => letter !== undefined && /^\w$/.test(letter)
const isBetween: Edge = (text, at) => isWord(text[at - 1]) !== isWord(text[at])
const begins: Edge = (_, at) => at === 0
const ends: Edge = (text, at) => at === text.length
const edges: Readonly<Record<string, Edge>> = {
  A: begins,
  z: ends,
  b: isBetween,
  B: (text, at) => !isBetween(text, at),
}

/** What is neither a group nor repeated: several characters between `\Q` and `\E`. */
function single(text: Text, { i, m, s }: Flags): readonly Node[] {
  switch (text.peek) {
    case '[':
      return [{ is: 'one', of: bracket(text, i) }]
    case '\\':
      return behindBackslash(text, i)
    case '.':
      text.take()
      return [{ is: 'one', of: s ? () => true : (letter) => letter !== '\n' }]
    case '^':
      text.take()
      return [{ is: 'edge', at: m ? (all, at) => at === 0 || all[at - 1] === '\n' : begins }]
    case '$':
      text.take()
      return [{ is: 'edge', at: m ? (all, at) => at === all.length || all[at] === '\n' : ends }]
    default:
      return [{ is: 'one', of: itself(text.take(), i) }]
  }
}

function behindBackslash(text: Text, ignoresCase: boolean): readonly Node[] {
  const quoted = text.match(/\\Q((?:(?!\\E).)*)(?:\\E)?/sy)
  if (quoted) return [...(quoted[1] ?? '')].map((letter) => ({ is: 'one', of: itself(letter, ignoresCase) }))
  const letter = text.pattern[text.at + 1] ?? ''
  const edge = Object.hasOwn(edges, letter) ? edges[letter] : undefined
  if (edge === undefined) return [{ is: 'one', of: escaped(text, ignoresCase) }]
  text.at += 2
  return [{ is: 'edge', at: edge }]
}
