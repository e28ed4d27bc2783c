import { selectors } from '../promql/rewrite.ts'
import type { Binary, Expr } from '../promql/tree.ts'
import { children } from '../promql/walk.ts'
import { numberOf } from '../witness/affine.ts'
import { nameOf, tellsLabels } from './named.ts'

/** How a condition uses a metric. */
export interface Use {
  /** The functions directly around its selectors, and `histogram_quantile` anywhere around them. */
  readonly within: ReadonlySet<string>
  /** The numbers with which its values are compared. */
  readonly limits: readonly number[]
  /** The edges of its buckets that are asked for by name. */
  readonly edges: readonly number[]
  /** Whether the time is taken off it, or it off the time. */
  readonly isAged: boolean
  /** Whether many are multiplied with each of its series, as with what says only labels. */
  readonly isJoined: boolean
  /** Whether its values themselves are asked to be this or that. */
  readonly isEqual?: boolean
}

interface Draft {
  readonly within: Set<string>
  readonly limits: number[]
  readonly edges: number[]
  isAged: boolean
  isJoined: boolean
  isEqual: boolean
}

/** How an expression uses the metrics that it reads, by their names. */
export function usesOf(expr: Expr): ReadonlyMap<string, Use> {
  const found = new Map<string, Draft>()
  const useOf = (name: string): Draft => {
    const known = found.get(name) ?? {
      within: new Set(),
      limits: [],
      edges: [],
      isAged: false,
      isJoined: false,
      isEqual: false,
    }
    found.set(name, known)
    return known
  }
  const each = (of: Expr, change: (use: Draft) => void) => {
    for (const selector of selectors(of)) {
      const name = nameOf(selector)
      if (name !== undefined) change(useOf(name))
    }
  }
  const visit = (node: Expr): void => {
    if (node.is === 'selector')
      each(node, (use) => {
        const edges = node.matchers.filter(({ label }) => label === 'le').map(({ value }) => Number.parseFloat(value))
        use.edges.push(...edges.filter(Number.isFinite))
      })
    if (node.is === 'call') {
      const [first] = node.args
      if (node.fn === 'histogram_quantile') each(node, ({ within }) => within.add(node.fn))
      else for (const arg of node.args) if (isRange(arg)) each(arg, ({ within }) => within.add(node.fn))
      if (first === undefined) return
    }
    if (node.is === 'binary') {
      const one = node.op === '*' ? oneOf(node) : undefined
      if (one !== undefined)
        each(one, (use) => {
          use.isJoined = true
        })
      const [left, right] = [numberOf(node.left), numberOf(node.right)]
      if (/^(?:[=!]=|[<>]=?)$/.test(node.op))
        for (const [limit, of] of [
          [right, node.left],
          [left, node.right],
        ] as const)
          if (limit !== undefined)
            each(of, (use) => {
              use.limits.push(limit)
              if (plain(of) && (node.op === '==' || node.op === '!=')) use.isEqual = true
            })
      if (node.op === '-' && (isTime(node.left) || isTime(node.right)))
        each(node, (use) => {
          use.isAged = true
        })
    }
    for (const child of children(node)) visit(child)
  }
  visit(expr)
  return found
}

const isRange = (expr: Expr): boolean =>
  expr.is === 'paren'
    ? isRange(expr.expr)
    : (expr.is === 'selector' && expr.range !== undefined) || expr.is === 'subquery'

/** The side of which each series is matched with many, where it is a series as it is; or the one that says so in its name. */
function oneOf({ left, right, matching }: Binary): Expr | undefined {
  if (matching?.group === undefined) return undefined
  const [one, many] = matching.group.side === 'left' ? [right, left] : [left, right]
  if (plain(many) && selectors(many).every(tellsLabels)) return many
  return plain(one) ? one : undefined
}

const isTime = (expr: Expr): boolean =>
  expr.is === 'paren' ? isTime(expr.expr) : expr.is === 'call' && expr.fn === 'time'

/** Whether values are compared as they are: not what was computed of them. */
const plain = (expr: Expr): boolean =>
  expr.is === 'paren'
    ? plain(expr.expr)
    : expr.is === 'selector' ||
      (expr.is === 'aggregation' && /^(?:min|max)$/.test(expr.op) && plain(expr.expr)) ||
      (expr.is === 'call' && /^(?:min|max|last)_over_time$/.test(expr.fn)) ||
      (expr.is === 'call' && /^label_/.test(expr.fn) && expr.args.slice(0, 1).every(plain))
