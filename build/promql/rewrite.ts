import { type Expr, openWindow, type Selector, type Subquery } from './tree.ts'
import { mapChildren, mapSelectors, walk } from './walk.ts'

/** A copy of `expr` with every open window closed, those of subqueries too. */
export function closeWindow(expr: Expr, window: string): Expr {
  const closed = mapChildren(expr, (child) => closeWindow(child, window))
  return isOpenItself(closed) ? { ...closed, range: window } : closed
}

const isOpenItself = (expr: Expr): expr is Selector | Subquery =>
  (expr.is === 'selector' || expr.is === 'subquery') && expr.range === openWindow

/** Whether a window is left open somewhere in `expr`. */
export const isOpen = (expr: Expr): boolean => [...walk(expr)].some(isOpenItself)

/** A copy of `expr` that looks `ago` into the past. */
export const shiftBy = (expr: Expr, ago: string): Expr =>
  mapSelectors(expr, (selector) => ({ ...selector, offset: ago }))

/** A copy of `expr` that reads no recording rule by itself. */
export const keptRaw = (expr: Expr): Expr => mapSelectors(expr, (selector) => ({ ...selector, raw: true }))

const found = new WeakMap<Expr, readonly Selector[]>()

/** Every selector in `expr`, from left to right; a tree never changes, so they are looked for once. */
export function selectors(expr: Expr): readonly Selector[] {
  const known = found.get(expr)
  if (known !== undefined) return known
  const all = [...walk(expr)].filter((node): node is Selector => node.is === 'selector')
  found.set(expr, all)
  return all
}
