import { expect, test } from 'vitest'
import { unusedFilter } from '../../../build/checks/variables/unused-filter.ts'
import { ours, told } from '../subject.ts'
import { ourWith } from '../written.ts'

test('a picker that narrows nothing', () => {
  const [first] = ours.model?.dashboards.filter(({ name }) => name === 'database-redis') ?? []
  const moved = ourWith(({ dashboards }) => ({
    dashboards: dashboards
      .filter(({ name }) => name === 'celery-workers')
      .map((each) => ({ ...each, value: { ...each.value, filters: first?.filters.slice(0, 1) ?? [] } })),
  }))
  expect(told(unusedFilter, moved)).toMatchInlineSnapshot(`
    "error  unused-filter   dashboards/celery-workers.ts › filter PostgreSQL
      No panel reads the variable $postgres_instance: choosing a value would change nothing.
      Remove the filter, or take the metric that its panels read."
  `)
})
