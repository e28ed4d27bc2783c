import type { Objective } from '../language/slo/objective.ts'
import { budgetOf, percentOf, rounded } from '../language/slo/pairs.ts'
import { table } from './markdown.ts'

/** The pairs of windows of an objective, and what each asks. */
export function objectiveTable({ objective, over, pairs, atLeast }: Objective): string {
  const budget = budgetOf(objective)
  const rows = pairs.map(({ severity, long, short, factor }) => [
    severity,
    `${long} and ${short}`,
    `${factor} × ${percentOf(budget)} = ${percentOf(rounded(factor * budget))}`,
    atLeast === 1 ? '1' : String(atLeast),
  ])
  return [
    `${objective} over ${over}: ${percentOf(budget)} may fail.`,
    table(['Severity', 'Windows', 'Fires above', 'Failures in the long window, at least'], rows),
  ].join('\n\n')
}
