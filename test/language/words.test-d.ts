import { expectTypeOf, test } from 'vitest'
import { exposedBy } from '../../build/language/declare.ts'
import {
  age,
  avgOverTime,
  changes,
  derivative,
  hour,
  predictLinear,
  quantile,
  rate,
  ratio,
  stdDev,
  sum,
  until,
} from '../../build/language/functions.ts'
import { matching, not } from '../../build/language/labels.ts'
import { ago, ahead, at, happens } from '../../build/language/scenario.ts'
import { latency, limit, memory, node, queue, ready, requests, started } from './metrics.ts'

test('a quantile is any number between 0 and 1', () => {
  quantile(0.75, latency)
  quantile(0.999, latency)
  // @ts-expect-error: 0.95
  quantile(95, latency)
  // @ts-expect-error: the largest is no quantile
  quantile(1, latency)
})

test('a regular expression is made by matching()', () => {
  requests.where({ route: matching('/api/.+') })
  requests.where({ route: not(matching('/api/.+')) })
  // @ts-expect-error: a text
  matching(/api/)
})

test('a threshold that is a query has the unit, the labels and a window', () => {
  memory.above(limit)
  // @ts-expect-error: bytes and a count
  memory.above(queue)
  // @ts-expect-error: fewer labels, and nothing joins them
  queue.above(sum(queue).by('name'))
  queue.above(sum(queue).by('name'), { on: ['name'] })
  // @ts-expect-error: name
  queue.above(sum(queue).by('name'), { on: ['instance'] })
  // @ts-expect-error: more labels than the query
  sum(queue).by('name').above(queue)
  const rated = sum(rate(requests)).over('5m')
  // @ts-expect-error: no window
  rated.above(sum(rate(requests)))
  // @ts-expect-error: a yes or no is asked with a number
  ready.is(ready)
})

test('arithmetic carries the unit', () => {
  memory.times(2).above('1GiB')
  // @ts-expect-error: still bytes
  memory.times(2).above(5)
  memory.plus('1GiB').above(limit)
  // @ts-expect-error: bytes and a number
  memory.plus(5)
  // @ts-expect-error: a number
  memory.times('2')
  const busy = ratio(sum(rate(requests.where({ status: '5xx' }))), sum(rate(requests)))
  busy.times(2).over('5m').above('5%')
  sum(queue).dividedBy(3).by('name')
})

test('a join names labels that both sides carry', () => {
  ratio(sum(memory).by('instance'), sum(limit), { on: [] }).above('5%')
  // @ts-expect-error: nothing joins them
  ratio(sum(memory).by('instance'), sum(limit))
  queue.above(1).and(ready.is(0), { on: ['instance'] })
  // @ts-expect-error: ready has no name
  queue.above(1).and(ready.is(0), { on: ['name'] })
  queue.above(1).and(hour().above(7), { on: [] })
  // @ts-expect-error: nothing joins them
  queue.above(1).and(hour().above(7))
})

test('all labels but some', () => {
  expectTypeOf(sum(queue).without('name').labels).toEqualTypeOf<readonly ('instance' | 'job')[]>()
  // @ts-expect-error: name
  sum(queue).without('nome')
  // @ts-expect-error: split already
  sum(queue).by('name').without('name')
})

test('what moves over time is a gauge', () => {
  derivative(memory).over('1h').below('0MiB/s')
  predictLinear(memory, '4h').over('6h').below('0B')
  avgOverTime(ready).over('1d').below('99%')
  // @ts-expect-error: a window first
  predictLinear(memory, '4h').below('0B')
  // @ts-expect-error: a time
  predictLinear(memory, 14_400)
  // @ts-expect-error: a counter grows
  derivative(requests)
  // @ts-expect-error: yes or no
  derivative(ready)
  // @ts-expect-error: yes or no
  stdDev(ready)
})

test('a moment is compared with durations', () => {
  age(started).above('26h')
  age(started).above('1d12h')
  until(started).below('2w')
  // @ts-expect-error: a time
  until(started).below(14)
  changes(started).over('1h').above(2)
  // @ts-expect-error: a gauge is no moment
  until(memory)
  ago(started, '27h')
  ahead(started, '10d')
  happens(started, at('5m'))
  // @ts-expect-error: a counter is no moment
  ago(requests, '27h')
})

test('a misnamed metric says what its name does not', () => {
  const { misnamedHistogram, misnamedState, misnamedTimestamp } = exposedBy(node)
  quantile(0.9, misnamedHistogram('response_time', { help: 'Any.', unit: 'seconds', buckets: ['10ms', '1s'] }))
    .over('5m')
    .above('10ms')
  // @ts-expect-error: seconds
  misnamedHistogram('response_time', { help: 'Any.', unit: 'seconds', buckets: [1, 2] })
  age(misnamedTimestamp('last_backup', { help: 'Any.' })).above('26h')
  misnamedState('healthy_total', { help: 'Any.' }).is(0)
})
