import type { Expr } from '../../../build/promql/tree.ts'
import { walk } from '../../../build/promql/walk.ts'
import { listOf, type Operator, set, textOf } from '../operator.ts'
import { type Around, holders, query, treeOf } from '../trees.ts'

const ranged = (name: string, change: (range: string, around: Around) => string | undefined): Operator =>
  query(name, (node, around) => {
    if ((node.is !== 'selector' && node.is !== 'subquery') || node.range === undefined) return []
    const range = change(node.range, around)
    return range === undefined || range === node.range ? [] : [{ ...node, range }]
  })

const isOpen = (range: string): boolean => range.startsWith('$')

const isGrowth = ({ outer }: Around): boolean => {
  const parent = outer.at(-1)
  return parent?.is === 'call' && (parent.fn === 'rate' || parent.fn === 'increase')
}

/** Whether the alert counts events in a window, so that it clears itself when the window has passed. */
const countsEvents = (expr: Expr): boolean =>
  expr.is === 'binary' &&
  expr.op === '>' &&
  [...walk(expr.left)].some((node) => node.is === 'call' && node.fn === 'increase')

const waits = (name: string, files: RegExp, time: string, applies: (expr: Expr) => boolean): Operator => ({
  name,
  kinds: ['rule'],
  files,
  sites: (rule) =>
    holders(rule).flatMap((holder) => (applies(treeOf(textOf(holder, 'expr'))) ? [set(rule, 'for', time)] : [])),
})

const interval = (name: string, time: string): Operator => ({
  name,
  kinds: ['file'],
  files: /^alerts/,
  sites: ({ groups }) => listOf(groups).map((group) => set(group, 'interval', time)),
})

export const windows: readonly Operator[] = [
  ranged('shorten a window below the scrape interval', (range) => (isOpen(range) ? undefined : '10s')),
  ranged('shorten a window below four scrapes', (range, around) =>
    isOpen(range) || !isGrowth(around) ? undefined : '30s',
  ),
  ranged('fix the window of a panel at 15s', (range) => (isOpen(range) ? '15s' : undefined)),
  ranged('misspell the interval macro', (range) => (isOpen(range) ? '$__rate_intervall' : undefined)),
  ranged('use $__interval', (range) => (isOpen(range) ? '$__interval' : undefined)),
  ranged('use the interval macro in a rule', (_, { isRule }) => (isRule ? '$__rate_interval' : undefined)),
  ranged('stretch a window beyond the retention', () => '30d'),
  query('read a variable of Grafana in a rule', (node, { isRule }) =>
    isRule && node.is === 'selector'
      ? [{ ...node, matchers: [...node.matchers, { label: 'instance', op: '=~', value: '$instance' }] }]
      : [],
  ),
  waits('hold an alert longer than its window', /^alerts/, '1d', countsEvents),
  waits('hold an alert for a second', /^alerts/, '1s', () => true),
  waits('misspell a duration', /^alerts/, '5 m', () => true),
  interval('evaluate a group every ten minutes', '10m'),
  interval('evaluate a group every day', '1d'),
]
