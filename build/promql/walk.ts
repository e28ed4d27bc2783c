import type { Expr, Selector } from './tree.ts'

/** The expressions directly inside, in the order they are printed. */
export function children(expr: Expr): readonly Expr[] {
  switch (expr.is) {
    case 'number':
    case 'string':
    case 'selector':
      return []
    case 'call':
      return expr.args
    case 'aggregation':
      return expr.param ? [expr.param, expr.expr] : [expr.expr]
    case 'binary':
      return [expr.left, expr.right]
    case 'subquery':
    case 'unary':
    case 'paren':
      return [expr.expr]
  }
}

/** An expression without the parentheses around it. */
export const bare = (expr: Expr): Expr => (expr.is === 'paren' ? bare(expr.expr) : expr)

/** Every expression of the tree, the outer before the inner. */
export function* walk(expr: Expr): Generator<Expr, void> {
  yield expr
  for (const child of children(expr)) yield* walk(child)
}

/** A copy of one node with each expression directly inside replaced. */
export function mapChildren(expr: Expr, change: (child: Expr) => Expr): Expr {
  switch (expr.is) {
    case 'number':
    case 'string':
    case 'selector':
      return expr
    case 'call':
      return { ...expr, args: expr.args.map(change) }
    case 'aggregation':
      return { ...expr, ...(expr.param ? { param: change(expr.param) } : {}), expr: change(expr.expr) }
    case 'binary':
      return { ...expr, left: change(expr.left), right: change(expr.right) }
    case 'subquery':
    case 'unary':
    case 'paren':
      return { ...expr, expr: change(expr.expr) }
  }
}

/** A copy of the tree with each selector replaced. */
export const mapSelectors = (expr: Expr, change: (selector: Selector) => Expr): Expr =>
  expr.is === 'selector' ? change(expr) : mapChildren(expr, (child) => mapSelectors(child, change))
