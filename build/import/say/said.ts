import { canonical } from '../../diff/promql/canonical.ts'
import { Refused } from '../../findings/problem.ts'
import * as words from '../../index.ts'
import { exprOf, type Operand } from '../../language/plain.ts'
import { isDuration } from '../../promql/duration.ts'
import { print } from '../../promql/print.ts'
import { closeWindow, isOpen, selectors, shiftBy } from '../../promql/rewrite.ts'
import { isSameMatcher } from '../../promql/same-matcher.ts'
import { type Expr, type Matcher, openWindow } from '../../promql/tree.ts'
import { type Code, call, method, quoted } from '../code.ts'

/** A metric of the catalog as a definition names it. */
export interface Handle {
  readonly code: string
  readonly metric: Exclude<Operand, number>
}

/** What a query may name. */
export interface Scope {
  /** The handle of the series of a name, of several the one that these matchers ask; `undefined` where the catalog has none. */
  readonly handle: (series: string, matchers?: readonly Matcher[]) => Handle | undefined
}

/** A part of a query in the words of the language, its windows and offset still to be said. */
export interface Said {
  readonly code: Code
  /** What the code makes, made by the same words. */
  readonly value: Operand
  /** The window of its range selectors, where it has some. */
  readonly window: string | undefined
  readonly offset: string | undefined
  /** Whether it needs words that say PromQL's operators and functions as they are. */
  readonly isPlain: boolean
}

/** What is asked besides that which a metric asks by itself: its jobs. */
export const besides = ({ metric }: Handle, matchers: readonly Matcher[]): readonly Matcher[] => {
  const own = 'matchers' in metric ? metric.matchers : []
  return matchers.filter((matcher) => !own.some((each) => isSameMatcher(each, matcher)))
}

type Word = (...args: never[]) => unknown
const makers = words as unknown as Readonly<Record<string, Word>>

/** A call of a word on parts that have the same window and offset, or are closed before; `undefined` where the word refuses. */
export function using(word: string, parts: readonly (Said | Given)[], isPlain = false): Said | undefined {
  const saids = parts.filter(isSaid)
  const even = evened(saids)
  if (even === undefined) return undefined
  let at = 0
  const all = parts.map((part): Said | Given => (isSaid(part) ? (even.parts[at++] ?? part) : part))
  const value = made(() => makers[word]?.(...(all.map(({ value: each }) => each) as never[])))
  if (value === undefined) return undefined
  return {
    code: call(word, ...all.map(({ code }) => code)),
    value,
    window: even.window,
    offset: even.offset,
    isPlain: isPlain || saids.some((said) => said.isPlain),
  }
}

/** The same with a method of the first part. */
export function calling(on: Said, name: string, parts: readonly (Said | Given)[] = []): Said | undefined {
  const even = evened([on, ...parts.filter(isSaid)])
  if (even === undefined) return undefined
  const [first = on, ...others] = even.parts
  let at = 0
  const all = parts.map((part): Said | Given => (isSaid(part) ? (others[at++] ?? part) : part))
  const value = made(() => {
    const maker = (first.value as unknown as Readonly<Record<string, Word>>)[name]
    return typeof maker === 'function'
      ? maker.apply(first.value, all.map(({ value: each }) => each) as never)
      : undefined
  })
  if (value === undefined) return undefined
  return {
    code: method(first.code, name, ...all.map(({ code }) => code)),
    value,
    window: even.window,
    offset: even.offset,
    isPlain: on.isPlain || parts.some((part) => isSaid(part) && part.isPlain),
  }
}

/** An argument that is no part of the query. */
export interface Given {
  readonly code: Code
  readonly value: unknown
}

const isSaid = (part: Said | Given): part is Said => 'isPlain' in part

/** What a word makes; `undefined` where it refuses its arguments. */
function made(make: () => unknown): Operand | undefined {
  try {
    return make() as Operand | undefined
  } catch (error) {
    if (error instanceof Refused || error instanceof RangeError) return undefined
    throw error
  }
}

/** Parts with one window and offset for all, or each with its own chosen; `undefined` where an offset cannot be said. */
function evened(
  parts: readonly Said[],
):
  | { readonly parts: readonly Said[]; readonly window: string | undefined; readonly offset: string | undefined }
  | undefined {
  const reading = parts.filter(({ value }) => typeof value !== 'number' && selectors(exprOf(value)).length > 0)
  const offsets = new Set(reading.map(({ offset }) => offset))
  const offset = offsets.size === 1 ? [...offsets][0] : undefined
  const shifted = offsets.size > 1 ? parts.map(shift) : parts
  if (shifted.some((part) => part === undefined)) return undefined
  const even = shifted as readonly Said[]
  const windows = new Set(even.flatMap(({ window }) => (window === undefined ? [] : [window])))
  if (windows.size <= 1) return { parts: even, window: [...windows][0], offset }
  // A later .over() must not reach windows that are chosen already, nor choose one that stays open.
  const isOpenLeft = windows.has(openWindow)
  const closed = even.map((part) => (part.window === openWindow ? part : close(part)))
  if (closed.some((part) => part === undefined)) return undefined
  return { parts: closed as readonly Said[], window: isOpenLeft ? openWindow : undefined, offset }
}

/** The offset said. */
function shift(said: Said): Said | undefined {
  if (said.offset === undefined) return said
  if (!isDuration(said.offset)) return undefined
  const shifted = calling({ ...said, offset: undefined }, 'offset', [{ code: quoted(said.offset), value: said.offset }])
  return shifted
}

/** The window said, unless it is the one that Grafana chooses. */
export function close(said: Said): Said | undefined {
  const { window } = said
  if (window === undefined || window === openWindow) return said
  const open = { ...said, window: undefined }
  const closed = isDuration(window)
    ? calling(open, 'over', [{ code: quoted(window), value: window }])
    : using('within', [open, { code: quoted(window), value: window }], true)
  return closed && { ...closed, window: undefined }
}

/** A part with its window and offset said: a whole query. */
export function whole(said: Said): Said | undefined {
  const shifted = shift(said)
  return shifted && close(shifted)
}

/** Whether a part, its window and offset put in, asks what the text of the original asks. */
export function saysTheSame({ value, window, offset }: Said, original: Expr): boolean {
  const shifted = offset === undefined ? exprOf(value) : shiftBy(exprOf(value), offset)
  const closed = window === undefined || window === openWindow ? shifted : closeWindow(shifted, window)
  if (window === undefined && isOpen(shifted)) return false
  return canonical(print(closed)).text === canonical(print(original)).text
}
