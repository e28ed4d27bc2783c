import type { Binary, Expr } from '../../build/promql/tree.ts'
import { mapChildren, walk } from '../../build/promql/walk.ts'
import type { Rule } from '../../build/witness/simulate.ts'

/** A rule with one mistake in it. */
export interface Mutant {
  readonly mistake: string
  readonly rule: Rule
}

interface Mistake {
  readonly name: string
  /** The part of a condition with the mistake, or `undefined` where it cannot be made. */
  readonly make: (part: Expr) => Expr | undefined
}

const threshold =
  (change: (value: number) => number) =>
  (part: Expr): Expr | undefined =>
    part.is === 'binary' && ['>', '<', '=='].includes(part.op) && part.right.is === 'number'
      ? { ...part, right: { ...part.right, value: change(part.right.value) } }
      : undefined

const operator =
  (from: Binary['op'], to: Binary['op']) =>
  (part: Expr): Expr | undefined =>
    part.is === 'binary' && part.op === from ? { ...part, op: to } : undefined

const mistakes: readonly Mistake[] = [
  { name: 'a tenth more', make: threshold((value) => value * 1.1 + (value === 0 ? 1 : 0)) },
  { name: 'a tenth less', make: threshold((value) => value * 0.9 - (value === 0 ? 1 : 0)) },
  { name: '> for <', make: operator('<', '>') },
  { name: '< for >', make: operator('>', '<') },
  { name: '>= for >', make: operator('>', '>=') },
  { name: '!= for ==', make: operator('==', '!=') },
  { name: 'and for or', make: operator('or', 'and') },
  { name: 'or for and', make: operator('and', 'or') },
  { name: 'and for unless', make: operator('unless', 'and') },
  {
    name: 'only the left side',
    make: (part) => (part.is === 'binary' && ['and', 'or', 'unless'].includes(part.op) ? part.left : undefined),
  },
  {
    name: 'no guard of the divisor',
    make: (part) =>
      part.is === 'binary' && part.op === '/' && part.right.is === 'binary' && part.right.op === '>'
        ? { ...part, right: part.right.left }
        : undefined,
  },
  {
    name: 'max for sum',
    make: (part) => (part.is === 'aggregation' && part.op === 'sum' ? { ...part, op: 'max' } : undefined),
  },
  {
    name: 'max for min',
    make: (part) => (part.is === 'aggregation' && part.op === 'min' ? { ...part, op: 'max' } : undefined),
  },
  {
    name: 'by nothing',
    make: (part) =>
      part.is === 'aggregation' && part.grouping ? { is: 'aggregation', op: part.op, expr: part.expr } : undefined,
  },
  {
    name: 'another label value',
    make: (part) =>
      part.is === 'selector' && part.matchers.some(({ label }) => label !== 'job')
        ? {
            ...part,
            matchers: part.matchers.map((matcher) =>
              matcher.label === 'job'
                ? matcher
                : { ...matcher, op: matcher.op === '=' ? '!=' : matcher.op === '=~' ? '!~' : '=' },
            ),
          }
        : undefined,
  },
  {
    name: 'a wider selector',
    make: (part) =>
      part.is === 'selector' && part.matchers.some(({ label }) => label !== 'job')
        ? { ...part, matchers: part.matchers.filter(({ label }) => label === 'job') }
        : undefined,
  },
  {
    name: 'another window',
    make: (part) =>
      (part.is === 'selector' || part.is === 'subquery') && part.range ? { ...part, range: '1m' } : undefined,
  },
]

/** Every mistake at every place of a rule. */
export function mutantsOf(rule: Rule): readonly Mutant[] {
  const parts = [...walk(rule.expr)]
  const inCondition = mistakes.flatMap(({ name, make }) =>
    parts.flatMap((part): readonly Mutant[] => {
      const wrong = make(part)
      return wrong === undefined ? [] : [{ mistake: name, rule: { ...rule, expr: replaced(rule.expr, part, wrong) } }]
    }),
  )
  const waiting = [0.5, 2].map(
    (factor): Mutant => ({ mistake: `${factor} times the wait`, rule: { ...rule, for: rule.for * factor } }),
  )
  const labels = { ...rule.labels, severity: 'other' }
  return [...inCondition, ...(rule.for > 0 ? waiting : []), { mistake: 'another severity', rule: { ...rule, labels } }]
}

const replaced = (expr: Expr, part: Expr, by: Expr): Expr =>
  expr === part ? by : mapChildren(expr, (child) => replaced(child, part, by))
