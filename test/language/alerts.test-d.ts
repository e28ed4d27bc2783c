import { test } from 'vitest'
import { alert, alertEach, group } from '../../build/language/alert.ts'
import { always, topK } from '../../build/language/functions.ts'
import { record } from '../../build/language/record.ts'
import * as http from '../../queries/http.ts'
import * as redis from '../../queries/redis.ts'

const deep = redis.queueDepth.above(100)
const deepByKey = redis.queueDepth.by('key').above(100)
const full = redis.memoryUsedTotal.above('1GiB')
const silent = () => 'Any.'
const about = { severity: 'warning', component: 'redis', summary: 'Deep.', description: silent } as const

test('an alert fires on a condition', () => {
  alert('Deep', { ...about, when: deep })
  // @ts-expect-error: without a comparison it would always fire
  alert('Deep', { ...about, when: redis.queueDepth })
  // @ts-expect-error: a ranking changes its members
  alert('Busy', { ...about, when: topK(5, http.requestRate.by('endpoint').over('5m')) })
  // @ts-expect-error: on nothing
  alert('Deep', about)
  alert('Watchdog', { ...about, when: always })
})

test('an alert says everything that the woken person needs', () => {
  const { severity, component, summary, description } = about
  alert('Deep', { when: deep, severity, component, summary, description })
  // @ts-expect-error: no description
  alert('Deep', { when: deep, severity, component, summary })
  // @ts-expect-error: no summary
  alert('Deep', { when: deep, severity, component, description })
  // @ts-expect-error: no component
  alert('Deep', { when: deep, severity, summary, description })
  // @ts-expect-error: no severity
  alert('Deep', { when: deep, component, summary, description })
  // @ts-expect-error: a sentence that knows the labels, not a text
  alert('Deep', { ...about, when: deep, description: 'The queue is deep.' })
})

test('severity and component are on a list, and durations are written as Prometheus writes them', () => {
  alert('Deep', { ...about, when: deep, severity: 'critical' })
  // @ts-expect-error: critical
  alert('Deep', { ...about, when: deep, severity: 'page' })
  alert('Deep', { ...about, when: deep, component: 'database' })
  // @ts-expect-error: database
  alert('Deep', { ...about, when: deep, component: 'db' })
  alert('Deep', { ...about, when: deep, for: '5m', keepFiringFor: '10m' })
  alert('Deep', { ...about, when: deep, for: '300s', keepFiringFor: '1h30m' })
  // @ts-expect-error: 5m
  alert('Deep', { ...about, when: deep, for: '5 min' })
  // @ts-expect-error: 90s
  alert('Deep', { ...about, when: deep, keepFiringFor: '1.5m' })
  // @ts-expect-error: keepFiringFor
  alert('Deep', { ...about, when: deep, keepFiring: '5m' })
})

test('the runbook lists queries', () => {
  alert('Deep', { ...about, when: deep, diagnosis: { 'Which queue?': redis.queueDepth.by('key') } })
  // @ts-expect-error: a histogram is not a query
  alert('Deep', { ...about, when: deep, diagnosis: { 'How slow?': http.latency } })
  // @ts-expect-error: neither is a text
  alert('Deep', { ...about, when: deep, diagnosis: { 'How deep?': 'redis_key_size' } })
})

test('conditions that are joined carry the same labels', () => {
  deepByKey.and(redis.queueDepth.by('key').below(1000))
  // @ts-expect-error: nothing on the right has a key, so nothing would match
  deepByKey.and(deep)
  deep.or(redis.searchQueueDepth.above(10))
  // @ts-expect-error: some with a key, some without
  deep.or(deepByKey)
  deep.unless(full)
  // @ts-expect-error: nothing on the right would match
  deep.unless(deepByKey)
  // @ts-expect-error: and and or join conditions, not queries
  deep.and(redis.queueDepth)
})

test('the value that an alert announces has one unit', () => {
  deep.and(full)
  // @ts-expect-error: tasks, or else bytes
  deep.or(full)
})

test('the arms of an alert are alike', () => {
  const { severity, component } = about
  const arm = { when: deep, severity, component }
  const sentence = { summary: 'Deep.', description: silent }
  alertEach('Deep', [arm, { ...arm, severity: 'critical' }], sentence)
  // @ts-expect-error: another unit
  alertEach('Deep', [arm, { ...arm, when: full }], sentence)
  // @ts-expect-error: other labels, which a sentence could not mention
  alertEach('Deep', [arm, { ...arm, when: deepByKey }], sentence)
  // @ts-expect-error: at least one
  alertEach('Deep', [], sentence)
})

test('a group holds rules', () => {
  group(record('job:queue:sum', redis.queueDepth), alert('Deep', { ...about, when: deep }))
  // @ts-expect-error: a query is not recorded yet
  group(redis.queueDepth)
  // @ts-expect-error: a condition has no name yet
  group(deep)
  // @ts-expect-error: a condition is not a level to record
  record('job:queue:deep', deep)
})

test('options of a group stand before its rules', () => {
  const any = alert('Deep', { ...about, when: deep })
  group({ interval: '1m', limit: 20, queryOffset: '30s' }, any)
  // @ts-expect-error: a number
  group({ limit: '20' }, any)
  // @ts-expect-error: a time
  group({ interval: 60 }, any)
  // @ts-expect-error: interval
  group({ intervall: '1m' }, any)
})
