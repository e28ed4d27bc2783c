import { expect, test } from 'vitest'
import type { Problem, Refused } from '../../build/findings/problem.ts'
import { alert, alertEach, group } from '../../build/language/alert.ts'
import { mark } from '../../build/language/dashboard.ts'
import { age, increase, quantile, rate, ratio, sum } from '../../build/language/functions.ts'
import { byComponent, type Job, job } from '../../build/language/job.ts'
import { record } from '../../build/language/record.ts'
import { levelOf } from '../../build/language/severity.ts'
import { printLine } from '../../build/promql/print.ts'
import { latency, limit, memory, queue, ready, requests, sent, started } from './metrics.ts'

const about = { severity: 'warning', component: 'host', summary: 'For tests.' } as const
const value = ({ value }: { readonly value: string }) => value

test.each([
  ['a count', alert('A', { ...about, when: sum(queue).above(1), description: value }), '{{ $value | printf "%.0f" }}'],
  [
    'an age',
    alert('A', { ...about, when: age(started).below('5m'), description: value }),
    '{{ $value | humanizeDuration }}',
  ],
  [
    'a quantile',
    alert('A', { ...about, when: quantile(0.5, latency).over('5m').above('1s'), description: value }),
    '{{ $value | humanizeDuration }}',
  ],
  ['bytes', alert('A', { ...about, when: memory.above('1GiB'), description: value }), '{{ $value | humanize1024 }}B'],
  [
    'a share',
    alert('A', { ...about, when: ratio(memory, limit).above('9%'), description: value }),
    '{{ $value | humanizePercentage }}',
  ],
  [
    'a rate',
    alert('A', { ...about, when: rate(requests).over('5m').above('1/s'), description: value }),
    '{{ $value | humanize }}/s',
  ],
  [
    'traffic',
    alert('A', { ...about, when: rate(sent).over('5m').above('1KiB/s'), description: value }),
    '{{ $value | humanize1024 }}B/s',
  ],
  ['a state', alert('A', { ...about, when: ready.is(0), description: value }), '{{ $value }}'],
])('%s is announced in words', (_, { description }, expected) => {
  expect(description).toBe(expected)
})

test('a sentence mentions labels as Prometheus templates', () => {
  const deep = alert('Deep', {
    ...about,
    when: sum(queue).by('name', 'instance').above(10),
    description: ({ labels }) => `${labels.name} on ${labels.instance} is deep.`,
  })
  expect(deep.description).toBe('{{ $labels.name }} on {{ $labels.instance }} is deep.')
})

test('an alert has one rule for each arm', () => {
  const when = sum(queue).above(10)
  const one = alert('One', { ...about, when, description: value, for: '5m', keepFiringFor: '10m' })
  expect(one).toMatchObject({ name: 'One', for: '5m', keepFiringFor: '10m', summary: 'For tests.', diagnosis: {} })
  expect(one.arms).toEqual([{ when, severity: levelOf('warning'), component: 'host' }])

  const worse = { when: sum(queue).above(100), severity: 'critical', component: 'api' } as const
  const two = alertEach('Two', [{ when, severity: 'warning', component: 'host' }, worse], {
    summary: 'For tests.',
    description: value,
  })
  expect(two.arms.map(({ severity }) => severity.name)).toEqual(['warning', 'critical'])
  expect(two.for).toBeUndefined()
})

test('a group keeps its rules in order, recordings and alerts alike', () => {
  const recorded = record('job:queue:sum', sum(queue))
  const deep = alert('Deep', { ...about, when: recorded.above(10), description: value })
  expect(group(recorded, deep).rules.map(({ name, type }) => `${type} ${name}`)).toEqual([
    'recording job:queue:sum',
    'alert Deep',
  ])
})

test('a mark is a query with a text', () => {
  const grown = sum(increase(requests)).by('route').over('5m').above(0)
  const { expr, ...said } = mark('Growth', grown, '{{route}} grew', 'blue')
  expect(said).toEqual({ name: 'Growth', title: '{{route}} grew', color: 'blue' })
  expect(printLine(expr)).toBe('sum by (route) (increase(requests_total{job="node"}[5m])) > 0')
})

test('jobs are grouped by component and by how bad their loss is', () => {
  const of = (name: Job['name'], component: Job['component'], whenDown: Job['whenDown']) =>
    job(name, { title: name, component, whenDown })
  const groups = byComponent([
    of('pybase-api', 'api', 'critical'),
    of('node', 'host', 'warning'),
    of('cadvisor', 'host', 'warning'),
    of('redis', 'host', 'critical'),
  ])
  expect(groups.map(({ component, severity, jobs }) => [component, severity, jobs.map(({ name }) => name)])).toEqual([
    ['api', 'critical', ['pybase-api']],
    ['host', 'warning', ['node', 'cadvisor']],
    ['host', 'critical', ['redis']],
  ])
})

test('an alert has labels, annotations and a runbook of its own', () => {
  const when = sum(queue).by('name').above(10)
  const own = alert('Own', {
    ...about,
    when,
    description: value,
    labels: { team: 'payments' },
    annotations: { impact: 'Orders wait.', queue: ({ labels }) => `It is ${labels.name}.` },
    runbook: 'https://wiki.example.com/queues#own',
  })
  expect(own).toMatchObject({
    labels: { team: 'payments' },
    annotations: { impact: 'Orders wait.', queue: 'It is {{ $labels.name }}.' },
    runbookUrl: 'https://wiki.example.com/queues#own',
  })
})

test.each([
  [
    'a label that is set',
    { labels: { severity: 'page' } },
    'severity is set already; severity and component have options of their own.',
  ],
  [
    'a label of a series',
    { labels: { name: 'any' } },
    'Its label name would take the place of the name that its condition carries',
  ],
  ['a label that differs', { labels: { team: '{{ $labels.name }}' } }, 'keep it there with .by()'],
  ['a label that is none', { labels: { 'my team': 'any' } }, 'A name has letters, digits and underscores'],
  ['an annotation that is written', { annotations: { summary: 'Any.' } }, 'summary is written already'],
  ['a runbook that is no address', { runbook: 'wiki/any' }, 'https://wiki.example.com/runbooks/api'],
])('%s is refused', (_, options, told) => {
  const when = sum(queue).by('name').above(10)
  let problems: readonly Problem[] = []
  try {
    alert('Own', { ...about, when, description: value, ...options })
  } catch (error) {
    problems = (error as Refused).problems
  }
  expect(problems.map(({ what, next }) => `${what} ${next}`).join()).toContain(told)
})
