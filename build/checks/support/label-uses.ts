import { selectors } from '../../promql/rewrite.ts'
import type { Aggregation, Binary, Call, Expr, Matcher, Selector } from '../../promql/tree.ts'
import { walk } from '../../promql/walk.ts'
import type { Culprit } from '../locate.ts'

/** A place where a query reads a label by name. */
export interface LabelUse extends Pick<Culprit, 'culprit' | 'part'> {
  readonly label: string
  readonly how: 'matcher' | 'by' | 'on' | 'include' | 'source'
  /** The matcher that names it, if it is one. */
  readonly matcher?: Matcher
  /** The selectors whose series must have it; one of them is enough. */
  readonly from: readonly Selector[]
}

/** Every label that an expression reads, without those that a function inside it makes. */
export function* labelUses(expr: Expr): Generator<LabelUse, void> {
  for (const node of walk(expr)) {
    if (node.is === 'selector') {
      for (const culprit of node.matchers)
        if (culprit.label !== '__name__')
          yield { label: culprit.label, how: 'matcher', matcher: culprit, culprit, part: 'label', from: [node] }
    } else if (node.is === 'aggregation') yield* kept(node)
    else if (node.is === 'binary') yield* joined(node)
    else if (node.is === 'call') yield* sources(node)
  }
}

function* kept({ grouping, expr }: Aggregation): Generator<LabelUse, void> {
  if (grouping?.kind !== 'by') return
  for (const label of unmade(grouping.labels, expr))
    yield { label, how: 'by', culprit: grouping, part: label, from: selectors(expr) }
}

function* joined({ matching, left, right }: Binary): Generator<LabelUse, void> {
  if (matching === undefined) return
  const { kind, labels, group } = matching
  if (kind === 'on')
    for (const label of unmade(labels, left, right))
      yield { label, how: 'on', culprit: matching, part: label, from: [...selectors(left), ...selectors(right)] }
  const one = group?.side === 'left' ? right : left
  for (const label of unmade(group?.include ?? [], one))
    yield { label, how: 'include', culprit: matching, part: label, from: selectors(one) }
}

function* sources({ fn, args }: Call): Generator<LabelUse, void> {
  const [vector] = args
  const names = fn === 'label_replace' ? args.slice(3, 4) : fn === 'label_join' ? args.slice(3) : []
  for (const culprit of names)
    if (
      culprit.is === 'string' &&
      culprit.value !== '' &&
      vector !== undefined &&
      unmade([culprit.value], vector).length > 0
    )
      yield { label: culprit.value, how: 'source', culprit, from: selectors(vector) }
}

const unmade = (labels: readonly string[], ...exprs: readonly Expr[]): readonly string[] => {
  const made = exprs.flatMap((expr) => [...walk(expr)].flatMap(madeBy))
  return labels.filter((label) => label !== '__name__' && !made.includes(label))
}

/** Labels that no selector has: those that a function or an aggregation writes. */
function madeBy(expr: Expr): readonly string[] {
  const name =
    expr.is === 'call' && (expr.fn === 'label_replace' || expr.fn === 'label_join')
      ? expr.args[1]
      : expr.is === 'aggregation' && expr.op === 'count_values'
        ? expr.param
        : undefined
  return name?.is === 'string' ? [name.value] : []
}
