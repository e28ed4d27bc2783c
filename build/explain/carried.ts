import { accepts } from '../promql/regex/compile.ts'
import { selectors } from '../promql/rewrite.ts'
import type { Expr, Matcher, Matching } from '../promql/tree.ts'
import { children, walk } from '../promql/walk.ts'
import { nameOf } from './named.ts'

/** What a part of a condition answers: the metrics whose labels it keeps, or exactly these labels. */
interface Carried {
  readonly metrics: readonly string[]
  /** Labels that it has lost on the way. */
  readonly without: readonly string[]
  readonly exactly: readonly string[] | undefined
}

/**
 * The labels that each metric of a condition must have for it to make sense, by name: those that are asked for, grouped or
 * joined by. What is joined by all labels has the same on both sides.
 */
export function carriedLabels(expr: Expr): ReadonlyMap<string, readonly string[]> {
  const labels = new Map<string, Set<string>>()
  const exactly = new Map<string, readonly string[]>()
  const of = (name: string): Set<string> => {
    const known = labels.get(name) ?? new Set<string>()
    labels.set(name, known)
    return known
  }
  const add = (within: Expr, added: readonly string[]) => {
    for (const name of namesIn(within)) for (const label of added) of(name).add(label)
  }
  const visit = (node: Expr): Carried => {
    if (node.is === 'selector') {
      const name = nameOf(node)
      if (name === undefined) return { metrics: [], without: [], exactly: undefined }
      add(
        node,
        node.matchers.filter(isThere).map(({ label }) => label),
      )
      return { metrics: [name], without: [], exactly: undefined }
    }
    if (node.is === 'aggregation') {
      const inner = visit(node.expr)
      const { grouping } = node
      if (grouping === undefined) return { metrics: [], without: [], exactly: [] }
      add(node.expr, grouping.labels)
      if (grouping.kind === 'by') return { metrics: [], without: [], exactly: grouping.labels }
      return { ...inner, without: [...inner.without, ...grouping.labels] }
    }
    if (node.is === 'binary') {
      const [left, right] = [visit(node.left), visit(node.right)]
      if (isNumber(node.left)) return right
      if (isNumber(node.right)) return left
      join(left, right, node.matching, node.left, node.right)
      return node.matching?.group?.side === 'right' ? right : left
    }
    if (node.is === 'call' && (node.fn === 'label_replace' || node.fn === 'label_join')) {
      const texts = node.args.flatMap((arg) => (arg.is === 'string' ? [arg.value] : []))
      const sources = node.fn === 'label_replace' ? texts.slice(2, 3) : texts.slice(2)
      if (node.args[0] !== undefined)
        add(
          node.args[0],
          sources.filter((label) => label !== '' && label !== '__name__'),
        )
      const inner = node.args[0] === undefined ? undefined : visit(node.args[0])
      return inner ?? { metrics: [], without: [], exactly: undefined }
    }
    const inner = children(node).map(visit)
    return (
      inner.find(({ metrics }) => metrics.length > 0) ??
      inner.at(-1) ?? { metrics: [], without: [], exactly: undefined }
    )
  }
  const join = (left: Carried, right: Carried, matching: Matching | undefined, a: Expr, b: Expr) => {
    if (matching?.kind === 'on') {
      for (const [side, whole] of [
        [left, a],
        [right, b],
      ] as const)
        add(whole, side.exactly === undefined ? matching.labels : [])
      const many = matching.group?.side === 'right' ? left : right
      for (const name of many.metrics) for (const label of matching.group?.include ?? []) of(name).add(label)
      return
    }
    const ignored = matching?.labels ?? []
    for (const [one, other] of [
      [left, right],
      [right, left],
    ] as const) {
      if (other.exactly !== undefined)
        for (const name of one.metrics)
          exactly.set(name, [...other.exactly, ...ignored.filter((label) => of(name).has(label)), ...one.without])
      for (const name of one.metrics)
        for (const from of other.metrics)
          for (const label of of(from)) if (![...ignored, ...other.without].includes(label)) of(name).add(label)
    }
  }
  visit(expr)
  // What was learned of one side on the way in is known to the other only now.
  visit(expr)
  return new Map(
    [...namesIn(expr)].map((name) => {
      const own = [...of(name)].filter((label) => label !== '__name__')
      const fixed = exactly.get(name)
      // What an alert has, and what a target.
      const usual = name.startsWith('ALERTS') ? ['alertname', 'alertstate'] : ['job', 'instance']
      return [name, [...new Set([...(fixed ?? usual), ...own])]]
    }),
  )
}

const namesIn = (expr: Expr): ReadonlySet<string> =>
  new Set(selectors(expr).flatMap((selector) => nameOf(selector) ?? []))

/** Whether a number stands there, or the time: nothing that has labels. */
const isNumber = (expr: Expr): boolean => ![...walk(expr)].some(({ is }) => is === 'selector')

/** Whether a series that fits has the label: what may be empty need not be there, and what a pattern names is. */
const isThere = (matcher: Matcher): boolean =>
  matcher.op === '=' || matcher.op === '!='
    ? accepts(matcher, '') === false
    : matcher.op === '=~' || accepts(matcher, '') === false
