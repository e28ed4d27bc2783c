import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readExposition } from '../../../build/documents/exposition/families.ts'
import { foreignSeries } from '../../../build/documents/exposition/foreign.ts'

const fixture = readFileSync(new URL('fixtures/metrics.prom', import.meta.url), 'utf8')

/** What an exposition tells of each series. */
const seriesOf = (text: string) => Object.fromEntries(readExposition(text).families.flatMap(foreignSeries))

test('a recorded text has no faults, and every sample and silent family of it is known', () => {
  expect(readExposition(fixture).faults).toEqual([])
  expect(Object.keys(seriesOf(fixture)).sort()).toEqual([
    'process_start_time_seconds',
    'shop_abandoned_total',
    'shop_build_info',
    'shop_carts',
    'shop_checkout_seconds_bucket',
    'shop_checkout_seconds_count',
    'shop_checkout_seconds_sum',
    'shop_last_sync_timestamp_seconds',
    'shop_orders_total',
    'shop_payload_bytes',
    'shop_payload_bytes_count',
    'shop_payload_bytes_sum',
    'shop_untyped',
  ])
})

test.each([
  ['shop_orders_total', { type: 'counter', unit: undefined, labels: { outcome: ['paid', 'refused "card"\\\n'] } }],
  ['shop_abandoned_total', { type: 'counter', labels: undefined }],
  [
    'shop_checkout_seconds_bucket',
    { name: 'shop_checkout_seconds', type: 'histogram', unit: 'seconds', edges: [0.1, 1] },
  ],
  ['shop_checkout_seconds_sum', { type: 'histogram', unit: 'seconds', labels: { method: ['POST'] } }],
  ['shop_payload_bytes', { type: 'summary', unit: 'bytes', labels: { quantile: ['0.5'] } }],
  ['shop_payload_bytes_count', { type: 'counter', unit: 'count' }],
  ['shop_payload_bytes_sum', { type: 'counter', unit: 'bytes' }],
  ['shop_build_info', { type: 'info' }],
  ['shop_carts', { type: 'gauge', unit: undefined, labels: { region: ['eu'] } }],
  ['shop_last_sync_timestamp_seconds', { type: 'timestamp' }],
  ['shop_untyped', { type: 'unknown' }],
])('%s', (name, expected) => {
  expect(seriesOf(fixture)[name]).toMatchObject(expected)
})

test('OpenMetrics: units, exemplars, created times, info and state sets, and nothing after the end', () => {
  const text = [
    '# TYPE shop_work_seconds counter',
    '# UNIT shop_work_seconds seconds',
    'shop_work_seconds_total{kind="a"} 4 1700000000.5 # {trace_id="x y"} 0.67 1700000000.1',
    'shop_work_seconds_created{kind="a"} 1.7e9',
    '# TYPE shop_size gaugehistogram',
    'shop_size_bucket{le="1.0"} 4',
    'shop_size_gcount 4',
    '# TYPE shop_target info',
    'shop_target_info{env="prod"} 1',
    '# TYPE shop_mode stateset',
    'shop_mode{shop_mode="open"} 1',
    '# EOF',
    'this is never read',
  ].join('\n')
  expect(readExposition(text).faults).toEqual([])
  expect(seriesOf(text)).toMatchObject({
    shop_work_seconds_total: { type: 'counter', unit: 'seconds', labels: { kind: ['a'] } },
    shop_work_seconds_created: { type: 'timestamp' },
    shop_size_bucket: { type: 'unknown' },
    shop_target_info: { type: 'info', labels: { env: ['prod'] } },
    shop_mode: { type: 'gauge', labels: { shop_mode: ['open'] } },
  })
})

test.each([
  ['a value', '1 2', 1, 'The name of a metric must stand here'],
  ['no value', 'up', 3, 'A number must stand here, not the end of the line'],
  ['a word', 'up yes', 7, 'A number must stand here'],
  ['an open quote', 'up{job="x} 1', 8, 'A label value in double quotes must stand here'],
  ['a bare label', 'up{job=x} 1', 8, 'A label value in double quotes'],
  ['no comma', 'up{a="1" b="2"} 1', 10, 'A "," or "}" must stand here'],
  ['a page', '<!DOCTYPE html>', 1, 'The name of a metric'],
  ['a type of its own', '# TYPE up boolean', 1, 'boolean is no type of a metric'],
])('%s is told with its line and column', (_, line, column, what) => {
  const { faults } = readExposition(`# a comment\n${line}\n`)
  expect(faults).toEqual([{ line: 2, column, what: expect.stringContaining(what) }])
})

test('quoted names of Prometheus 3, CRLF and blank lines are read', () => {
  expect(Object.keys(seriesOf('{"shop.orders", region="eu"} 1\r\n\r\nup{"a.b"="1"} 1\r\n'))).toEqual([
    'shop.orders',
    'up',
  ])
})
