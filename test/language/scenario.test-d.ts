import { test } from 'vitest'
import { at, earlier, every, fires, happens, silent, stands, takes, traffic } from '../../build/language/scenario.ts'
import * as application from '../../queries/application.ts'
import * as extraction from '../../queries/extraction.ts'
import * as http from '../../queries/http.ts'
import * as redis from '../../queries/redis.ts'

test('a scenario tells something', () => {
  silent('one', happens(extraction.tasks, at('1m')), stands(http.websockets, 5))
  // @ts-expect-error: nothing happens
  fires('nothing')
  // @ts-expect-error: a query is no happening
  fires('a query', http.requestRate)
})

test('a happening is that of its metric', () => {
  happens(extraction.tasks.where({ task_type: 'pdf' }), every('12m'))
  // @ts-expect-error: a gauge counts nothing
  happens(http.websockets, at('1m'))
  // @ts-expect-error: a counter has no value of its own
  stands(extraction.tasks, 5)
  // @ts-expect-error: a counter observes nothing
  takes(extraction.tasks, '1m', earlier)
  // @ts-expect-error: no such label
  happens(extraction.tasks.where({ type: 'pdf' }), at('1m'))
  // @ts-expect-error: no such value
  happens(extraction.tasks.where({ task_type: 'doc' }), at('1m'))
})

test('an amount is written in the unit of its metric', () => {
  stands(redis.memoryUsed, '1GiB')
  // @ts-expect-error: bytes
  stands(redis.memoryUsed, 5)
  takes(extraction.duration, '11m', at('1m', '2m'))
  // @ts-expect-error: seconds
  takes(extraction.duration, 660, at('1m'))
  stands(redis.up, 0)
  // @ts-expect-error: yes or no
  stands(redis.up, 2)
})

test('traffic is a rate, and a share of it has labels of the metric', () => {
  traffic(http.requests, '10/s', { share: '6%', of: { status: '5xx' } })
  // @ts-expect-error: per second
  traffic(http.requests, 10)
  // @ts-expect-error: no such label
  traffic(application.queryErrors, '1/s', { share: '6%', of: { status: '5xx' } })
  // @ts-expect-error: no share
  traffic(http.requests, '10/s', { share: 0.06, of: { status: '5xx' } })
})

test('a moment is a duration', () => {
  at('1m', '90s')
  // @ts-expect-error: no moment
  at()
  // @ts-expect-error: no unit
  every('12')
})
