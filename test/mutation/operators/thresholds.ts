import type { Binary, Expr, NumberLiteral } from '../../../build/promql/tree.ts'
import { walk } from '../../../build/promql/walk.ts'
import { listOf, mapOf, type Operator, set, textOf } from '../operator.ts'
import { type Around, query } from '../trees.ts'

type Threshold = Binary & { readonly right: NumberLiteral }

const comparisons: readonly string[] = ['>', '<', '>=', '<=', '==']

/** A comparison of a rule's condition: not the guard inside a quotient. */
const isThreshold = (node: Expr, { isRule, outer }: Around): node is Threshold =>
  isRule &&
  node.is === 'binary' &&
  comparisons.includes(node.op) &&
  node.right.is === 'number' &&
  outer.every(({ is, ...each }) => is === 'binary' && ['and', 'or', 'unless'].includes('op' in each ? each.op : ''))

const has = (node: Expr, found: (inner: Expr) => boolean): boolean => [...walk(node)].some(found)
const isQuantile = ({ left }: Binary): boolean =>
  has(left, (inner) => inner.is === 'call' && inner.fn === 'histogram_quantile')
const isShare = ({ left }: Binary): boolean => left.is === 'binary' && (left.op === '/' || left.op === '-')

const threshold = (name: string, change: (node: Threshold) => readonly Expr[]): Operator =>
  query(name, (node, around) => (isThreshold(node, around) ? change(node) : []), ['rule'])

const scaled = (node: Threshold, factor: number): Expr => ({
  ...node,
  right: { ...node.right, value: node.right.value * factor },
})

const flipped: Readonly<Record<string, Binary['op']>> = { '>': '<', '<': '>', '>=': '<=', '<=': '>=' }

/** A step of the colours of a panel that shows an alert. */
const steps = (name: string, factor: number): Operator => ({
  name,
  kinds: ['panel'],
  files: /^grafana-dashboards/,
  sites: ({ fieldConfig, links }) =>
    listOf(mapOf(mapOf(mapOf(fieldConfig).defaults).thresholds).steps).flatMap((step) =>
      typeof step.value === 'number' && step.value !== 0 && showsAlert(links)
        ? [set(step, 'value', step.value * factor)]
        : [],
    ),
})

const showsAlert = (links: unknown): boolean =>
  listOf(links).some((link) => textOf(link, 'title').startsWith('Runbook'))

export const thresholds: readonly Operator[] = [
  threshold('raise a threshold past the last bucket', (node) => (isQuantile(node) ? [scaled(node, 1000)] : [])),
  threshold('put a threshold between two buckets', (node) => (isQuantile(node) ? [scaled(node, 1.3)] : [])),
  threshold('give a time in milliseconds', (node) => (isQuantile(node) ? [scaled(node, 1000)] : [])),
  threshold('give a share in percent', (node) => (isShare(node) ? [scaled(node, 100)] : [])),
  threshold('flip a comparison', (node) => {
    const op = flipped[node.op]
    return op === undefined ? [] : [{ ...node, op }]
  }),
  threshold('compare with bool', (node) => [{ ...node, bool: true }]),
  threshold('drop the comparison', (node) => [node.left]),
  threshold('compare what never is negative with less than 0', (node) =>
    node.op === '>' || node.op === '==' ? [{ ...node, op: '<', right: { is: 'number', value: 0 } }] : [],
  ),
  steps('double a threshold of the panel of an alert', 2),
]
