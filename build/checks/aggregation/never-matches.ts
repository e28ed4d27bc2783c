import type { Query } from '../../documents/views.ts'
import { queriesOf } from '../../model/queries.ts'
import type { Subject } from '../../model/subject.ts'
import type { LabelSet } from '../../promql/infer/labels.ts'
import type { Binary, Expr } from '../../promql/tree.ts'
import { walk } from '../../promql/walk.ts'
import type { Check, Finding } from '../check.ts'
import { listed } from '../support/alternatives.ts'
import { instancesApart, labelBrought } from '../support/apart.ts'
import { inferenceOf } from '../support/inference.ts'
import { findingOf, type Inspected } from '../support/inspect.ts'

export const neverMatches: Check = {
  id: 'never-matches',
  severity: 'error',
  covers: ['A02', 'A05', 'A06'],
  isLocal: true,
  about:
    'Prometheus pairs the series of two sides by their labels, and drops those without a partner, silently. Where one side always has a label that the other never has, or the two never agree on its value, nothing is left: the panel is empty, the alert never fires, and an `unless` excludes nothing. The check speaks only where that is certain: a label that may be there, or may agree, is left alone. Jobs with static targets of their own never share an instance.',
  run: (subject) =>
    queriesOf(subject).flatMap((query) => {
      const { facts, of } = inferenceOf(subject, query)
      const proven = facts.flatMap(({ kind, node, label }) => {
        if (kind !== 'never-matches' || node.is !== 'binary' || label === undefined) return []
        const [left, right] = [of(node.left).labels, of(node.right).labels]
        return [
          findingOf(query, {
            culprit: node,
            part: 'operator',
            what: `No series of the left side matches one of the right: ${contrast(node, label, left, right)}.`,
            next: nextStep(node, label, left, right),
          }),
        ]
      })
      return proven.length > 0 ? proven : [...walk(query.expr)].flatMap((node) => likely(subject, query, node, of))
    }),
}

/** What the scrape configuration or a join says of the two sides, whose labels are not all known. */
function likely(subject: Subject, query: Query, node: Expr, of: Inspected['of']): readonly Finding[] {
  if (node.is !== 'binary' || of(node.left).type !== 'vector' || of(node.right).type !== 'vector') return []
  const about = { culprit: node, part: 'operator' } as const
  const [left, right] = instancesApart(subject, node, of) ?? []
  if (left !== undefined && right !== undefined)
    return [
      findingOf(query, {
        ...about,
        what: `No series of the left side matches one of the right: instance is ${listed(left, 3)} on the left and ${listed(right, 3)} on the right.`,
        next: 'Match by a label that both jobs have, or aggregate instance away on both sides.',
      }),
    ]
  const brought = labelBrought(node)
  if (brought === undefined) return []
  const { label, join } = brought
  const by = join.matching?.kind === 'on' ? join.matching.labels.join(', ') : '…'
  return [
    findingOf(query, {
      ...about,
      what: `group_${join.matching?.group?.side} brings ${label} to one side, and ${node.op} compares all labels: the other side, the same metric without ${label}, never matches.`,
      next: `Match with on (${by}), or join after the ${node.op}.`,
    }),
  ]
}

/** What sets the two sides apart: of a label that one of them lacks, all labels that it lacks. */
function contrast({ matching }: Binary, label: string, left: LabelSet, right: LabelSet): string {
  const [a, b] = [left.get(label), right.get(label)]
  if (a?.values && b?.values) {
    return `${label} is ${a.values.join(' or ')} on the left and ${b.values.join(' or ')} on the right`
  }
  const [rich, poor, where] = a === undefined ? [right, left, 'right'] : [left, right, 'left']
  const lacking = rich.must.filter((name) => {
    const matched = matching === undefined || (matching.kind === 'on') === matching.labels.includes(name)
    return name !== '__name__' && matched && !poor.isPossible(name)
  })
  const other = where === 'left' ? 'right' : 'left'
  const verb = lacking.length > 1 ? 'are' : 'is'
  return `${lacking.join(', ')} ${verb} on every series of the ${where} side and on none of the ${other}`
}

function nextStep({ op, matching }: Binary, label: string, left: LabelSet, right: LabelSet): string {
  if (matching?.kind === 'on') return `Keep ${label} on both sides, or leave it out of on (…).`
  if (left.get(label)?.values && right.get(label)?.values)
    return `Let ignoring (${label}) pair them, or aggregate ${label} away on both sides.`
  const [rich, poor] = left.get(label) === undefined ? ['right', 'left'] : ['left', 'right']
  const shared = [...left.may].filter((name) => name !== '__name__' && right.isPossible(name))
  const isSet = op === 'and' || op === 'unless'
  const matchOn = isSet ? `match with on (${shared.join(', ')})` : `match with on (${shared.join(', ')}) group_${rich}`
  return `Aggregate the ${rich} side by the labels of the ${poor} side, or ${matchOn}.`
}
