import type { Panel, Query } from '../../documents/views.ts'
import type { Subject } from '../../model/subject.ts'
import { nameOf } from '../../promql/infer/unit.ts'
import type { Expr } from '../../promql/tree.ts'
import { walk } from '../../promql/walk.ts'
import type { Check, Finding } from '../check.ts'
import { inferenceOf } from '../support/inference.ts'
import { inWords } from '../support/measured.ts'

export const lyingTitle: Check = {
  id: 'lying-title',
  severity: 'error',
  covers: ['D11'],
  isLocal: true,
  about:
    'A title says what the query computes: "p95" shows the 95th percentile and no other, a "success rate" or "percentage" is a share and not operations per second, "per second" is a rate. Words that people use in several ways, such as "error rate", are left alone.',
  run: (subject) =>
    subject.dashboards.flatMap(({ panels }) =>
      panels.flatMap((panel) =>
        panel.targets.flatMap(({ query }) =>
          query === undefined ? [] : [...otherQuantile(panel, query), ...otherUnit(subject, panel, query)],
        ),
      ),
    ),
}

/** `p95`, `P99.9`, `95th percentile`, `median`. */
const promised = (title: string): readonly number[] => [
  ...[...title.matchAll(/\bp(\d{2}(?:\.\d+)?)\b|\b(\d{2}(?:\.\d+)?)(?:th|st|nd|rd)? ?(?:percentile|%ile)/gi)].map(
    ([, short, long]) => Number(short ?? long) / 100,
  ),
  ...(/\bmedian\b/i.test(title) ? [0.5] : []),
]

function otherQuantile({ title, place }: Panel, query: Query): readonly Finding[] {
  const titled = promised(title)
  if (titled.length === 0) return []
  return [...walk(query.expr)].flatMap((node) => {
    const q = quantileOf(node)
    if (q === undefined || titled.some((each) => Math.abs(each - q) < 1e-9)) return []
    return [
      {
        place,
        query: { ...query, culprit: node },
        what: `The title "${title}" promises ${titled.map(percent).join(' and ')}, and this is ${percent(q)}.`,
        next: 'Change one of them, or move this query to a panel of its own.',
      },
    ]
  })
}

const percent = (q: number): string => `the ${Number((q * 100).toPrecision(6))}th percentile`

function quantileOf(node: Expr): number | undefined {
  const q = node.is === 'call' && node.fn === 'histogram_quantile' ? node.args[0] : undefined
  return q?.is === 'number' && q.value > 0 && q.value < 1 ? q.value : undefined
}

const shares =
  /\b(?:success|hit|miss|availability) (?:rate|ratio)\b|\bpercent(?:age)?\b(?! of time)|\bratio\b|\(%\)|^%/i
const rates = /\bper second\b|\/ ?s(?:ec)?\b/i

function otherUnit(subject: Subject, { title, place }: Panel, query: Query): readonly Finding[] {
  const { unit, kind } = inferenceOf(subject, query).value
  const name = nameOf(unit)
  if (
    name === undefined ||
    unit === undefined ||
    unit === 'any' ||
    kind === 'state' ||
    (name === 'count' && kind !== 'increase')
  )
    return []
  const about = { place, query: { ...query, culprit: query.expr } }
  const next = 'Change the title, or the query.'
  if (shares.test(title) && name !== 'ratio' && name !== 'percent') {
    return [{ ...about, what: `The title "${title}" promises a share, and the query answers ${inWords(unit)}.`, next }]
  }
  if (rates.test(title) && (kind === 'increase' || kind === 'quantile')) {
    return [{ ...about, what: `The title "${title}" promises a rate, and the query answers ${inWords(unit)}.`, next }]
  }
  return []
}
