import { expect, test } from 'vitest'
import { groupInterval } from '../../../build/checks/time/group-interval.ts'
import { alert, ours, subject, told } from '../subject.ts'

const every = (interval: number | undefined) =>
  subject({
    ruleFiles: [
      {
        file: 'rules.yml',
        groups: [
          { name: 'slow', place: { file: 'rules.yml', path: ['slow'] }, interval, rules: [alert({ expr: 'up == 0' })] },
        ],
      },
    ],
  })

test('a group that is slower than the lookback', () => {
  expect(told(groupInterval, every(600))).toMatchInlineSnapshot(`
    "error  group-interval   rules.yml › slow
      The group slow is evaluated every 10m, and Prometheus forgets a series after 5m.
      Take an interval of 5m or less."
  `)
})

test.each([60, 300, undefined])('silent: every %s seconds', (interval) => {
  expect(told(groupInterval, every(interval))).toBe('')
})

test('our definitions', () => {
  expect(told(groupInterval, ours)).toBe('')
})
