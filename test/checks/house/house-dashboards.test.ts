import { expect, test } from 'vitest'
import { houseDashboards } from '../../../build/checks/house/house-dashboards.ts'
import { against } from '../foreign.ts'
import { told } from '../subject.ts'

const house = { dashboards: { tags: ['shop'], variables: ['cluster'], folders: ['teams/.+', 'Shared'] } }
const of = (file: string, json: object) =>
  told(houseDashboards, {
    ...against('', { [file]: JSON.stringify({ title: 'D', schemaVersion: 39, panels: [], ...json }) }),
    house,
  })

const right = { tags: ['shop', 'x'], templating: { list: [{ name: 'cluster', type: 'query' }] } }

test('tags, variables and the folder', () => {
  expect(of('teams/a/d.json', right)).toBe('')
  expect(of('teams/a/d.json', { ...right, tags: ['x'] })).toContain('The dashboard has no tag shop.')
  expect(of('teams/a/d.json', { ...right, templating: {} })).toContain('The dashboard has no variable cluster.')
  expect(of('other/d.json', right)).toContain('stands in the folder other, and allowed are teams/.+, Shared.')
})

test('the folder of a version 2 dashboard is that of Grafana', () => {
  const v2 = {
    apiVersion: 'dashboard.grafana.app/v2',
    kind: 'Dashboard',
    metadata: { name: 'd', annotations: { 'grafana.app/folder': 'Shared' } },
    spec: {
      title: 'D',
      tags: ['shop'],
      elements: {},
      layout: {},
      variables: [{ kind: 'QueryVariable', spec: { name: 'cluster' } }],
    },
  }
  const subject = against('', { 'other/d.json': JSON.stringify(v2) })
  expect(told(houseDashboards, { ...subject, house })).toBe('')
})
