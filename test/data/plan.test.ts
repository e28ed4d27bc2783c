import { expect, test } from 'vitest'
import { plan } from '../../build/data/plan.ts'
import { readingsOf } from '../../build/data/readings.ts'
import { alert } from '../../build/language/alert.ts'
import { exposedBy } from '../../build/language/declare.ts'
import { increase, max, quantile, rate, sum } from '../../build/language/functions.ts'
import { isClosed, open } from '../../build/language/labels.ts'
import { timeseries } from '../../build/language/panels.ts'
import { seriesNames } from '../../build/model/catalog.ts'
import * as jobs from '../../queries/jobs.ts'
import { modelOf } from '../model/definitions.ts'
import { asked, at, day, model, today } from './day.ts'

test('a plan is plain data, and the same for the same definitions', () => {
  expect(JSON.parse(JSON.stringify(today))).toStrictEqual(today)
  expect(JSON.stringify(plan(model))).toBe(JSON.stringify(today))
})

test('every metric that is read has series, with exactly the labels that it declares', () => {
  const read = readingsOf(model)
  const metrics = model.metrics
    .map(({ value }) => value)
    .filter((metric) => seriesNames(metric).some((name) => read.has(name)))
  expect(metrics.length).toBeGreaterThan(50)
  const seriesOf = (metric: string) => today.series.filter(({ name }) => name === metric)
  // Where no task runs there is none that started, and none of the day runs for long.
  const without = metrics.filter(({ name }) => name !== 'ALERTS' && seriesOf(name).length === 0)
  expect(without.map(({ name }) => name)).toStrictEqual(['extraction_oldest_task_start_time_seconds'])
  for (const { name, declared } of metrics.filter((metric) => metric.name !== 'ALERTS')) {
    const series = seriesOf(name)
    for (const { labels } of series) {
      expect(Object.keys(labels).sort(), name).toStrictEqual(Object.keys(declared).sort())
      for (const [label, values] of Object.entries(declared)) {
        if (isClosed(values)) expect(values, `${name}, ${label}`).toContain(labels[label])
      }
    }
  }
})

test('each closed label has each of its values', () => {
  for (const { value } of model.metrics) {
    const series = today.series.filter(({ name }) => name === value.name)
    // Nobody sends HEAD or OPTIONS, and a database has few states at a time.
    if (series.length === 0 || value.name.startsWith('http_') || value.name.startsWith('pg_stat_activity')) continue
    for (const [label, values] of Object.entries(value.declared).filter(([, of]) => isClosed(of))) {
      expect([...new Set(series.map(({ labels }) => labels[label]))].sort(), `${value.name}, ${label}`).toStrictEqual(
        [...(values as readonly string[])].sort(),
      )
    }
  }
})

test('only metrics that somebody reads are planned, and not too many series', () => {
  const read = readingsOf(model)
  const unread = today.series.filter(
    ({ name }) => ![name, `${name}_bucket`, `${name}_count`, `${name}_sum`].some((each) => read.has(each)),
  )
  expect(unread).toStrictEqual([])
  const series = day.names.flatMap((name) => day.named(name))
  // What is recorded is planned beside what it is made of.
  expect(series.length).toBeLessThan(1500)
  expect(series.reduce((sum, { times }) => sum + times.length, 0)).toBeLessThan(8_000_000)
})

const worker = exposedBy(jobs.extractionWorker)

test('metrics that were declared today have data', () => {
  const files = worker.counter('thumbnails_total', { help: 'Any.', labels: { format: ['png', 'svg'], shop: open } })
  const size = worker.histogram('thumbnail_size_bytes', { help: 'Any.', buckets: ['1KiB', '1MiB'] })
  const waiting = worker.gauge('thumbnails_waiting', { help: 'Any.', least: 5 })
  const failed = worker.counter('thumbnail_failures_total', { help: 'Any.' })
  const seconds = worker.counter('thumbnail_cpu_seconds_total', {
    help: 'Any.',
    labels: { mode: ['user', 'idle'] },
    partition: 'mode',
  })
  const lines = [
    [timeseries('Made', sum(rate(files)).over('5m'), 'Any.')],
    [timeseries('Failed', sum(rate(failed)).over('5m'), 'Any.')],
    [timeseries('Time', sum(rate(seconds)).over('5m'), 'Any.')],
    [timeseries('Size', quantile(0.95, size).over('5m'), 'Any.')],
    [timeseries('Waiting', max(waiting), 'Any.')],
  ] as const
  const metrics = [files, size, waiting, failed, seconds]
  const of = plan(modelOf({ jobs: [jobs.extractionWorker], metrics, lines }))
  const numbersOf = (query: string) => {
    const { data } = asked('query', { query }, of) as unknown as {
      data: { result: readonly { value: [number, string] }[] }
    }
    return data.result.map(({ value }) => Number(value[1]))
  }
  expect(numbersOf('rate(thumbnails_total[5m])')).toHaveLength(2 * 3)
  expect(numbersOf('sum(rate(thumbnails_total[5m]))')[0]).toBeGreaterThan(0.1)
  expect(numbersOf('sum(rate(thumbnail_cpu_seconds_total[5m]))')[0]).toBeCloseTo(1, 9)
  expect(numbersOf('increase(thumbnail_failures_total[1d])')).toStrictEqual([0])
  expect(numbersOf('min_over_time(thumbnails_waiting[1d])')[0]).toBeGreaterThanOrEqual(5)
  const [p95 = 0] = numbersOf('histogram_quantile(0.95, rate(thumbnail_size_bytes_bucket[5m]))')
  expect(p95).toBeGreaterThan(100)
  expect(p95).toBeLessThanOrEqual(2 ** 20)
})

test('a metric that is read with an offset of a week has data a week ago, and others have none', () => {
  const weekAgo = today.now - 7 * 86_400_000
  expect(at('sum(rate(http_requests_total[5m]))', weekAgo)).toHaveLength(1)
  expect(at('redis_up', weekAgo)).toStrictEqual([])
})

test('an alert on a metric that no panel shows plans it too', () => {
  const stuck = worker.counter('stuck_total', { help: 'Any.' })
  const shown = worker.gauge('shown', { help: 'Any.' })
  const of = plan(
    modelOf({
      jobs: [jobs.extractionWorker],
      metrics: [stuck, shown],
      lines: [[timeseries('Shown', max(shown), 'Any.')]],
      alerts: [
        alert('PyBaseStuck', {
          when: sum(increase(stuck)).over('10m').above(0),
          for: '5m',
          severity: 'warning',
          component: 'extraction',
          summary: 'Stuck.',
          description: () => 'Stuck.',
        }),
      ],
    }),
  )
  expect(of.series.map(({ name }) => name)).toStrictEqual(['stuck_total', 'shown'])
  expect(of.alerts).toMatchObject([{ alert: 'PyBaseStuck', for: 300_000, keepFiringFor: 0 }])
})
