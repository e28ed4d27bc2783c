import { expect, test } from 'vitest'
import { withUndeclared } from '../../build/commands/preview/undeclared.ts'
import { openComputed } from '../../build/data/embedded.ts'
import { today } from '../data/day.ts'

const dashboard = (...exprs: readonly string[]) => ({
  uid: 'd',
  title: 'D',
  json: { panels: [{ type: 'timeseries', targets: exprs.map((expr) => ({ expr })) }] },
})

/** How many series a query finds at the end of the day. */
async function found(plan: typeof today, query: string): Promise<number> {
  const source = await openComputed(plan)
  const form = new URLSearchParams({ query, time: String(plan.now / 1000) })
  const { body } = await source.answer('query', form, AbortSignal.timeout(30_000))
  await source.close()
  return JSON.parse(String(body)).data.result.length
}

test('what nobody declares has series with the labels and values that are asked for', async () => {
  const exprs = [
    'sum by (host) (rate(mysql_queries_total{env="prod",command=~"select|insert"}[5m]))',
    'histogram_quantile(0.9, sum by (le) (rate(mysql_wait_seconds_bucket{env="prod"}[5m])))',
    'mysql_up{job="mysql"} == 1',
    'mysql_threads{instance=~"$instance"}',
  ]
  const plan = withUndeclared(today, [dashboard(...exprs)])
  expect(plan.series.length).toBeGreaterThan(today.series.length)
  expect(await found(plan, exprs[0] ?? '')).toBe(3)
  expect(await found(plan, exprs[1] ?? '')).toBe(1)
  expect(await found(plan, exprs[2] ?? '')).toBeGreaterThan(0)
  expect(await found(plan, 'mysql_threads')).toBe(3)
  expect(await found(plan, 'count by (command) (mysql_queries_total)')).toBe(2)
}, 60_000)

test('what the definitions declare stays as it is, and of one metric there are not many series', () => {
  const [known] = today.series
  expect(withUndeclared(today, [dashboard(`${known?.name}{a="1"}`)])).toBe(today)
  const many = ['a', 'b', 'c', 'd'].map((label) => `${label}=~"1|2|3|4|5"`).join(',')
  const { series } = withUndeclared(today, [dashboard(`other{${many}}`)])
  expect(series.length - today.series.length).toBe(40)
})

test('dashboards of old, and such as hold nothing, are read too', () => {
  const old = {
    uid: 'o',
    title: 'O',
    json: { rows: [{ panels: [{ type: 'graph', targets: [{ expr: 'old_metric' }] }] }] },
  }
  const { series } = withUndeclared(today, [old, { uid: 'e', title: 'E', json: 3 }, { uid: 'n', title: 'N', json: {} }])
  expect(new Set(series.slice(today.series.length).map(({ name }) => name))).toEqual(new Set(['old_metric']))
})
