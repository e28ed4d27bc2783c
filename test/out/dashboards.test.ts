import { describe, expect, test } from 'vitest'
import { parse as fromYaml } from 'yaml'
import { parse } from '../../build/promql/parse.ts'
import { selectors } from '../../build/promql/rewrite.ts'
import type { Matcher } from '../../build/promql/tree.ts'
import { checkDashboard } from '../support/dashboard-schema.ts'
import { written } from './expressions.ts'
import { dashboards, panels, textOf } from './generated.ts'

const recordings: readonly { readonly record?: string; readonly expr: string }[] = fromYaml(
  textOf('alerts/recorded.yml'),
).groups[0].rules

describe.each(dashboards)('%s', (path, dashboard) => {
  test("is right by Grafana's schema and our rules", () => {
    expect(checkDashboard(JSON.parse(textOf(path)))).toEqual([])
  })

  test('says what it answers, refreshes every 30 seconds, and shares the crosshair', () => {
    expect(dashboard).toMatchObject({ refresh: '30s', graphTooltip: 1, editable: false })
    expect(dashboard.description).toMatch(/^[A-Z][^?]+\?\n\nGenerated from dashboards\/[\w-]+\.ts /)
    expect(dashboard.tags).toContain('pybase')
  })

  test('links to its siblings with the time range and the variables', () => {
    expect(dashboard.links).toMatchObject([{ type: 'dashboards', tags: ['pybase'], keepTime: true, includeVars: true }])
  })

  test('marks firing alerts, deploys and restarts', () => {
    const queries = written.ofAnnotations().filter(({ where }) => where.startsWith(path))
    const metrics = queries.map(({ where, text }) => [
      where.slice(path.length),
      ...new Set(selectors(parse(text)).map(({ metric }) => metric)),
    ])
    expect(metrics).toEqual([
      [' › annotation Firing alerts', 'ALERTS'],
      [' › annotation Deploys', 'pybase_build_info'],
      [' › annotation Restarts', 'pybase_start_time_seconds'],
    ])
  })

  test('asks for a data source first, and for several values of each other variable', () => {
    const [first, ...others] = dashboard.templating.list
    expect(first).toMatchObject({ type: 'datasource', name: 'datasource', query: 'prometheus' })
    expect(others.length).toBeGreaterThan(0)
    for (const variable of others) expect(variable).toMatchObject({ type: 'query', multi: true, includeAll: true })
  })

  test('lets a variable match any of the chosen values, and only series of the job that it was asked of', () => {
    for (const { where, text } of written.ofPanels().filter((query) => query.where.startsWith(path))) {
      for (const { metric = '', matchers } of selectors(parse(text))) {
        for (const { label, op, value } of matchers.filter((matcher) => matcher.value.startsWith('$'))) {
          expect({ where, label, op }).toMatchObject({ op: '=~' })
          const job =
            [...matchers, ...recordedFrom(metric)].find((matcher) => matcher.label === 'job')?.value ?? 'no job'
          const variable = written.ofVariables().find((each) => each.where === `${path} › variable ${value.slice(1)}`)
          expect({ where, asked: variable?.text }).toMatchObject({
            asked: expect.stringMatching(new RegExp(`job=~?"${job.replaceAll('|', '[|]')}"`)),
          })
        }
      }
    }
  })
})

/** What a recording rule of this name chooses its series by. */
const recordedFrom = (name: string): readonly Matcher[] =>
  recordings
    .filter(({ record }) => record === name)
    .flatMap(({ expr }) => selectors(parse(expr)).flatMap(({ matchers }) => matchers))

test('each panel can be told apart by its title on its dashboard', () => {
  const titles = panels.map(({ path, panel }) => `${path} › ${panel.title}`)
  expect(new Set(titles).size).toBe(titles.length)
})

test('the dashboards have the uids that links from elsewhere rely on', () => {
  expect(Object.fromEntries(dashboards.map(([path, { uid }]) => [path, uid]))).toMatchObject({
    'grafana-dashboards/overview.json': 'pybase-overview',
    'grafana-dashboards/api-performance.json': 'pybase-api-performance',
    'grafana-dashboards/celery-workers.json': 'pybase-celery-workers',
    'grafana-dashboards/database-redis.json': 'pybase-database-redis',
  })
})
