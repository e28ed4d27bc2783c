import { expect, test } from 'vitest'
import { root } from '../../support/root.ts'
import type { Message } from '../receiver.ts'
import { expectations } from './expected.ts'

const expected = expectations(`${root}/out`)
const memory = expected({ alert: 'PyBaseRedisMemoryHigh', labels: { job: 'redis', instance: 'redis_exporter:9121' } })

const text = (changes: Readonly<Record<string, string>> = {}): string =>
  Object.entries({
    summary: '*Redis is close to its memory limit.*',
    description: 'Redis uses 93.12% of its memory limit, seen by redis_exporter:9121 (redis).',
    runbook: 'http://localhost:3000/public/runbooks/PyBaseRedisMemoryHigh.html',
    dashboard:
      'http://localhost:3000/d/pybase-database-redis?viewPanel=1560010717&var-redis_instance=redis_exporter%3A9121',
    ...changes,
  })
    .map(([, line]) => line)
    .join('\n')

const message = (changes: Partial<Message> = {}): Message => ({
  channel: 'slack',
  status: 'firing',
  title: 'PyBaseRedisMemoryHigh (redis)',
  text: text(),
  ...changes,
})

test('an alert is recognised by everything that its rule promises', () => {
  expect(memory.says(message(), 'firing')).toBe(true)
  expect(memory.says(message(), 'resolved')).toBe(false)
  const resolved = message({
    status: 'resolved',
    text: text({ summary: '*Resolved: Redis is close to its memory limit.*' }),
  })
  expect(memory.says(resolved, 'resolved')).toBe(true)
  expect(memory.says(resolved, 'firing')).toBe(false)
})

test.each([
  ['another alert', { title: 'PyBaseRedisDown (redis)' }],
  [
    'another instance',
    { text: text({ description: 'Redis uses 93.12% of its memory limit, seen by other:9121 (redis).' }) },
  ],
  [
    'a label that is empty',
    { text: text({ description: 'Redis uses 93.12% of its memory limit, seen by  (redis).' }) },
  ],
  [
    'a value that nobody can read',
    { text: text({ description: 'Redis uses %!f(NaN) of its memory limit, seen by redis_exporter:9121 (redis).' }) },
  ],
  ['no runbook', { text: text({ runbook: '' }) }],
  ['no dashboard', { text: text({ dashboard: '' }) }],
])('%s is another message', (_, changes) => {
  expect(memory.says(message(changes), 'firing')).toBe(false)
})

test('the rule of the component speaks for a job', () => {
  const down = (job: string) => expected({ alert: 'PyBaseTargetDown', labels: { job } })
  expect(down('pybase-api')).toMatchObject({ severity: 'critical', component: 'api', channels: ['pagerduty', 'slack'] })
  expect(down('node')).toMatchObject({ severity: 'warning', component: 'host', channels: ['slack'] })
})
