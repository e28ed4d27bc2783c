import type { AlertRule } from '../../documents/views.ts'
import type { Binary, Expr } from '../../promql/tree.ts'
import { mapChildren } from '../../promql/walk.ts'
import type { Check } from '../check.ts'
import { type Comparison, decisiveOf } from '../support/comparisons.ts'
import { alertsOf } from '../support/rules.ts'
import { textOf } from '../support/shape.ts'
import { mayBeOfTwoStacks } from '../support/stacks.ts'
import { inWords } from '../support/windows.ts'

export const thresholdLadder: Check = {
  id: 'threshold-ladder',
  severity: 'error',
  covers: ['H10'],
  about:
    'Alerts that compare one query with different thresholds form a ladder: the worse the severity, the further its threshold, or at the same one the longer it waits. A critical alert that fires before its warning, or with it, makes the warning useless. And of two alerts with the same labels, one that fires only when the other does says nothing new.',
  run: (subject) => {
    const steps = alertsOf(subject).flatMap(({ rule }) => stepOf(rule) ?? [])
    const ladders = new Map<string, Map<string, Step>>()
    return steps.flatMap((step) => {
      const others = ladders.get(step.key) ?? new Map<string, Step>()
      ladders.set(step.key, others)
      // Of copies, which have a check of their own, one is compared.
      const { rule, comparison } = step
      const copied = JSON.stringify([rule.name, sorted(rule.labels), rule.for, comparison.op, comparison.limit])
      if (others.has(copied) || others.size >= mostRungs) return []
      const found = [...others.values()].flatMap((other) =>
        mayBeOfTwoStacks(subject, other.rule.place.file, rule.place.file)
          ? []
          : (complaint(other, step) ?? complaint(step, other) ?? []),
      )
      others.set(copied, step)
      return found.map((what) => ({
        place: rule.place,
        query: { ...rule.query, culprit: comparison.node },
        what,
        next: 'Move one of the thresholds, or remove one of the alerts.',
      }))
    })
  },
}

/** Longer ladders are the copies of a template, with other names. */
const mostRungs = 20

interface Step {
  readonly rule: AlertRule
  readonly comparison: Comparison
  /** Equal for alerts that differ in the threshold only. */
  readonly key: string
}

/** The comparison that decides over an alert, the first of those that `and` and `unless` join. */
function stepOf(rule: AlertRule): Step | undefined {
  const comparison = decisiveOf(rule.query.expr)
  if (comparison === undefined || !/[<>]/.test(comparison.op)) return undefined
  const { node, measured, op } = comparison
  const open: Binary = {
    is: 'binary',
    op: op.startsWith('>') ? '>' : '<',
    left: measured,
    right: { is: 'number', value: 0 },
  }
  return { rule, comparison, key: textOf(replace(rule.query.expr, node, open)) }
}

const replace = (expr: Expr, node: Expr, by: Expr): Expr =>
  expr === node ? by : mapChildren(expr, (child) => replace(child, node, by))

const ranks: Readonly<Record<string, number>> = {
  none: 0,
  info: 1,
  warning: 2,
  warn: 2,
  error: 3,
  critical: 4,
  page: 4,
}

/** What is wrong if `a` is the worse of two alerts, or adds nothing to the other. */
function complaint(a: Step, b: Step): string | undefined {
  const [rank, other] = [a, b].map(({ rule }) => ranks[rule.labels.severity ?? ''])
  const distance = (a.comparison.limit - b.comparison.limit) * (a.comparison.op.startsWith('>') ? 1 : -1)
  if (rank === undefined || other === undefined || rank < other) return undefined
  if (rank > other) {
    if (distance > 0 || (distance === 0 && a.rule.for > b.rule.for)) return undefined
    return `${told(a)} fires ${distance === 0 ? 'no later than' : 'before'} ${told(b)}, though it is worse.`
  }
  const same = JSON.stringify(sorted(a.rule.labels)) === JSON.stringify(sorted(b.rule.labels))
  return same && distance >= 0 && a.rule.for >= b.rule.for
    ? `${told(a)} fires only when ${told(b)} does, with the same labels.`
    : undefined
}

const told = ({ rule, comparison: { op, limit } }: Step): string =>
  `${rule.name} (${rule.labels.severity}, ${op} ${limit}${rule.for === 0 ? '' : ` for ${inWords(rule.for)}`})`

const sorted = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels).toSorted(([one], [two]) => (one < two ? -1 : 1))
