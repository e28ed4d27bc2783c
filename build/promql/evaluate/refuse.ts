import { Refused } from '../../findings/problem.ts'
import { hasMacro } from '../macros.ts'
import { print } from '../print.ts'
import type { Expr } from '../tree.ts'
import { checkTypes } from '../types/check.ts'
import { walk } from '../walk.ts'

/** A query, or a part of one, that cannot be evaluated; `what` is a sentence. */
export const refusal = (expr: Expr, what: string, next: string): Refused =>
  new Refused({ where: print(expr), what, next })

/** Throws `Refused` for a query that Prometheus refuses before it looks at series, and for Grafana's macros. */
export function refuseFaults(expr: Expr): void {
  const macro = [...walk(expr)].flatMap(textsOf).find(hasMacro)
  if (macro !== undefined) {
    const what = `It holds Grafana's macro in "${macro}", which has no value here.`
    throw refusal(expr, what, 'Put in its place what Grafana would.')
  }
  const findings = checkTypes(expr)
  if (findings.length === 0) return
  const where = print(expr)
  throw new Refused(
    findings.map(({ message, hint }) => ({
      where,
      what: `Prometheus says: ${message}.`,
      next: hint ?? 'Correct the query.',
    })),
  )
}

/** The texts in which a macro may stand. */
function textsOf(expr: Expr): readonly string[] {
  if (expr.is === 'subquery') return [expr.range, expr.step ?? '', expr.offset ?? '']
  if (expr.is !== 'selector') return []
  return [expr.metric ?? '', expr.range ?? '', expr.offset ?? '', ...expr.matchers.map(({ value }) => value)]
}
