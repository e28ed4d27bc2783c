import { expect, test } from 'vitest'
import { Refused, describe as written } from '../../../build/findings/problem.ts'
import { corpus } from '../corpus.ts'
import { answer } from './answer.ts'

test.each([
  ['rate(x[$__rate_interval])', `It holds Grafana's macro in "$__rate_interval"`],
  ['x{job=~"$job"}', `It holds Grafana's macro in "$job"`],
  ['topk($n, x)', `It holds Grafana's macro in "$n"`],
  ['rate(x)', 'Prometheus says: expected type range vector in call to function "rate", got instant vector.'],
  ['sum(x[5m])', 'Prometheus says: expected type instant vector'],
  ['x{a=~"("}', 'Prometheus says: error parsing regexp'],
  ['x[5m]', 'It is no instant vector and no scalar.'],
  ['"text"', 'It is no instant vector and no scalar.'],
  ['histogram_count(x)', 'The function histogram_count is not computed here.'],
  ['limitk(1, x)', 'The aggregation limitk is not computed here.'],
  ['label_replace(x, "1a", "", "", "")', '"1a" is no label name.'],
  ['label_replace(x, "a", "", "b", "(")', 'Prometheus says: error parsing regexp'],
  ['count_values("a b", x)', '"a b" is no label name.'],
  ['topk(NaN, x)', 'topk should keep a number of series, not NaN.'],
  ['holt_winters(x[1m], 1, 0.5)', 'The smoothing factor should be between 0 and 1, not 1.'],
])('%s', (query, what) => {
  const attempt = () => answer(query, { x: '1 2 3' }, 20)
  expect(attempt).toThrow(Refused)
  expect(attempt).toThrow(what)
})

test('a refusal names the query and a next step', () => {
  try {
    answer('x / on () x', { 'x{a="1"}': '1', 'x{a="2"}': '1' }, 0)
    expect.unreachable()
  } catch (error) {
    expect(error instanceof Refused && written(error.problems[0] ?? { where: '', what: '', next: '' })).toBe(
      [
        'error  x / on () x',
        '  Several series on the right have the same matched labels {}, so that Prometheus cannot pair the two sides.',
        '  Match on more labels, aggregate that side, or write group_left or group_right.',
      ].join('\n'),
    )
  }
})

test.each(corpus)('%s is evaluated or refused', (query) => {
  const data = { 'up{job="a"}': '1 2 3', 'up{job="b"}': '4 5 6' }
  try {
    expect(Object.values(answer(query, data, 20)).every((value) => typeof value === 'number')).toBe(true)
  } catch (error) {
    expect(error).toBeInstanceOf(Refused)
  }
})
