import { expect, test } from 'vitest'
import { absentHold } from '../../../build/checks/time/absent-hold.ts'
import { against } from '../foreign.ts'
import { alert, subject, told } from '../subject.ts'

test('an alert that one lost scrape fires', () => {
  const rules = [alert({ expr: 'absent(up{job="redis"})', for: 15 })]
  expect(told(absentHold, subject({ rules }))).toMatchInlineSnapshot(`
    "error  absent-hold   rules.yml › group › SomeAlert
      absent(up{job="redis"})
      ^^^^^^^^^^^^^^^^^^^^^^^
      The alert waits 15s for a missing series, and the job redis is scraped every 15s: a gap of one scrape fires it.
      Wait 30s or more."
  `)
})

test('a text that mentions a label which absent() cannot know', () => {
  const annotations = { description: '{{ $labels.job }} is gone.' }
  const rules = [alert({ expr: 'absent(redis_up{job=~"redis|cache"})', annotations })]
  expect(told(absentHold, subject({ rules }))).toMatchInlineSnapshot(`
    "error  absent-hold   rules.yml › group › SomeAlert
      absent(redis_up{job=~"redis|cache"})
                      ^^^^^^^^^^^^^^^^^^
      absent() answers without the label job, which =~"redis|cache" leaves open, and the alert's text mentions it.
      Write one absent() for each value, with \`=\`, joined by \`or\`."
  `)
})

test.each([
  ['two scrapes', { expr: 'absent(redis_up)', for: 30 }],
  ['a window that waits', { expr: 'absent_over_time(redis_up[5m])', for: 0 }],
  ['what unless takes away', { expr: 'redis_up == 0 unless absent(pg_up)', for: 0 }],
  [
    'a label that is fixed',
    { expr: 'absent(redis_up{job="redis"})', annotations: { summary: '{{ $labels.job }} is gone.' } },
  ],
])('silent: %s', (_, written) => {
  expect(told(absentHold, subject({ rules: [alert(written)] }))).toBe('')
})

test('no wait at all is too little, however often nobody knows what is scraped', () => {
  const of = (rule: object) => against('', { 'r.yml': JSON.stringify({ groups: [{ name: 'g', rules: [rule] }] }) })
  expect(told(absentHold, of({ alert: 'A', expr: 'absent(theirs)' }))).toContain('does not wait')
  expect(told(absentHold, of({ alert: 'A', expr: 'absent(theirs)', for: '1m' }))).toBe('')
  expect(told(absentHold, of({ alert: 'A', expr: 'absent_over_time(theirs[5m])' }))).toBe('')
})
