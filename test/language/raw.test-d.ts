import { expectTypeOf, test } from 'vitest'
import { sum } from '../../build/language/functions.ts'
import { openPromql, promql } from '../../build/language/raw.ts'
import * as http from '../../queries/http.ts'
import * as redis from '../../queries/redis.ts'

const growth = promql({ labels: ['instance'], unit: 'bytes' })

test('handles of the catalog stand in the text, and no text', () => {
  growth`deriv(${redis.memoryUsed}[1h])`
  // @ts-expect-error: a name may be misspelt
  growth`deriv(${'redis_memory_used_bytes'}[1h])`
  growth`${redis.memoryUsed} * ${2}`
  // @ts-expect-error: memoryUsed
  growth`deriv(${redis.memoryUse}[1h])`
})

test('labels and unit are said, and hold from there on', () => {
  growth`deriv(${redis.memoryUsed}[1h])`.above('1MiB')
  // @ts-expect-error: bytes
  growth`deriv(${redis.memoryUsed}[1h])`.above('5m')
  sum(growth`deriv(${redis.memoryUsed}[1h])`).by('instance')
  // @ts-expect-error: instance only
  sum(growth`deriv(${redis.memoryUsed}[1h])`).by('job')
  // @ts-expect-error: a unit of the list
  promql({ labels: [], unit: 'volts' })
  // @ts-expect-error: the labels are not said
  promql({ unit: 'bytes' })
})

test('a window that is left open is chosen later', () => {
  const open = openPromql({ labels: [], unit: 'ratio' })`avg(irate(${http.requests}[$__rate_interval]))`
  open.over('5m').above('5%')
  // @ts-expect-error: open
  open.above('5%')
  expectTypeOf(open.readiness).toEqualTypeOf<'not ready: choose a window with .over()'>()
})
