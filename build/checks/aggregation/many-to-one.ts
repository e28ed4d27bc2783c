import { selectors } from '../../promql/rewrite.ts'
import type { Binary, Expr } from '../../promql/tree.ts'
import type { Check } from '../check.ts'
import { type Inspected, inspect } from '../support/inspect.ts'
import { bare } from '../support/terms.ts'

export const manyToOne: Check = {
  id: 'many-to-one',
  severity: 'error',
  covers: ['A04'],
  about:
    'Where several series of a side share the labels that two sides are matched by, Prometheus refuses the whole query while it runs: "multiple matches for labels", "many-to-many matching not allowed". group_left or group_right allows it on one side; the other side must be unique, which an info metric is not while two instances or two versions live. A side has several series when it keeps a label with several values besides the matched ones; where such a label may depend on a matched or chosen one, the check is silent.',
  run: (subject) =>
    inspect(subject, ({ node, of }) => {
      if (node.is !== 'binary' || ['and', 'or', 'unless'].includes(node.op)) return undefined
      if (of(node.left).type !== 'vector' || of(node.right).type !== 'vector') return undefined
      const { matching } = node
      if (matching === undefined) return undefined
      const sides = [
        ...(matching.group?.side === 'left' ? [] : ([{ name: 'left', expr: node.left }] as const)),
        ...(matching.group?.side === 'right' ? [] : ([{ name: 'right', expr: node.right }] as const)),
      ]
      for (const { name, expr } of sides) {
        const label = severalBy(node, expr, of)
        if (label === undefined) continue
        const by = matchedIn(node, expr, of)
        return {
          culprit: matching,
          what: `The ${name} side has a series for each ${label}, and only ${by.join(', ') || 'nothing'} is matched: the query fails at "multiple matches for labels".`,
          next:
            matching.group === undefined && severalBy(node, name === 'left' ? node.right : node.left, of) === undefined
              ? `Add group_${name}, or aggregate the ${name} side by (${by.join(', ')}).`
              : `Aggregate the ${name} side first: max by (${[...by, ...(matching.group?.include ?? [])].join(', ')}) (…).`,
        }
      }
      return undefined
    }),
}

/** The labels of one side that the two are matched by. */
function matchedIn({ matching }: Binary, side: Expr, of: Inspected['of']): readonly string[] {
  if (matching?.kind === 'on') return matching.labels
  return of(side).labels.may.filter((label) => label !== '__name__' && !matching?.labels.includes(label))
}

/** A label that makes several series of one side share what is matched. */
function severalBy(node: Binary, side: Expr, of: Inspected['of']): string | undefined {
  const { labels } = of(side)
  const matched = matchedIn(node, side, of)
  // What group_left brings over is added because it depends on what is matched.
  const depends = ['__name__', 'job', ...matched, ...(node.matching?.group?.include ?? [])]
  const left = labels.must.filter((label) => !depends.includes(label))
  const inside = bare(side)
  // What an info metric says of an instance depends on the instance alone.
  if (inside.is === 'selector' && of(inside).kind === 'info') return left.find((label) => label === 'instance')
  // A label that is chosen may decide the others, as a mountpoint decides its device; so may one that is matched.
  if (
    selectors(side).some(({ matchers }) => matchers.some(({ label, op }) => label !== 'job' && !op.startsWith('!')))
  ) {
    return undefined
  }
  const byTarget = node.matching?.kind === 'on' && matched.every((label) => label === 'job' || label === 'instance')
  return left.find((label) => {
    const count = labels.get(label)?.values?.length
    return label !== 'instance' && (count === undefined ? byTarget : count > 1)
  })
}
