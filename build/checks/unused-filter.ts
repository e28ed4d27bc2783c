import { panelsOf } from '../model/model.ts'
import { selectors } from '../promql/rewrite.ts'
import type { Check } from './check.ts'

/** A picker on a dashboard narrows at least one of its panels. */
export const unusedFilter: Check = ({ dashboards }) =>
  dashboards.flatMap(({ file, filters, rows }) => {
    const read = panelsOf({ rows }).flatMap(({ targets }) => targets.flatMap(({ expr }) => selectors(expr)))
    const values = new Set(read.flatMap(({ matchers }) => matchers.map(({ value }) => value)))
    return filters
      .filter(({ name }) => !values.has(`$${name}`))
      .map(({ name, label }) => ({
        where: `${file} › filter ${label}`,
        what: `No panel reads the variable $${name}: choosing a value would change nothing.`,
        next: 'Remove the filter, or take the metric that its panels read.',
      }))
  })
