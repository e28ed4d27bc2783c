import { describe, expect, test } from 'vitest'
import type { Domain } from '../../../build/promql/infer/domain.ts'
import { infer } from '../../../build/promql/infer/infer.ts'
import { nameOf } from '../../../build/promql/infer/unit.ts'
import { parse } from '../../../build/promql/parse.ts'
import { schema } from '../conformance/world.ts'

const shown = ({ min, max, above, below, values }: Domain): string =>
  values ? `{${values.join(' ')}}` : `${above ? '(' : '['}${min} ${max}${below ? ')' : ']'}`

const bucket = 'http_request_duration_seconds_bucket'
const seconds = 'http_request_duration_seconds'

test.each<[query: string, type: string, kind: string, unit: string | undefined, domain: string]>([
  ['1 + 2', 'scalar', 'number', undefined, '{3}'],
  ['time()', 'scalar', 'timestamp', 'seconds', '[0 Infinity]'],
  ['vector(0)', 'vector', 'number', undefined, '{0}'],
  ['up', 'vector', 'state', 'ratio', '{0 1}'],
  ['up[5m]', 'matrix', 'state', 'ratio', '{0 1}'],
  ['sum(up)', 'vector', 'count', 'count', '[0 Infinity]'],
  ['avg(up)', 'vector', 'ratio', 'ratio', '[0 1]'],
  ['count(up)', 'vector', 'count', 'count', '[1 Infinity]'],
  ['http_requests_total', 'vector', 'counter', 'count', '[0 Infinity]'],
  ['sum(http_requests_total)', 'vector', 'counter', 'count', '[0 Infinity]'],
  ['rate(http_requests_total[5m])', 'vector', 'rate', 'count/s', '[0 Infinity]'],
  ['increase(http_requests_total[5m])', 'vector', 'increase', 'count', '[0 Infinity]'],
  [`rate(${seconds}_sum[5m])`, 'vector', 'rate', 'ratio', '[0 Infinity]'],
  [`rate(${seconds}_sum[5m]) / rate(${seconds}_count[5m])`, 'vector', 'mean', 'seconds', '[0 Infinity]'],
  [`histogram_quantile(0.9, sum by (le) (rate(${bucket}[5m])))`, 'vector', 'quantile', 'seconds', '[0 5]'],
  [`1000 * histogram_quantile(0.9, rate(${bucket}[5m]))`, 'vector', 'quantile', 'milliseconds', '[0 5000]'],
  ['time() - process_start_time_seconds', 'vector', 'gauge', 'seconds', '[-Infinity Infinity]'],
  ['disk_free_bytes / disk_size_bytes', 'vector', 'ratio', 'ratio', '[-Infinity Infinity]'],
  ['100 * disk_free_bytes / disk_size_bytes', 'vector', 'gauge', 'percent', '[-Infinity Infinity]'],
  ['disk_free_bytes * 8', 'vector', 'gauge', 'bits', '[-Infinity Infinity]'],
  ['disk_free_bytes * 1.5', 'vector', 'gauge', 'bytes', '[-Infinity Infinity]'],
  ['deriv(disk_free_bytes[5m])', 'vector', 'gauge', 'bytes/s', '[-Infinity Infinity]'],
  ['disk_free_bytes + queue_length', 'vector', 'gauge', undefined, '[-Infinity Infinity]'],
  ['queue_length * on (instance) group_left build_info', 'vector', 'gauge', 'count', '[-Infinity Infinity]'],
  ['stdvar(disk_free_bytes)', 'vector', 'gauge', undefined, '[0 Infinity]'],
  ['queue_length > 5', 'vector', 'gauge', 'count', '(5 Infinity]'],
  ['5 >= queue_length', 'vector', 'gauge', 'count', '[-Infinity 5]'],
  ['queue_length > bool 5', 'vector', 'state', 'ratio', '{0 1}'],
  ['clamp(queue_length, 0, 10)', 'vector', 'gauge', 'count', '[0 10]'],
  ['up == 0', 'vector', 'state', 'ratio', '{0}'],
  ['up * 100', 'vector', 'gauge', 'percent', '{0 100}'],
  ['1 - up', 'vector', 'state', 'ratio', '{0 1}'],
  ['sum(rate(http_requests_total[5m])) or vector(0)', 'vector', 'rate', 'count/s', '[0 Infinity]'],
  ['unheard_of', 'vector', 'unknown', undefined, '[-Infinity Infinity]'],
  ['$anything', 'undefined', 'unknown', undefined, '[-Infinity Infinity]'],
])('%s is a %s, a %s in %s within %s', (query, type, kind, unit, domain) => {
  const { value } = infer(parse(query), schema)
  expect([String(value.type), value.kind, nameOf(value.unit), shown(value.domain)]).toStrictEqual([
    type,
    kind,
    unit,
    domain,
  ])
})

describe('a share of a whole', () => {
  const errors = 'sum(rate(http_requests_total{status="500"}[5m]))'
  const all = 'sum(rate(http_requests_total[5m]))'
  test.each([
    [`${errors} / ${all}`, '[0 1]'],
    [`${errors} / (${all} > 0)`, '[0 1]'],
    [`1 - ${errors} / ${all}`, '[0 1]'],
    [`100 * (${errors} / ${all})`, '[0 100]'],
    [`sum(rate(${bucket}{le="0.5"}[5m])) / sum(rate(${seconds}_count[5m]))`, '[0 1]'],
    [`${all} / ${all}`, '{1}'],
    [`${all} / ${errors}`, '[0 Infinity]'],
    [`${errors.replace('5m', '1m')} / ${all}`, '[0 Infinity]'],
  ])('%s lies within %s', (query, domain) => {
    expect(shown(infer(parse(query), schema).value.domain)).toBe(domain)
  })
})

test('every part of an expression can be asked for, and no part of another', () => {
  const expr = parse('sum(rate(http_requests_total[5m])) / 2')
  const { of } = infer(expr, schema)
  if (expr.is !== 'binary') throw new Error('not parsed')
  expect(of(expr.left).kind).toBe('rate')
  expect(of(expr.right).number).toBe(2)
  expect(() => of(parse('up'))).toThrow(RangeError)
})
