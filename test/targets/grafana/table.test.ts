import { expect, test } from 'vitest'
import { quantile, rate, sum } from '../../../build/language/functions.ts'
import { table } from '../../../build/language/panels.ts'
import { drawn, metrics } from './drawn.ts'

const { requests, latency, queue } = metrics
const byRoute = sum(rate(requests)).by('route')

/** The options of the transformation that orders and names the columns. */
const organized = (panel: ReturnType<typeof table>): unknown => {
  const { transformations = [] } = drawn(panel)
  expect(transformations.map(({ id }) => id)).toEqual(['merge', 'organize'])
  return transformations[1]?.options
}

test('several queries stand side by side: labels, then values under their titles, and no time', () => {
  const panel = table('a', { Requests: byRoute, Slowest: quantile(0.95, latency).by('route') }, 'Any.')
  expect(organized(panel)).toEqual({
    excludeByName: { Time: true },
    indexByName: { Time: 0, route: 1, 'Value #A': 2, 'Value #B': 3 },
    renameByName: { 'Value #A': 'Requests', 'Value #B': 'Slowest' },
    includeByName: {},
  })
})

test('the value of a single query has no letter', () => {
  expect(organized(table('a', { Waiting: sum(queue).by('name') }, 'Any.'))).toMatchObject({
    indexByName: { Time: 0, name: 1, Value: 2 },
    renameByName: { Value: 'Waiting' },
  })
})

test('each column has its unit, a label is text, and what is short is narrow', () => {
  const panel = table(
    'a',
    {
      Requests: sum(rate(requests)).by('method', 'route'),
      Waiting: sum(rate(requests.where({ status: '5xx' }))).by('method', 'route'),
    },
    'Any.',
  )
  expect(drawn(panel).fieldConfig.overrides).toEqual([
    column('method', 'string', 90),
    column('route', 'string'),
    column('Requests', 'ops', 110),
    column('Waiting', 'ops', 110),
  ])
})

const column = (options: string, unit: string, width?: number) => ({
  matcher: { id: 'byName', options },
  properties: [{ id: 'unit', value: unit }, ...(width === undefined ? [] : [{ id: 'custom.width', value: width }])],
})
