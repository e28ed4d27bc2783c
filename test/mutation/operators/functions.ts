import type { Call, Expr, Selector } from '../../../build/promql/tree.ts'
import { misspell, type Operator } from '../operator.ts'
import { query } from '../trees.ts'

const call = (fn: string, ...args: readonly Expr[]): Call => ({ is: 'call', fn, args })

/** The argument of a call of this function. */
const argumentOf = (node: Expr, fn: string): Expr | undefined =>
  node.is === 'call' && node.fn === fn ? node.args[0] : undefined

const swap = (from: string, to: string, where: (isRule: boolean) => boolean = () => true): Operator =>
  query(`${to} instead of ${from}`, (node, { isRule }) => {
    const argument = argumentOf(node, from)
    return argument && where(isRule) ? [call(to, argument)] : []
  })

const isInstant = (node: Expr): node is Selector => node.is === 'selector' && node.range === undefined

/** The quotient of two sums, and the sums' own expressions. */
const sums = (node: Expr): readonly [Expr, Expr] | undefined => {
  if (node.is !== 'binary' || node.op !== '/') return undefined
  const divisor = node.right.is === 'binary' ? node.right.left : node.right
  const isSum = (side: Expr) => side.is === 'aggregation' && side.op === 'sum'
  return isSum(node.left) && isSum(divisor) ? [node.left, divisor] : undefined
}

export const functions: readonly Operator[] = [
  swap('rate', 'irate', (isRule) => isRule),
  swap('rate', 'increase'),
  swap('rate', 'delta'),
  swap('rate', 'deriv'),
  swap('increase', 'rate'),
  swap('increase', 'delta'),
  swap('rate', 'avg_over_time'),
  swap('histogram_quantile', 'histogram_avg'),
  query('read a counter without rate', (node) => {
    const ranged = argumentOf(node, 'rate') ?? argumentOf(node, 'increase')
    if (ranged?.is !== 'selector') return []
    const { range: _, ...instant } = ranged
    return [instant]
  }),
  query('drop the window', (node) => {
    if (node.is !== 'selector' || node.range === undefined) return []
    const { range: _, ...instant } = node
    return [instant]
  }),
  query('take the rate of a gauge', (node, { outer }) => {
    const parent = outer.at(-1)
    const isGauge = isInstant(node) && !/_(?:total|count|sum|bucket)$/.test(node.metric ?? '')
    return isGauge && (parent === undefined || parent.is === 'aggregation')
      ? [call('rate', { ...node, range: '5m' })]
      : []
  }),
  query('take the rate of a sum', (node) => {
    const summed = node.is === 'aggregation' && node.op === 'sum' ? node.expr : undefined
    const ranged = summed && argumentOf(summed, 'rate')
    if (node.is !== 'aggregation' || ranged?.is !== 'selector') return []
    const { range = '5m', ...instant } = ranged
    return [call('rate', { is: 'subquery', expr: { ...node, expr: instant }, range })]
  }),
  query('misspell a function', (node) => (node.is === 'call' ? [{ ...node, fn: misspell(node.fn) }] : [])),
  query('give a quantile in percent', (node) => {
    const [share, ...others] = node.is === 'call' && node.fn === 'histogram_quantile' ? node.args : []
    return share?.is === 'number' ? [call('histogram_quantile', { ...share, value: share.value * 100 }, ...others)] : []
  }),
  query('average quantiles', (node) => {
    const [share, buckets] = node.is === 'call' && node.fn === 'histogram_quantile' ? node.args : []
    if (share === undefined || buckets?.is !== 'aggregation') return []
    const labels = [...(buckets.grouping?.labels ?? []), 'instance']
    const each: Expr = { ...buckets, grouping: { kind: 'by', labels } }
    return [{ is: 'aggregation', op: 'avg', expr: call('histogram_quantile', share, each) }]
  }),
  query('average shares', (node) => {
    const [left, right] = sums(node) ?? []
    if (left?.is !== 'aggregation' || right?.is !== 'aggregation') return []
    return [{ ...left, op: 'avg', expr: { is: 'binary', op: '/', left: left.expr, right: right.expr } }]
  }),
  query('divide by itself', (node) => {
    const [left] = sums(node) ?? []
    return node.is === 'binary' && left ? [{ ...node, right: left }] : []
  }),
  query('divide in the other order', (node) =>
    node.is === 'binary' && sums(node) ? [{ ...node, left: node.right, right: node.left }] : [],
  ),
  query('drop the guard of a divisor', (node) =>
    node.is === 'binary' && node.op === '/' && node.right.is === 'binary' && node.right.op === '>'
      ? [{ ...node, right: node.right.left }]
      : [],
  ),
  query('rank in an alert', (node, { isRule, outer }) =>
    isRule && outer.length === 0
      ? [{ is: 'aggregation', op: 'topk', param: { is: 'number', value: 3 }, expr: node }]
      : [],
  ),
  query('leave an aggregation out', (node) =>
    node.is === 'aggregation' && node.op !== 'topk' && node.op !== 'bottomk' ? [node.expr] : [],
  ),
]
