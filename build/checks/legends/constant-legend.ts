import type { Check } from '../check.ts'
import { distinguishing } from '../support/identity.ts'
import { inferenceOf } from '../support/inference.ts'
import { legendsOf } from '../support/legend.ts'
import { referencesIn } from '../support/references.ts'

/** In a stack with one target for each job these do not distinguish anything. */
const targetLabels = ['job', 'instance']

export const constantLegend: Check = {
  id: 'constant-legend',
  severity: 'error',
  covers: ['G02'],
  about:
    'The series of one query are told apart by their legend: where it is the same text for all of them, ten lines are called "API", and Grafana may even merge their colours. Queries that differ by job and instance only are left alone, since there may be one of each; so are queries that a variable of the dashboard may narrow to one series.',
  run: (subject) =>
    legendsOf(subject).flatMap(({ panel, target: { legend, query }, labels }) => {
      if (labels.length > 0 || referencesIn(legend).length > 0) return []
      const { value } = inferenceOf(subject, query)
      const parted = distinguishing(value).filter((label) => !targetLabels.includes(label))
      if (parted.length === 0 || referencesIn(query.text).some(({ name }) => !name.startsWith('__'))) return []
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
