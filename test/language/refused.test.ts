import { expect, test } from 'vitest'
import { Refused } from '../../build/findings/problem.ts'
import { exposedBy } from '../../build/language/declare.ts'
import { absent, hour, predictLinear, quantile, rate, ratio, sum } from '../../build/language/functions.ts'
import { matching, mayBeEmpty } from '../../build/language/labels.ts'
import { timeseries } from '../../build/language/panels.ts'
import { build, clients, latency, limit, memory, node, queue, ready, requests } from './metrics.ts'

// What the types cannot see is refused when the file is loaded, in words for its author.

function problemOf(define: () => unknown): unknown {
  try {
    define()
  } catch (error) {
    if (error instanceof Refused) return error.problems[0]
    throw error
  }
  return 'nothing was refused'
}

test.each([
  [['1s', '5s', '2s'], 'Bucket edges ascend, but 2s follows 5s.'],
  [['1s', '1s', '2s'], 'Bucket edges ascend, but 1s follows 1s.'],
  [['1s', '1000ms', '2s'], 'Bucket edges ascend, but 1000ms follows 1s.'],
  [['90s', '1m', '2m'], 'Bucket edges ascend, but 1m follows 90s.'],
] as const)('buckets %j', (buckets, what) => {
  expect(problemOf(() => exposedBy(node).histogram('lasted_seconds', { help: 'For tests.', buckets }))).toEqual({
    where: 'queries › lasted_seconds',
    what,
    next: 'Write the edges in ascending order, each once.',
  })
})

test('absence of a metric of several jobs', () => {
  expect(problemOf(() => absent(clients))).toEqual({
    where: 'absent(clients)',
    what: 'The metric clients is exposed by node, redis, and absent() can name one job only.',
    next: "Choose one with .where({ job: '…' }).",
  })
  expect(problemOf(() => absent(clients.where({ job: 'redis' })))).toBe('nothing was refused')
})

test('a join of what shares no label', () => {
  expect(problemOf(() => sum(queue).with(build, 'version'))).toEqual({
    where: 'a join with build_info',
    what: 'The query carries no labels, build_info carries version, job, instance: they share no label.',
    next: 'Keep a shared label in the query with .by().',
  })
  expect(problemOf(() => sum(queue).by('name').with(build, 'version'))).toMatchObject({
    what: 'The query carries name, build_info carries version, job, instance: they share no label.',
  })
})

test('a label that lists its values and may be empty', () => {
  expect(problemOf(() => mayBeEmpty(['GET'] as never))).toEqual({
    where: 'mayBeEmpty()',
    what: 'The label should be open, unbounded or httpStatus, and is a list.',
    next: 'A label whose values are listed has one of them.',
  })
})

test('a panel that shows no query', () => {
  expect(problemOf(() => timeseries('Empty', {}, 'Nothing.'))).toMatchObject({
    where: "panel 'Empty'",
    what: 'It shows no query.',
  })
})

test.each([
  [
    'RE2 does not know a look-ahead',
    () => matching('(?!debug).+'),
    "The regular expression '(?!debug).+' is none that Prometheus reads (RE2): invalid or unsupported Perl syntax: '(?!'.",
    'Write it in the syntax of RE2, which has no look-around and no backreferences.',
  ],
  [
    'what matches an empty value',
    () => matching('.*'),
    "The regular expression '.*' matches an empty value, so also series that do not have the label.",
    "Ask for at least one character: '.+' instead of '.*'.",
  ],
  [
    'what matches no value of a closed list',
    () => queue.where({ name: matching('mial') }),
    "name should match a value, and 'mial' matches none.",
    'It is matched as a whole, and the values are mail and search.',
  ],
  [
    'what matches all values of a closed list',
    () => queue.where({ name: matching('.+') }),
    "name should leave out a value, and '.+' matches all.",
    'It is matched as a whole, and the values are mail and search.',
  ],
  [
    'a quantile in percent',
    () => quantile(95 as never, latency),
    'The share should be a number between 0 and 1, and is 95.',
    'Write 0.95.',
  ],
  [
    'a threshold of another unit',
    () => memory.above(queue as never),
    'The query measures bytes, and the threshold measures count.',
    'Join what has the same unit.',
  ],
  [
    'a threshold of fewer labels',
    () => queue.above(sum(queue).by('name') as never),
    'The query carries name, job, instance, and the threshold carries name.',
    "Keep the same labels on both sides, with .by(), or join them: { on: ['name'] }.",
  ],
  [
    'a threshold without a window',
    () =>
      sum(rate(requests))
        .over('5m')
        .above(sum(rate(requests)) as never),
    'The threshold has no window yet.',
    "Choose one: .over('5m').",
  ],
  [
    'a join on a label that one side lacks',
    () =>
      sum(queue)
        .by('name')
        .above(1)
        .and(ready.is(0), { on: ['name'] as never }),
    "on should be a label of both sides, and is 'name'.",
    'It has job and instance.',
  ],
  [
    'a join that would meet several series',
    () => ratio(sum(memory).by('instance'), limit as never, { on: ['instance'] } as never),
    'The whole carries job, instance, and is joined on instance: several series of it would meet one.',
    'Aggregate job away, or name all labels of it in on.',
  ],
  [
    'the clock beside labels',
    () => queue.above(1).and(hour().above(8) as never),
    'One side carries name, job, instance, and the other carries no labels.',
    'Keep the same labels on both sides, with .by(), or join them: { on: [] }.',
  ],
  [
    'a yes or no has no slope',
    () => predictLinear(ready as never, '4h'),
    'A yes or no has no slope.',
    'Take avgOverTime(), the share of the time.',
  ],
  ['nothing times', () => queue.times(0), 'The factor should be a number other than 0, and is 0.', 'Write 2, or 0.5.'],
  [
    'a label that is not there to be left out',
    () => sum(queue).without('nome' as never),
    "The label of .without() should be a label of the query, and is 'nome'.",
    "Did you mean 'name'?",
  ],
])('%s', (_, define, what, next) => {
  expect(problemOf(define)).toMatchObject({ what, next })
})
