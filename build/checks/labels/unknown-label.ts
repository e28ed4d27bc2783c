import type { Query } from '../../documents/views.ts'
import { queriesOf } from '../../model/queries.ts'
import type { Subject } from '../../model/subject.ts'
import { nearest } from '../../nearest.ts'
import { hasMacro } from '../../promql/macros.ts'
import { accepts } from '../../promql/regex/compile.ts'
import { selectors } from '../../promql/rewrite.ts'
import type { Matcher } from '../../promql/tree.ts'
import type { Check, Finding } from '../check.ts'
import { wholeOf } from '../parts.ts'
import { listed } from '../support/alternatives.ts'
import { type Inspected, inspectQuery, type Remark } from '../support/inspect.ts'
import { knownOf } from '../support/known-series.ts'
import { type LabelUse, labelUses } from '../support/label-uses.ts'
import { usualTargetLabels } from '../support/scraping.ts'

export const unknownLabel: Check = {
  id: 'unknown-label',
  severity: 'error',
  covers: ['L01'],
  isLocal: true,
  about:
    'Each label that a query selects, groups or joins by is one that the metric has, or that the recording rule stores. Prometheus takes a missing label for an empty one: a selector then matches nothing, a grouping puts everything together, a negative matcher excludes nothing, all without a word. Where the scrape configuration is not known, labels that targets usually get, such as cluster or namespace, are believed, and so is one by which readers choose the series of several metrics.',
  run: (subject) =>
    queriesOf(subject).flatMap((query) => {
      const found = [...labelUses(query.expr)].flatMap((use) => told(subject, query, use))
      return found.length > 0 ? found : inspectQuery(subject, query, goneBefore)
    }),
}

/** A grouping, or a join, by a label that an aggregation inside has taken away. */
function goneBefore({ node, of }: Inspected): Remark | undefined {
  const [culprit, sides] =
    node.is === 'aggregation' && node.grouping?.kind === 'by'
      ? [node.grouping, [node.expr]]
      : node.is === 'binary' && node.matching?.kind === 'on'
        ? [node.matching, [node.left, node.right]]
        : []
  if (culprit === undefined || sides === undefined) return undefined
  const gone = culprit.labels.find(
    (label) =>
      !hasMacro(label) &&
      sides.every((side) => {
        const { labels } = of(side)
        const had = selectors(side).some((selector) => of(selector).labels.isPossible(label))
        return of(side).type === 'vector' && !labels.open && !labels.isPossible(label) && had
      }),
  )
  if (gone === undefined) return undefined
  const effect = node.is === 'binary' ? effects.on : effects.by
  return {
    culprit,
    part: gone,
    what: `An aggregation inside has taken the label ${gone} away, ${effect}.`,
    next: `Keep ${gone} in the aggregation inside, or leave it out here.`,
  }
}

const effects = {
  by: 'so grouping by it puts all series together',
  on: 'so it says nothing about which series belong together',
  include: 'so there is nothing to bring along',
  source: 'so there is nothing to take it from',
} as const

function told(
  subject: Subject,
  query: Query,
  { label, how, matcher, culprit, part, from }: LabelUse,
): readonly Finding[] {
  const known = from.map((selector) => knownOf(subject, selector))
  if (from.length === 0 || hasMacro(label)) return []
  if (known.some((series) => series === undefined || series.mayHave(label))) return []
  // Rules for everybody group by labels that only some have, and dashboards let the reader choose one.
  const isOptional = matcher === undefined || hasMacro(matcher.value)
  if (subject.model === undefined && isOptional && usualTargetLabels.includes(label)) return []
  if (isOptional && isOfTargets(subject, label)) return []
  if (matcher?.op === '=' && matcher.value === '') return []
  const labels = [...new Set(known.flatMap((series) => series?.labels ?? []))]
  const names = [...new Set(known.map((series) => series?.name ?? ''))]
  const meant = nearest(label, labels)
  const effect = how === 'matcher' ? selected(matcher) : effects[how]
  return [
    {
      place: query.place,
      query: { ...query, culprit, ...(part === undefined ? {} : { part }) },
      what: `${listed(names, 3)} ${names.length === 1 ? 'has' : 'have'} no label ${label}, ${effect}; ${meant === undefined ? `the labels are ${listed(labels)}` : `the nearest is ${meant}`}.`,
      next: 'Correct the name, or take a metric that has this label.',
    },
  ]
}

/** By so many metrics of a dashboard nobody chooses a label that one of them has by itself. */
const enough = 3

/** Whether a label that readers choose is one that a scrape configuration, which is not among the files, adds to all. */
function isOfTargets(part: Subject, label: string): boolean {
  const subject = wholeOf(part)
  if (subject.model !== undefined || subject.scraping !== undefined || subject.server !== undefined) return false
  const known = chosen.get(subject) ?? metricsByLabel(subject)
  chosen.set(subject, known)
  return (known.get(label)?.size ?? 0) >= enough
}

const chosen = new WeakMap<Subject, ReadonlyMap<string, ReadonlySet<string>>>()

/** The metrics of which readers choose series by a label: `rate(a{chain=~"$chain"}[5m])`. */
function metricsByLabel(subject: Subject): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>()
  for (const { metric = '', matchers } of queriesOf(subject).flatMap(({ expr }) => selectors(expr)))
    for (const { label, value } of matchers)
      if (hasMacro(value)) found.set(label, (found.get(label) ?? new Set()).add(metric))
  return found
}

function selected(matcher: Matcher | undefined): string {
  if (matcher === undefined || hasMacro(matcher.value)) return 'so whoever chooses a value of it sees nothing'
  return accepts(matcher, '') === false ? 'so no series is selected' : 'so every series is selected'
}
