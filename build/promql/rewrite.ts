import { type Expr, openWindow, type Selector } from './tree.ts'
import { mapChildren, mapSelectors, walk } from './walk.ts'

/** A copy of `expr` with every open window closed, those of subqueries too. */
export function closeWindow(expr: Expr, window: string): Expr {
  const closed = mapChildren(expr, (child) => closeWindow(child, window))
  const isOpen = (closed.is === 'selector' || closed.is === 'subquery') && closed.range === openWindow
  return isOpen ? { ...closed, range: window } : closed
}

/** A copy of `expr` that looks `ago` into the past. */
export const shiftBy = (expr: Expr, ago: string): Expr =>
  mapSelectors(expr, (selector) => ({ ...selector, offset: ago }))

/** Every selector in `expr`, from left to right. */
export const selectors = (expr: Expr): readonly Selector[] =>
  [...walk(expr)].filter((node): node is Selector => node.is === 'selector')
