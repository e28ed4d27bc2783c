import type { Query, ScrapeJob } from '../../documents/views.ts'
import { queriesOf } from '../../model/queries.ts'
import type { Subject } from '../../model/subject.ts'
import { accepts } from '../../promql/regex/compile.ts'
import { selectors } from '../../promql/rewrite.ts'
import type { Selector } from '../../promql/tree.ts'
import type { Check, Finding } from '../check.ts'
import { listed } from '../support/alternatives.ts'
import { candidatesOf, jobsRead, type Known, knownOf, matchersOf } from '../support/known-series.ts'
import { type LabelUse, labelUses } from '../support/label-uses.ts'
import { dropping, stripping, type Values } from '../support/relabeling.ts'

export const droppedSeries: Check = {
  id: 'dropped-series',
  severity: 'error',
  covers: ['M08'],
  isLocal: true,
  about:
    'What a query reads survives the relabelling of its job: `metric_relabel_configs` may drop the metric, the bucket that is asked for, or the label that is grouped by. A finding says so only if every series that the query could read is dropped; a rule on labels whose values are not known is passed over.',
  run: (subject) =>
    queriesOf(subject).flatMap((query) => [
      ...selectors(query.expr).flatMap((selector) => series(subject, query, selector)),
      ...[...labelUses(query.expr)].flatMap((use) => label(subject, query, use)),
    ]),
}

function series(subject: Subject, query: Query, culprit: Selector): readonly Finding[] {
  const known = knownOf(subject, culprit)
  const jobs = known && jobsRead(subject, culprit, known.metric)
  if (known === undefined || jobs === undefined || jobs.length === 0) return []
  const values = valuesRead(known, culprit)
  const rules = jobs.map(({ metricRelabeling }) => dropping(metricRelabeling, values))
  const [rule] = rules
  if (rule === undefined || rules.includes(undefined)) return []
  return [
    {
      place: query.place,
      query: { ...query, culprit },
      what: `The relabelling of ${namesOf(jobs)} drops all that this reads of ${known.name}: action: ${rule.action}, source_labels: [${[rule.source_labels].flat().join(', ')}], regex: ${String(rule.regex)}.`,
      next: `Read what is left, or narrow the rule in metric_relabel_configs.`,
    },
  ]
}

/** What the labels of the series that a selector reads may be, as its job exposes them. */
function valuesRead(known: Known, selector: Selector): Values {
  return (label) => {
    if (label === '__name__') return [known.name]
    if (!known.labels.includes(label)) return known.mayHave(label) ? undefined : ['']
    const matchers = matchersOf(selector, label)
    const edges = known.name.endsWith('_bucket') && label === 'le' ? spelled(known.metric?.edges ?? []) : undefined
    const all = matchers.map(candidatesOf).find((values) => values !== undefined) ?? edges ?? known.valuesOf(label)
    return all?.filter((value) => matchers.every((matcher) => accepts(matcher, value) !== false))
  }
}

/** A bucket's edge as Go and as Python write it. */
const spelled = (edges: readonly number[]): readonly string[] =>
  edges.length === 0
    ? []
    : [...edges.flatMap((edge) => [String(edge), ...(Number.isInteger(edge) ? [`${edge}.0`] : [])]), '+Inf']

function label(
  subject: Subject,
  query: Query,
  { label: name, culprit, part, from, matcher }: LabelUse,
): readonly Finding[] {
  const known = from.map((selector) => knownOf(subject, selector))
  if (matcher !== undefined && accepts(matcher, '') !== false) return []
  const jobs = from.flatMap((selector, at) => jobsRead(subject, selector, known[at]?.metric) ?? [])
  const isStripped = ({ metricRelabeling }: ScrapeJob) => stripping(metricRelabeling, name) !== undefined
  if (known.includes(undefined) || jobs.length === 0 || !jobs.every(isStripped)) return []
  return [
    {
      place: query.place,
      query: { ...query, culprit, ...(part === undefined ? {} : { part }) },
      what: `The relabelling of ${namesOf(jobs)} removes the label ${name} from every series before it is stored.`,
      next: 'Do without the label, or leave it out of labeldrop in metric_relabel_configs.',
    },
  ]
}

const namesOf = (jobs: readonly ScrapeJob[]): string => {
  const names = [...new Set(jobs.map(({ name }) => name))]
  return `${names.length === 1 ? 'the job' : 'the jobs'} ${listed(names)}`
}
