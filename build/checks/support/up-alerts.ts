import { accepts } from '../../promql/regex/compile.ts'
import { selectors } from '../../promql/rewrite.ts'
import type { Expr, Selector } from '../../promql/tree.ts'
import { walk } from '../../promql/walk.ts'
import { matchersOf } from './known-series.ts'

/** The selectors of `up` in an expression. */
export const upSelectors = (expr: Expr): readonly Selector[] => selectors(expr).filter(({ metric }) => metric === 'up')

/**
 * What is missed when it is gone: the selectors inside `absent()` and `absent_over_time()`, and `up` of some time ago of which
 * an `unless` takes away what is there now.
 */
export const missed = (expr: Expr): readonly Selector[] =>
  [...walk(expr)].flatMap((node) => {
    if (node.is === 'call' && (node.fn === 'absent' || node.fn === 'absent_over_time')) return selectors(node)
    if (node.is !== 'binary' || node.op !== 'unless' || upSelectors(node.right).length === 0) return []
    return upSelectors(node.left).filter(({ range, offset }) => range !== undefined || offset !== undefined)
  })

/** Whether a selector may read the series of a job. */
export const readsJob = (selector: Selector, job: string): boolean =>
  matchersOf(selector, 'job').every((matcher) => accepts(matcher, job) !== false)
