import { below } from '../../documents/values.ts'
import type { Panel } from '../../documents/views.ts'
import type { Subject } from '../../model/subject.ts'
import type { Check, Finding } from '../check.ts'
import { distinguishing } from '../support/identity.ts'
import { inferenceOf } from '../support/inference.ts'
import { referencesIn } from '../support/references.ts'

export const singleValue: Check = {
  id: 'single-value',
  severity: 'error',
  covers: ['D09'],
  isLocal: true,
  about:
    'A stat that prints numbers without names shows one number: with one series per method, nobody can tell which is which. A gauge has a maximum, or its dial ends at whatever the largest value of the moment is, and is always full. A stat that prints names beside its numbers may show several, and so may a query that differs by job and instance only, or that a variable narrows. Units of percent bring their own range.',
  run: (subject) =>
    subject.dashboards.flatMap(({ panels }) =>
      panels.flatMap((panel) => [...unnamed(subject, panel), ...endless(panel)]),
    ),
}

function unnamed(subject: Subject, { type, json, place, targets }: Panel): readonly Finding[] {
  const isNameless =
    (type === 'singlestat' && json.valueName !== 'name') ||
    (type === 'stat' && below(json, 'options', 'textMode') === 'value')
  // What becomes a column may be the name itself.
  if (!isNameless || below(json, 'options', 'reduceOptions', 'values') === true) return []
  return targets.flatMap(({ query }) => {
    if (query === undefined || referencesIn(query.text).some(({ name }) => !name.startsWith('__'))) return []
    const labels = distinguishing(inferenceOf(subject, query).value)
    const parted = labels.filter((label) => label !== 'job' && label !== 'instance')
    if (parted.length === 0) return []
    return [
      {
        place,
        query: { ...query, culprit: query.expr },
        what: `The panel prints numbers without names, and the query has one series per ${parted.join(', ')}.`,
        next: 'Aggregate the labels away, for instance with sum(…), or let the panel print the names.',
      },
    ]
  })
}

function endless({ type, json, place, unit, targets }: Panel): readonly Finding[] {
  const defaults = below(json, 'fieldConfig', 'defaults')
  if (type !== 'gauge' || targets.length === 0 || defaults === undefined) return []
  if (unit?.startsWith('percent') || typeof below(defaults, 'max') === 'number') return []
  const overrides = below(json, 'fieldConfig', 'overrides')
  if (Array.isArray(overrides) && overrides.length > 0) return []
  return [
    {
      place,
      what: 'The gauge has no maximum, so its dial ends at the largest value of the moment.',
      next: 'Set min and max to the range of the value, or show it as a stat.',
    },
  ]
}
