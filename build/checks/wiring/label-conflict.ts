import type { Subject } from '../../model/subject.ts'
import type { Expr } from '../../promql/tree.ts'
import { walk } from '../../promql/walk.ts'
import type { Check, Finding } from '../check.ts'
import { alertTexts } from '../support/alert-texts.ts'
import { listed } from '../support/alternatives.ts'
import { inferenceOf } from '../support/inference.ts'
import { rulesOf } from '../support/rules.ts'

export const labelConflict: Check = {
  id: 'label-conflict',
  severity: 'error',
  covers: ['I10', 'I11'],
  about:
    'A label that a rule adds is not one that its series have already, which it would overwrite: series of several instances become one, or Prometheus refuses them as duplicates. Nor is it an external label of the server. And an external label that a text mentions is configured. No rule chooses or groups by an external label that tells the two of a pair apart, such as `replica`: no series of either has it, and where both are read together each value is there twice.',
  run: (subject) => [...overwritten(subject), ...external(subject), ...ofPair(subject)],
}

const overwritten = (subject: Subject): readonly Finding[] =>
  rulesOf(subject).flatMap(({ rule: { labels, place, query } }) => {
    const { value } = inferenceOf(subject, query)
    return Object.entries(labels)
      .filter(([label, text]) => {
        // An empty one takes the label away, and what a template writes may be another text for each series.
        if (text === '' || text.includes('{{')) return false
        const values = value.labels.get(label)?.values
        // What has one value tells no series apart.
        return value.labels.isAlways(label) && values?.length !== 1
      })
      .map(([label, text]) => ({
        place,
        query: { ...query, culprit: query.expr },
        what: `The rule sets ${label} to "${text}", and its series have a label ${label} already: all its values become one.`,
        next: `Call the label otherwise, or aggregate ${label} away.`,
      }))
  })

function external(subject: Subject): readonly Finding[] {
  const { scraping } = subject
  if (scraping === undefined) return []
  const { externalLabels } = scraping
  const configured =
    externalLabels.length === 0 ? 'there are no external labels' : `configured: ${listed(externalLabels)}`
  return [
    ...alertTexts(subject).flatMap(({ place, text }) =>
      [...text.matchAll(/(?:\$externalLabels|\.ExternalLabels)\.(\w+)/g)]
        .filter(([, label = '']) => !externalLabels.includes(label))
        .map(({ 0: all, 1: label, index: from }) => ({
          place,
          excerpt: { text, from, to: from + all.length },
          what: `No external label ${label} is configured, so this is printed as nothing; ${configured}.`,
          next: 'Add it to global.external_labels of prometheus.yml, or leave it out.',
        })),
    ),
    ...rulesOf(subject).flatMap(({ rule: { labels, place } }) =>
      Object.entries(labels)
        // An empty label is none.
        .filter(([label, value]) => value !== '' && externalLabels.includes(label))
        .map(([label]) => ({
          place,
          what: `The rule sets ${label}, which is an external label of this Prometheus: the rule's value hides where the alert comes from.`,
          next: 'Call the label of the rule otherwise.',
        })),
    ),
  ]
}

/** What Prometheus' operator, Thanos and Mimir call the label of one of a pair, and what people do. */
const isReplica = (label: string): boolean => /^(?:prometheus_|__)?replica(?:__)?$/.test(label)

function ofPair(subject: Subject): readonly Finding[] {
  const labels = (subject.scraping?.externalLabels ?? []).filter(isReplica)
  if (labels.length === 0) return []
  // Panels may be asked of what reads both, where a picker of it chooses.
  return rulesOf(subject).flatMap(({ rule: { query, place } }) =>
    [...walk(query.expr)].flatMap((culprit) => {
      const named = labels.find((label) => labelsNamedIn(culprit).includes(label))
      if (named === undefined) return []
      return [
        {
          place,
          query: { ...query, culprit },
          what: `${named} is an external label, which tells the two of a pair apart: no series here has it, and where both are read together each value is there twice.`,
          next: `Leave ${named} out: what both know is the same.`,
        },
      ]
    }),
  )
}

/** The labels by which this expression itself chooses, groups or joins. */
function labelsNamedIn(expr: Expr): readonly string[] {
  if (expr.is === 'selector') return expr.matchers.map(({ label }) => label)
  if (expr.is === 'aggregation') return expr.grouping?.kind === 'by' ? expr.grouping.labels : []
  return expr.is === 'binary' && expr.matching?.kind === 'on' ? expr.matching.labels : []
}
