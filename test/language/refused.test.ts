import { expect, test } from 'vitest'
import { exposedBy } from '../../build/language/declare.ts'
import { absent, sum } from '../../build/language/functions.ts'
import { mayBeEmpty } from '../../build/language/labels.ts'
import { timeseries } from '../../build/language/panels.ts'
import { Refused } from '../../build/problem.ts'
import { build, clients, node, queue } from './metrics.ts'

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
  [['1s', '5s', '2s'], 'Bucket edges ascend, but 2 follows 5.'],
  [['1s', '1s', '2s'], 'Bucket edges ascend, but 1 follows 1.'],
  [['1s', '1000ms', '2s'], 'Bucket edges ascend, but 1 follows 1.'],
  [['90s', '1m', '2m'], 'Bucket edges ascend, but 60 follows 90.'],
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
