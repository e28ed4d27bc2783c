import { PromqlError } from '../promql/error.ts'
import { evaluator } from '../promql/evaluate/evaluate.ts'
import type { Sample } from '../promql/evaluate/series.ts'
import { parse } from '../promql/parse.ts'
import { selectors } from '../promql/rewrite.ts'
import type { Expr } from '../promql/tree.ts'
import { checkTypes } from '../promql/types/check.ts'
import type { DayPlan } from './day.ts'
import { BadParameter } from './parameters.ts'
import type { Synthetic } from './synthetic.ts'

/** The PromQL of a parameter. Throws `BadParameter` for what Prometheus does not parse. */
export function expressionOf(text: string, parameter: string): Expr {
  const wrong = (message: string): BadParameter => new BadParameter(`invalid parameter "${parameter}": ${message}`)
  if (text.trim() === '') throw wrong('unknown position: parse error: no expression found in input')
  try {
    const expr = parse(text)
    const [finding] = checkTypes(expr)
    if (finding === undefined) return expr
    throw wrong(`parse error: ${finding.message}`)
  } catch (error) {
    if (error instanceof PromqlError) throw wrong(`${placeOf(text, error.from)}: parse error: ${error.message}`)
    throw error
  }
}

/** Line and column, from 1. */
function placeOf(text: string, at: number): string {
  const before = text.slice(0, at).split('\n')
  return `${before.length}:${(before.at(-1) ?? '').length + 1}`
}

/** The names of the series that a query may read; all, where a selector does not name its metric. */
export const namesRead = (expr: Expr, { names }: { readonly names: readonly string[] }): readonly string[] =>
  [...new Set(selectors(expr).flatMap(({ metric }) => metric ?? names))].sort()

/** A query over a day, to be asked for any moment, in Unix milliseconds. */
export function prepared(expr: Expr, plan: DayPlan, day: Synthetic): (at: number) => readonly Sample[] {
  const { windows, evaluationInterval: interval } = plan
  return evaluator(expr, day.together(namesRead(expr, day)), { windows, interval })
}
