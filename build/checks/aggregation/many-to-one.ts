import type { Subject } from '../../model/subject.ts'
import { hasMacro } from '../../promql/macros.ts'
import { accepts } from '../../promql/regex/compile.ts'
import { selectors } from '../../promql/rewrite.ts'
import type { Binary, Expr } from '../../promql/tree.ts'
import { bare } from '../../promql/walk.ts'
import type { Check } from '../check.ts'
import { type Inspected, inspect, type Remark } from '../support/inspect.ts'

export const manyToOne: Check = {
  id: 'many-to-one',
  severity: 'error',
  covers: ['A04'],
  isLocal: true,
  about:
    'Where several series of a side share the labels that two sides are matched by, Prometheus refuses the whole query while it runs: "multiple matches for labels", "many-to-many matching not allowed". group_left or group_right allows it on one side; the other side must be unique, which an info metric is not while two instances or two versions live. A side has several series when it keeps a label with several values besides the matched ones; where such a label may depend on a matched or chosen one, the check is silent, unless a recorded exposition has two such series side by side.',
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
        const seen = twinsSeen(subject, node, expr)
        if (seen !== undefined) return alike(node, name, seen)
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

type Sample = Readonly<Record<string, string>>

/** Two series of a side that a recorded exposition shows with the same matched labels; values can filter, so only of plain series. */
function twinsSeen(subject: Subject, { matching }: Binary, side: Expr): readonly [Sample, Sample] | undefined {
  const inside = bare(side)
  const selector = inside.is === 'call' && ['rate', 'increase', 'irate'].includes(inside.fn) ? inside.args[0] : inside
  if (selector?.is !== 'selector' || matching === undefined) return undefined
  const known = subject.catalog.find(selector.metric ?? '')
  if (known === undefined || !('foreign' in known)) return undefined
  const chosen = known.foreign.samples?.filter((sample) =>
    selector.matchers.every(
      (matcher) =>
        ['job', 'instance'].includes(matcher.label) ||
        (!hasMacro(matcher.value) && accepts(matcher, sample[matcher.label] ?? '') === true),
    ),
  )
  const first = new Map<string, Sample>()
  for (const sample of chosen ?? []) {
    const labels = Object.keys(sample).filter((label) => (matching.kind === 'on') === matching.labels.includes(label))
    const key = JSON.stringify(labels.sort().map((label) => [label, sample[label]]))
    const twin = first.get(key)
    if (twin !== undefined) return [twin, sample]
    first.set(key, sample)
  }
  return undefined
}

function alike({ matching }: Binary, name: string, [one, other]: readonly [Sample, Sample]): Remark | undefined {
  if (matching === undefined) return undefined
  const label = Object.keys({ ...one, ...other }).find((each) => one[each] !== other[each]) ?? ''
  const values = [one, other].map((sample) => `${label}="${sample[label] ?? ''}"`).join(' and ')
  const by =
    matching.kind === 'on' ? matching.labels : Object.keys(one).filter((each) => !matching.labels.includes(each))
  return {
    culprit: matching,
    what: `The exposition has two series of the ${name} side with the same ${by.join(', ') || 'nothing'}, ${values}: the query fails at "multiple matches for labels".`,
    next: `Match by ${label} too, choose one of its values, or aggregate the ${name} side first: max by (${[...by, ...(matching.group?.include ?? [])].join(', ')}) (…).`,
  }
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
