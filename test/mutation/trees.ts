import { parse } from '../../build/promql/parse.ts'
import { print, printLine } from '../../build/promql/print.ts'
import type { Expr, Matcher, Selector } from '../../build/promql/tree.ts'
import { children, mapChildren } from '../../build/promql/walk.ts'
import { isJson, type Json, listOf, type Operator, type Site, textOf, type UnitKind } from './operator.ts'

/** Where a node stands: the nodes around it, the outermost first, and what holds the query. */
export interface Around {
  readonly outer: readonly Expr[]
  readonly isRule: boolean
}

/** Every other node that may stand in the place of this one. */
export type Change = (node: Expr, around: Around) => readonly Expr[]

const parsed = new Map<string, Expr>()

/** Without parentheses: the printer adds those that precedence needs. */
const bare = (expr: Expr): Expr => (expr.is === 'paren' ? bare(expr.expr) : mapChildren(expr, bare))

export function treeOf(text: string): Expr {
  const known = parsed.get(text) ?? bare(parse(text))
  parsed.set(text, known)
  return known
}

/** The operator that changes one node of a query, at every node where `change` answers another. */
export const query = (name: string, change: Change, kinds: readonly UnitKind[] = ['rule', 'panel']): Operator => ({
  name,
  kinds,
  files: /./,
  sites: (unit) =>
    holders(unit).flatMap((holder) =>
      changed(treeOf(textOf(holder, 'expr')), change, { outer: [], isRule: isRule(unit) }).map(
        ({ before, after, whole }): Site => ({
          name: `${printLine(before)} → ${printLine(after)}`,
          change: () => {
            holder.expr = print(whole)
          },
        }),
      ),
    ),
})

const isRule = (unit: Json): boolean => 'alert' in unit || 'record' in unit

/** What has an `expr` that Prometheus evaluates: the rule itself, or the targets of a panel or an annotation. */
export const holders = (unit: Json): readonly Json[] =>
  'expr' in unit
    ? [unit]
    : [unit.target, ...listOf(unit.targets)].filter(isJson).filter((target) => textOf(target, 'expr') !== '')

interface Changed {
  readonly before: Expr
  readonly after: Expr
  readonly whole: Expr
}

function changed(expr: Expr, change: Change, around: Around): readonly Changed[] {
  const here = change(expr, around).map((after) => ({ before: expr, after, whole: after }))
  const inside = { ...around, outer: [...around.outer, expr] }
  const below = children(expr).flatMap((child, at) =>
    changed(child, change, inside).map(({ before, after, whole }) => ({
      before,
      after,
      whole: replaceChild(expr, at, whole),
    })),
  )
  return [...here, ...below]
}

function replaceChild(expr: Expr, at: number, child: Expr): Expr {
  let index = -1
  return mapChildren(expr, (each) => {
    index += 1
    return index === at ? child : each
  })
}

/** The operator that changes one matcher into each of the others, or away. */
export const matchers = (name: string, change: (matcher: Matcher) => readonly (Matcher | undefined)[]): Operator =>
  query(name, (node) =>
    node.is !== 'selector'
      ? []
      : node.matchers.flatMap((matcher, at) => change(matcher).map((other) => withMatcher(node, at, other))),
  )

const withMatcher = (selector: Selector, at: number, matcher: Matcher | undefined): Selector => ({
  ...selector,
  matchers: selector.matchers.flatMap((each, index) =>
    index !== at ? [each] : matcher === undefined ? [] : [matcher],
  ),
})

/** The matchers' values that Grafana fills in. */
export const isVariable = ({ value }: Matcher): boolean => value.includes('$')
