import { expectTypeOf, test } from 'vitest'
import { group } from '../../build/language/alert.ts'
import { row } from '../../build/language/dashboard.ts'
import { increase, sum } from '../../build/language/functions.ts'
import { latencySlo, type Slo, slo } from '../../build/language/slo.ts'
import * as extraction from '../../queries/extraction.ts'
import * as http from '../../queries/http.ts'

const about = { objective: '99.9%', over: '30d', component: 'api' } as const
const [total, bad] = [http.requestRate, http.serverErrorRate]

test('an objective is listed in a group, and shown in a row', () => {
  const made = slo('api-availability', { ...about, total, bad })
  expectTypeOf(made).toEqualTypeOf<Slo>()
  group(made)
  row('Objectives', made.panels)
})

test('what is counted has the unit and the labels of all of it, and an open window', () => {
  slo('api', { ...about, total: total.by('endpoint'), bad: bad.by('endpoint') })
  // @ts-expect-error: other labels
  slo('api', { ...about, total, bad: bad.by('endpoint') })
  // @ts-expect-error: another unit
  slo('api', { ...about, total, bad: sum(increase(http.requests)) })
  // @ts-expect-error: closed
  slo('api', { ...about, total, bad: bad.over('5m') })
  // @ts-expect-error: a counter
  slo('api', { ...about, total, bad: http.requests })
})

test('either good or bad is counted', () => {
  slo('api', { ...about, total, good: total })
  // @ts-expect-error: neither
  slo('api', { ...about, total })
  // @ts-expect-error: both
  slo('api', { ...about, total, bad, good: total })
})

test('a bound of a latency is the edge of a bucket', () => {
  latencySlo('api', { ...about, of: http.latency, within: '1s' })
  // @ts-expect-error: no edge
  latencySlo('api', { ...about, of: http.latency, within: '800ms' })
  // @ts-expect-error: no histogram
  latencySlo('api', { ...about, of: http.requests, within: '1s' })
})

test('what an objective needs', () => {
  // @ts-expect-error: no component
  slo('api', { objective: '99.9%', over: '30d', total, bad })
  // @ts-expect-error: no percentage
  slo('api', { ...about, objective: 0.999, total, bad })
  // @ts-expect-error: no period
  slo('api', { ...about, over: 'a month', total, bad })
  // @ts-expect-error: no counter of anything
  slo('api', { ...about, total: extraction.durationP95, bad })
})
