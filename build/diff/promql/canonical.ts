import { PromqlError } from '../../promql/error.ts'
import { parse } from '../../promql/parse.ts'
import { print } from '../../promql/print.ts'
import type { Binary, Expr, Grouping, Matching } from '../../promql/tree.ts'
import { mapChildren } from '../../promql/walk.ts'

/** A query as two versions are compared: two that differ in nothing but writing have the same text. */
export interface Canonical {
  readonly text: string
  /** `undefined` where the text is no PromQL. */
  readonly expr: Expr | undefined
}

/** In characters: a query of this length is compared as text, since nobody reads its tree. */
const longest = 50_000

/** PromQL in canonical form; of other text only the blanks are evened out. Never throws. */
export function canonical(text: string): Canonical {
  if (text.length <= longest) {
    try {
      const expr = bare(parse(text))
      return { text: print(expr), expr }
    } catch (error) {
      if (!(error instanceof PromqlError || error instanceof RangeError)) throw error
    }
  }
  return { text: text.replace(/\s+/g, ' ').trim(), expr: undefined }
}

/** Without the parentheses that somebody wrote, since the printer adds those that are needed; sets of labels in order. */
function bare(expr: Expr): Expr {
  if (expr.is === 'paren') return bare(expr.expr)
  const inner = mapChildren(expr, bare)
  if (inner.is === 'aggregation' && inner.grouping) return { ...inner, grouping: sorted(inner.grouping) }
  if (inner.is !== 'binary') return inner
  return inner.matching ? { ...inner, matching: sorted(inner.matching) } : leftFirst(inner)
}

/** `a or (b or c)` is `a or b or c`. */
function leftFirst(expr: Binary): Binary {
  const { op, right } = expr
  if ((op !== 'or' && op !== 'and') || right.is !== 'binary' || right.op !== op || right.matching) return expr
  return { ...right, left: leftFirst({ ...expr, right: right.left }) }
}

const sorted = <T extends Grouping | Matching>(of: T): T => ({ ...of, labels: of.labels.toSorted() })
