import { describe, expect, test } from 'vitest'
import { dataSourcesOf } from '../../build/documents/data-source.ts'
import { queriesOfDashboard } from '../../build/import/panel-queries.ts'
import { subjectOfFiles } from '../../build/model/subject-of-files.ts'
import { dataSourceOf } from '../../build/preview/app/dashboard/reading/data-source.ts'

const chosen = { templating: { list: [{ type: 'datasource', name: 'logs', query: 'loki' }] } }

const cases: readonly (readonly [string, unknown, boolean])[] = [
  ['a type', { type: 'prometheus', uid: 'p' }, true],
  ['a type that speaks PromQL', { type: 'grafana-mimir-datasource', uid: 'm' }, true],
  ['another type', { type: 'loki', uid: 'l' }, false],
  ['a name that says nothing', 'Ops', true],
  ['a name that tells its language', 'Loki prod', false],
  ['a variable that is a Prometheus, for all that is known', { uid: '$datasource' }, true],
  ['a variable of another type', { uid: '$logs' }, false],
  ['Grafana itself', { type: 'datasource', uid: '-- Grafana --' }, false],
  ['another panel', { type: 'datasource', uid: '-- Dashboard --' }, false],
  ['several', { type: 'datasource', uid: '-- Mixed --' }, true],
  ['nothing', undefined, true],
]

describe('whether a query asks a Prometheus is the same for whoever reads the dashboard', () => {
  test.each(cases)('%s', (_, datasource, expected) => {
    const panels = [{ type: 'timeseries', title: 'P', datasource, targets: [{ refId: 'A', expr: 'up' }] }]
    const json = { title: 'D', schemaVersion: 39, ...chosen, panels }
    const asks = dataSourcesOf(json)
    expect(asks(undefined, datasource)).toBe(expected)
    expect(dataSourceOf(asks, undefined, datasource) === 'prometheus').toBe(expected)
    const text = JSON.stringify(json)
    const subject = subjectOfFiles([{ file: 'd.json', text, isNamed: true }], { own: undefined, foreign: [] })
    expect(subject.dashboards[0]?.panels[0]?.targets[0]?.query !== undefined).toBe(expected)
    const imported = queriesOfDashboard({ file: 'd.json', stem: 'd', folder: '', json })
    expect(imported.length > 0).toBe(expected)
  })
})

test('what a query asks instead has the name that people know it by', () => {
  const asks = dataSourcesOf(chosen)
  expect(dataSourceOf(asks, undefined, { type: 'loki', uid: 'l' })).toBe('loki')
  expect(dataSourceOf(asks, 'Loki prod')).toBe('Loki prod')
  expect(dataSourceOf(asks, { type: 'datasource', uid: '-- Grafana --' })).toBe('-- Grafana --')
})
