import { accepts } from '../../promql/regex/compile.ts'
import { selectors } from '../../promql/rewrite.ts'
import type { Expr, Selector } from '../../promql/tree.ts'
import { walk } from '../../promql/walk.ts'
import { matchersOf } from './known-series.ts'

/** The selectors of `up` in an expression. */
export const upSelectors = (expr: Expr): readonly Selector[] => selectors(expr).filter(({ metric }) => metric === 'up')

/** The selectors inside `absent()` and `absent_over_time()`: what is missed when it is gone. */
export const missed = (expr: Expr): readonly Selector[] =>
  [...walk(expr)].flatMap((node) =>
    node.is === 'call' && (node.fn === 'absent' || node.fn === 'absent_over_time') ? selectors(node) : [],
  )

/** Whether a selector may read the series of a job. */
export const readsJob = (selector: Selector, job: string): boolean =>
  matchersOf(selector, 'job').every((matcher) => accepts(matcher, job) !== false)
