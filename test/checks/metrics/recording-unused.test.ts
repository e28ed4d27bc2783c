import { expect, test } from 'vitest'
import { recordingUnused } from '../../../build/checks/metrics/recording-unused.ts'
import { alert, panel, recording, subject, told } from '../subject.ts'

const rules = [recording({ expr: 'sum(rate(http_requests_total[5m]))', name: 'job:requests:rate5m' })]

test('a recording that nobody reads', () => {
  const others = [...rules, recording({ expr: 'sum(redis_up)', name: 'job:redis:up' })]
  const of = subject({ rules: others, panels: [panel({ exprs: ['job:request:rate5m', 'job:redis:up'] })] })
  expect(told(recordingUnused, of)).toMatchInlineSnapshot(`
    "warning  recording-unused   rules.yml › group › job:requests:rate5m
      job:requests:rate5m is recorded, and no rule or dashboard reads it.
      Remove the rule, or correct the name where it should be read."
  `)
})

test.each([
  ['a panel', subject({ rules, panels: [panel({ exprs: ['job:requests:rate5m * 2'] })] })],
  [
    'an alert',
    subject({ rules: [...rules, alert({ expr: 'job:requests:rate5m > 5' })], panels: [panel({ exprs: ['up'] })] }),
  ],
  ['a dashboard that is not checked', subject({ rules })],
  ['a reader of all that the file records', subject({ rules, panels: [panel({ exprs: ['up'] })] })],
])('%s may read it', (_, of) => {
  expect(told(recordingUnused, of)).toBe('')
})
