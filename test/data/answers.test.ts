import { expect, test } from 'vitest'
import { numberText } from '../../build/data/json.ts'
import { escapeRegExp } from '../../build/language/labels.ts'
import { asked, today } from './day.ts'

const now = today.now / 1000
const range = (params: Readonly<Record<string, string>>) =>
  asked('query_range', { query: 'redis_up', start: String(now - 60), end: String(now), step: '15', ...params })

test('an instant query answers a vector or a scalar', () => {
  const labels = { __name__: 'redis_up', instance: 'redis_exporter:9121', job: 'redis' }
  expect(asked('query', { query: 'redis_up', time: String(now) })).toStrictEqual({
    status: 'success',
    data: { resultType: 'vector', result: [{ metric: labels, value: [now, '1'] }] },
  })
  expect(asked('query', { query: 'redis_up', time: '2026-01-14T14:30:00Z' })).toMatchObject({
    data: { result: [{ value: [now, '1'] }] },
  })
  expect(asked('query', { query: '1 / 4', time: String(now) })).toMatchObject({
    data: { resultType: 'scalar', result: [now, '0.25'] },
  })
  expect(asked('query', { query: 'redis_up' })).toMatchObject({ data: { result: [{ value: [now, '1'] }] } })
})

test('a range query answers a matrix, ordered by labels', () => {
  const times = [now - 60, now - 45, now - 30, now - 15, now]
  expect(range({})).toMatchObject({
    data: { resultType: 'matrix', result: [{ values: times.map((time) => [time, '1']) }] },
  })
  const { data } = range({ query: 'sum by (job, instance) (up)', step: '30s' }) as unknown as {
    data: { result: readonly { metric: Readonly<Record<string, string>>; values: unknown[] }[] }
  }
  const instances = data.result.map(({ metric }) => metric.instance)
  expect(instances.length).toBeGreaterThan(5)
  expect(instances).toStrictEqual(instances.toSorted())
  expect(data.result[0]?.values).toHaveLength(3)
})

test('labels and series are those that the selectors choose, within the time that is asked', () => {
  expect(asked('label/key/values', { 'match[]': 'redis_key_size' })).toStrictEqual({
    status: 'success',
    data: ['celery', 'extraction', 'search'],
  })
  expect(asked('label/severity/values', {})).toMatchObject({ data: ['critical', 'none', 'warning'] })
  expect(asked('series', { 'match[]': 'redis_key_size{key=~"s.*"}' })).toMatchObject({
    data: [{ __name__: 'redis_key_size', db: 'db0', key: 'search' }],
  })
  expect(asked('series', { 'match[]': 'redis_up', start: '1000', end: '2000' })).toMatchObject({ data: [] })
})

test.each([
  ['query', { query: '' }, 400, 'bad_data', 'no expression found'],
  ['query', { query: 'sum(' }, 400, 'bad_data', /^invalid parameter "query": 1:\d+: parse error: /],
  ['query', { query: 'rate(redis_up)' }, 400, 'bad_data', 'parse error: expected type range vector'],
  ['query', { query: 'redis_up', time: 'noon' }, 400, 'bad_data', 'invalid parameter "time": cannot parse "noon"'],
  [
    'query',
    { query: 'up * on (job) group_left up{job=~".+"} or up / on () up' },
    422,
    'execution',
    'same matched labels',
  ],
  ['query_range', { query: 'up' }, 400, 'bad_data', 'invalid parameter "start"'],
  [
    'query_range',
    { query: 'up', start: '9', end: '1', step: '1' },
    400,
    'bad_data',
    'end timestamp must not be before',
  ],
  [
    'query_range',
    { query: 'up', start: '1', end: '9', step: '0' },
    400,
    'bad_data',
    'zero or negative query resolution',
  ],
  ['query_range', { query: 'up', start: '1', end: '9', step: 'x' }, 400, 'bad_data', 'invalid parameter "step"'],
  [
    'query_range',
    { query: 'up', start: '0', end: '11001', step: '1' },
    400,
    'bad_data',
    'maximum resolution of 11,000',
  ],
  ['series', {}, 400, 'bad_data', 'no match[] parameter provided'],
  ['label/job/values', { 'match[]': 'up[5m]' }, 400, 'bad_data', 'invalid parameter "match[]"'],
  ['admin/tsdb/delete_series', {}, 404, 'not_found', 'is not answered here'],
] as const)('%s %j is refused as Prometheus would', (path, params, status, errorType, error) => {
  const answer = asked(path, params)
  expect(answer).toMatchObject({
    status: 'error',
    errorType,
    error: expect.stringMatching(typeof error === 'string' ? escapeRegExp(error) : error),
  })
  expect(answer.code).toBe(status)
})

test('a range of 11,000 points is answered', () => {
  expect(range({ query: 'vector(1)', start: '0', end: '11000', step: '1' })).toMatchObject({ status: 'success' })
})

test.each([
  [0.1, '0.1'],
  [-0, '-0'],
  [1e21, '1e+21'],
  [123456789012, '123456789012'],
  [1e-7, '1e-7'],
  [Number.NaN, 'NaN'],
  [Number.POSITIVE_INFINITY, '+Inf'],
  [Number.NEGATIVE_INFINITY, '-Inf'],
])('%d is written %s', (value, text) => expect(numberText(value)).toBe(text))
