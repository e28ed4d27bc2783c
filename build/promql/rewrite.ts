import { type Expr, openWindow, type Selector } from './tree.ts'
import { mapSelectors, walk } from './walk.ts'

/** A copy of `expr` with every open window closed. */
export const closeWindow = (expr: Expr, window: string): Expr =>
  mapSelectors(expr, (selector) => (selector.range === openWindow ? { ...selector, range: window } : selector))

/** A copy of `expr` that looks `ago` into the past. */
export const shiftBy = (expr: Expr, ago: string): Expr =>
  mapSelectors(expr, (selector) => ({ ...selector, offset: ago }))

/** Every selector in `expr`, from left to right. */
export const selectors = (expr: Expr): readonly Selector[] =>
  [...walk(expr)].filter((node): node is Selector => node.is === 'selector')
