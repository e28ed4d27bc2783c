import { panelsOf } from '../../model/model.ts'
import { selectors } from '../../promql/rewrite.ts'
import type { Check } from '../check.ts'

export const unusedFilter: Check = {
  id: 'unused-filter',
  severity: 'error',
  covers: ['V01'],
  about:
    'A picker on a dashboard narrows at least one of its panels; otherwise choosing a value changes nothing, and the reader believes it did.',
  run: ({ model }) =>
    (model?.dashboards ?? []).flatMap(({ file, filters, rows }) => {
      const read = panelsOf({ rows }).flatMap(({ targets }) => targets.flatMap(({ expr }) => selectors(expr)))
      const values = new Set(read.flatMap(({ matchers }) => matchers.map(({ value }) => value)))
      return filters
        .filter(({ name }) => !values.has(`$${name}`))
        .map(({ name, label }) => ({
          place: { file, path: [`filter ${label}`] },
          what: `No panel reads the variable $${name}: choosing a value would change nothing.`,
          next: 'Remove the filter, or take the metric that its panels read.',
        }))
    }),
}
