import type { Subject } from '../../model/subject.ts'
import { selectors } from '../../promql/rewrite.ts'
import type { Expr } from '../../promql/tree.ts'
import type { Check } from '../check.ts'
import { alternatives } from '../support/alternatives.ts'
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
  isLocal: true,
  about:
    'The series of one query are told apart by their legend: where it is the same text for all of them, ten lines are called "API", and Grafana may even merge their colours. Queries that differ by job and instance only are left alone, since there may be one of each, unless they name several jobs that Prometheus scrapes; so are labels that a variable of the dashboard may narrow to one value.',
  run: (subject) =>
    legendsOf(subject).flatMap(({ panel, target: { legend, query }, labels }) => {
      if (labels.length > 0 || referencesIn(legend).length > 0) return []
      const { value } = inferenceOf(subject, query)
      const narrowed = selectors(query.expr)
        .flatMap(({ matchers }) => matchers)
        .filter(({ value: text }) => hasReference(text))
      const mentioned = narrowed.flatMap(({ value: text }) => referencesIn(text).map(({ name }) => name))
      const parted = distinguishing(value).filter(
        (label) =>
          (label !== 'le' || hasBuckets(query.expr)) &&
          (!targetLabels.includes(label) || (label === 'job' && namesJobs(subject, query.expr))) &&
          !narrowed.some((matcher) => matcher.label === label) &&
          !mentioned.some((name) => isAlike(name, label)),
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

/** A variable may narrow a label of its name through another one: `nodename` narrows node_name by instance. */
const isAlike = (a: string, b: string): boolean =>
  a.replaceAll('_', '').toLowerCase() === b.replaceAll('_', '').toLowerCase()

/** The sum and the count of a classic histogram have no `le`, though a query may group by it. */
const hasBuckets = (expr: Expr): boolean => selectors(expr).some(({ metric }) => !/_(?:sum|count)$/.test(metric ?? ''))

/** Whether every selector names several jobs that are scraped; without the configuration, alternatives may be spellings of one. */
function namesJobs({ scraping }: Subject, expr: Expr): boolean {
  const scraped = new Set(scraping?.jobs.map(({ name }) => name))
  return selectors(expr).every(({ matchers }) =>
    matchers.some(
      ({ label, op, value }) =>
        label === 'job' && op === '=~' && alternatives(value).filter((name) => scraped.has(name)).length > 1,
    ),
  )
}
