import { selectors } from '../../promql/rewrite.ts'
import type { Check } from '../check.ts'
import { distinguishing } from '../support/identity.ts'
import { inferenceOf } from '../support/inference.ts'
import { legendsOf } from '../support/legend.ts'
import { hasReference, referencesIn } from '../support/references.ts'

/** In a stack with one target for each job these do not distinguish anything. */
const targetLabels = ['job', 'instance']

export const constantLegend: Check = {
  id: 'constant-legend',
  severity: 'error',
  covers: ['G02'],
  about:
    'The series of one query are told apart by their legend: where it is the same text for all of them, ten lines are called "API", and Grafana may even merge their colours. Queries that differ by job and instance only are left alone, since there may be one of each; so are labels that a variable of the dashboard may narrow to one value.',
  run: (subject) =>
    legendsOf(subject).flatMap(({ panel, target: { legend, query }, labels }) => {
      if (labels.length > 0 || referencesIn(legend).length > 0) return []
      const { value } = inferenceOf(subject, query)
      const narrowed = selectors(query.expr)
        .flatMap(({ matchers }) => matchers)
        .filter(({ value: text }) => hasReference(text))
      const mentioned = narrowed.flatMap(({ value: text }) => referencesIn(text).map(({ name }) => name))
      const parted = distinguishing(value).filter(
        (label) => !targetLabels.includes(label) && !narrowed.some((matcher) => matcher.label === label),
      )
      // A variable elsewhere, as in `by ($label)`, decides what the series are.
      const elsewhere = referencesIn(query.text).some(({ name }) => !name.startsWith('__') && !mentioned.includes(name))
      if (parted.length === 0 || elsewhere) return []
      return [
        {
          place: panel.place,
          excerpt: { text: legend, from: 0, to: legend.length },
          what: `The query has one series per ${parted.join(', ')}, and the legend calls all of them "${legend}".`,
          next: `Write ${parted.map((label) => `{{${label}}}`).join(' ')} into the legend, or aggregate them away.`,
        },
      ]
    }),
}
