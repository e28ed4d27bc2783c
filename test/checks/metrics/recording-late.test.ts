import { expect, test } from 'vitest'
import { recordingLate } from '../../../build/checks/metrics/recording-late.ts'
import { alert, recording, subject, told } from '../subject.ts'

const place = { file: 'rules.yml', path: [] }
const groups = (...all: readonly (readonly ReturnType<typeof alert | typeof recording>[])[]) =>
  subject({
    ruleFiles: [
      {
        file: 'rules.yml',
        groups: all.map((rules, at) => ({ name: `rules-${at}`, place, interval: undefined, rules })),
      },
    ],
  })
const input = recording({ expr: 'sum by (job) (rate(http_requests_total[5m]))', name: 'job:requests:rate5m' })
const reader = recording({ expr: 'sum(job:requests:rate5m)', name: 'all:requests:rate5m' })

test('a recording of another group', () => {
  expect(told(recordingLate, groups([input], [reader]))).toMatchInlineSnapshot(`
    "warning  recording-late   rules.yml › group › all:requests:rate5m
      sum(job:requests:rate5m)
          ^^^^^^^^^^^^^^^^^^^
      job:requests:rate5m is recorded in the group rules-0, so all:requests:rate5m in rules-1 may read the value of its previous evaluation.
      Put both rules into one group, the input first."
  `)
})

test('groups of one name in two files', () => {
  const of = (file: string, rule: typeof input) => ({
    file,
    groups: [{ name: 'rules', place, interval: undefined, rules: [{ ...rule, place: { file, path: [] } }] }],
  })
  const said = told(recordingLate, subject({ ruleFiles: [of('a.yml', input), of('b.yml', reader)] }))
  expect(said).toContain('in the group rules of a.yml, so all:requests:rate5m in rules of b.yml may')
})

test.each([
  ['a recording below its reader', [reader, input]],
  ['a recording below an alert', [alert({ expr: 'job:requests:rate5m > 5' }), input]],
])('%s', (_, rules) => {
  expect(told(recordingLate, groups(rules))).toContain('is recorded below')
})

test.each([
  ['a window over many', groups([recording({ expr: 'avg_over_time(job:requests:rate5m[1d])', name: 'a:b:c' }), input])],
  [
    'a subquery over many',
    groups([recording({ expr: 'max_over_time(sum(job:requests:rate5m)[1d:])', name: 'a:b:c' }), input]),
  ],
  ['above its reader', groups([input, reader])],
  ['for an alert of another group', groups([input], [alert({ expr: 'job:requests:rate5m > 5' })])],
  ['not at all', groups([alert({ expr: 'up == 0' })])],
])('a recording stands %s', (_, of) => {
  expect(told(recordingLate, of)).toBe('')
})

test.each([
  ['a constant', recording({ expr: 'vector(0.995)', name: 'job:requests:rate5m' })],
  ['what is exposed as well', recording({ expr: 'job:requests:rate5m', name: 'job:requests:rate5m' })],
])('%s is never late', (_, rule) => {
  expect(told(recordingLate, groups([rule], [reader]))).toBe('')
})

test('of what only filters, the value does not matter', () => {
  const filter = (op: string) =>
    recording({ expr: `max_over_time(theirs[1h]) ${op} job:requests:rate5m`, name: 'a:b:c' })
  expect(told(recordingLate, groups([input], [filter('and')]))).toBe('')
  expect(told(recordingLate, groups([input], [filter('*')]))).toContain('previous evaluation')
})
