import { expect, test } from 'vitest'
import { instancesOf, valuesOf } from '../../build/language/dashboard.ts'
import { quantile } from '../../build/language/functions.ts'
import { stat } from '../../build/language/panels.ts'
import { panelLink, runbookUrl } from '../../build/targets/links.ts'
import { latency, queue, requests } from '../language/metrics.ts'
import { model, piling, slow, urls } from './alerting.ts'

const idOf = (title: string): number | undefined =>
  model()
    .dashboards.flatMap(({ rows }) => rows.flatMap(({ panels }) => panels))
    .find((panel) => panel.title === title)?.id

test('a runbook is where the settings say, under the name of its alert: a page from Grafana, Markdown in a repository', () => {
  const { stack } = model()
  expect(runbookUrl(stack, 'Slow')).toBe(`${urls.runbooks}/Slow.md`)
  const runbooks = `${urls.grafana}/public/runbooks`
  expect(runbookUrl({ ...stack, urls: { ...stack.urls, runbooks } }, 'Slow')).toBe(`${runbooks}/Slow.html`)
})

test('an alert leads to the panel that shows it over time, alone', () => {
  expect(panelLink(model(), slow)).toEqual({
    title: 'Any › Over time',
    uid: 'any',
    panelId: idOf('Over time'),
    url: `${urls.grafana}/d/any?viewPanel=${idOf('Over time')}`,
  })
})

test('or to one that shows it at all, or nowhere', () => {
  const onlyStat = model([], [[stat('Slowest', quantile(0.95, latency), 'Any.', { alert: slow })]])
  expect(panelLink(onlyStat, slow)).toMatchObject({ title: 'Any › Slowest', panelId: idOf('Slowest') })
  expect(panelLink(model(), piling)).toBeUndefined()
})

test('it picks what the firing series has, by the pickers that narrow the panel', () => {
  const filters = [
    valuesOf(requests, 'route', 'Route'),
    // Not of the alert's series.
    instancesOf(latency, 'node_instance', 'Node'),
    valuesOf(queue, 'name', 'Queue'),
  ]
  expect(panelLink(model(filters), slow)?.url).toBe(
    `${urls.grafana}/d/any?viewPanel=${idOf('Over time')}&var-route={{ $labels.route | urlquery }}`,
  )
})
