import { parseDuration } from '../../promql/duration.ts'
import { hasMacro } from '../../promql/macros.ts'
import { printLine } from '../../promql/print.ts'
import type { Binary, Expr } from '../../promql/tree.ts'
import { isComparison } from '../../promql/types/binary.ts'
import { children, mapChildren } from '../../promql/walk.ts'

/** How two queries differ, where it can be said in a few words. */
export type Difference =
  | {
      readonly is: 'threshold'
      readonly from: number
      readonly to: number
      /** What is compared with it. */
      readonly compared: Expr
      /** Whether the condition holds less often now; `undefined` where that cannot be told. */
      readonly isStricter: boolean | undefined
    }
  | { readonly is: 'window'; readonly from: string; readonly to: string; readonly isLonger: boolean | undefined }
  | { readonly is: 'other' }

/** The one thing in which two different queries differ: `other` for anything but one threshold or one window. */
export function difference(before: Expr, after: Expr): Difference {
  const found = [...visit(before, after, 1)]
  const [first = other] = found
  return found.every((each) => told(each) === told(first)) ? first : other
}

const other: Difference = { is: 'other' }
const told = (each: Difference): string => (each.is === 'other' ? 'other' : `${each.is} ${each.from} ${each.to}`)

/** 1: the more often this holds, the more often the whole does; -1: the less often; 0: not known. */
type Sense = 1 | -1 | 0

const hole: Expr = { is: 'string', value: '' }
const shape = (expr: Expr): string => JSON.stringify(mapChildren(expr, () => hole))

function* visit(before: Expr, after: Expr, sense: Sense): Generator<Difference, void> {
  if (printLine(before) === printLine(after)) return
  if (before.is === 'selector' || before.is === 'subquery') {
    if ((after.is !== 'selector' && after.is !== 'subquery') || before.range === undefined) return yield other
    if (after.range !== undefined && before.range !== after.range) {
      if (shape({ ...before, range: after.range }) !== shape(after)) return yield other
      yield { is: 'window', from: before.range, to: after.range, isLonger: longer(before.range, after.range) }
    } else if (shape(before) !== shape(after)) return yield other
  } else if (shape(before) !== shape(after) || children(before).length === 0) return yield other
  if (before.is === 'binary' && after.is === 'binary') return yield* binary(before, after, sense)
  const inside = children(after)
  for (const [at, child] of children(before).entries()) yield* visit(child, inside[at] ?? child, 0)
}

function* binary(before: Binary, after: Binary, sense: Sense): Generator<Difference, void> {
  if (isComparison(before.op)) {
    for (const [number, compared] of [['right', 'left'] as const, ['left', 'right'] as const]) {
      const [from, to] = [before[number], after[number]]
      if (from.is !== 'number' || to.is !== 'number' || from.value === to.value) continue
      const up = before.op.startsWith('>') === (number === 'right') ? 1 : -1
      const direction =
        before.bool || (/[=!]=/.test(before.op.slice(0, 2)) && !/^[<>]/.test(before.op)) ? 0 : sense * up
      const isStricter = direction === 0 ? undefined : to.value > from.value === direction > 0
      yield { is: 'threshold', from: from.value, to: to.value, compared: after[compared], isStricter }
      return yield* visit(before[compared], after[compared], 0)
    }
  }
  const isSet = before.op === 'and' || before.op === 'or' || before.op === 'unless'
  const inner: Sense = isSet ? sense : 0
  yield* visit(before.left, after.left, inner)
  yield* visit(before.right, after.right, before.op === 'unless' ? (-inner as Sense) : inner)
}

const longer = (from: string, to: string): boolean | undefined =>
  hasMacro(from) || hasMacro(to) ? undefined : parseDuration(to) > parseDuration(from)
