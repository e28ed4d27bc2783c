import { expect, test } from 'vitest'
import { groupInterval } from '../../../build/checks/time/group-interval.ts'
import type { Rule } from '../../../build/documents/views.ts'
import { alert, recording, subject, told } from '../subject.ts'

const every = (interval: number | undefined, rule: Rule = alert({ expr: 'up == 0' })) =>
  subject({
    ruleFiles: [
      {
        file: 'rules.yml',
        groups: [{ name: 'slow', place: { file: 'rules.yml', path: ['slow'] }, interval, rules: [rule] }],
      },
    ],
  })

test('a group that is slower than the lookback', () => {
  expect(told(groupInterval, every(600))).toMatchInlineSnapshot(`
    "error  group-interval   rules.yml › slow
      The group slow is evaluated every 10m, and Prometheus forgets a series after 5m: ALERTS shows for so long only what fires.
      Take an interval of 5m or less."
  `)
})

test('what it records has gaps', () => {
  const rule = recording({ expr: 'sum(up)', name: 'all:up:sum' })
  expect(told(groupInterval, every(600, rule))).toContain('forgets a series after 5m: what it records has gaps.')
})

test.each([60, 300, undefined])('silent: every %s seconds', (interval) => {
  expect(told(groupInterval, every(interval))).toBe('')
})
