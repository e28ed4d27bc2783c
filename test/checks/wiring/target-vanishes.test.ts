import { expect, test } from 'vitest'
import { targetVanishes } from '../../../build/checks/wiring/target-vanishes.ts'
import { alert, subject, told } from '../subject.ts'

test('a job that can vanish unseen', () => {
  const rules = [alert({ expr: 'min by (job) (up{job=~"postgres|redis"}) == 0' })]
  expect(told(targetVanishes, subject({ rules }))).toMatchInlineSnapshot(`
    "warning  target-vanishes   rules.yml › group › SomeAlert
      min by (job) (up{job=~"postgres|redis"}) == 0
                    ^^^^^^^^^^^^^^^^^^^^^^^^^
      This sees targets that do not answer; when postgres or redis has no target left, the series are gone, and nothing fires.
      Add \`or absent(up{job="postgres"})\`, or an alert of its own on it."
  `)
})

test.each([
  ['every job', 'up == 0', 'when pybase-api, extraction-worker'],
  ['less than one', 'up{job="redis"} < 1', 'when redis has'],
  ['another that was there', 'up{job="redis"} == 0 unless up{job="redis"} offset 5m', 'when redis has'],
  ['the absence of another job', 'up{job="redis"} == 0 or absent(up{job="postgres"})', 'when redis has'],
  ['the absence of one of several', 'up{job=~"redis|node"} == 0 or absent(up{job="node"})', 'when redis has'],
])('%s', (_, expr, what) => {
  expect(told(targetVanishes, subject({ rules: [alert({ expr })] }))).toContain(what)
})

test.each([
  ['both in one alert', ['up{job="redis"} == 0 or absent(up{job="redis"})']],
  ['an alert for each', ['up{job="redis"} == 0', 'absent(up{job="redis"})']],
  ['something else that the job exposes', ['up{job="redis"} == 0', 'absent(redis_up{job="redis"})']],
  [
    'what was there and is not',
    [
      'up{job="redis"} == 0 or (max by (job) (last_over_time(up{job="redis"}[1h])) unless max by (job) (up{job="redis"}))',
    ],
  ],
  ['what was there a while ago', ['up{job="redis"} == 0', 'up{job="redis"} offset 10m unless up{job="redis"}']],
  ['targets that are up', ['sum(up{job="redis"}) > 3']],
  ['another metric', ['redis_up == 0']],
])('%s is fine', (_, exprs) => {
  expect(told(targetVanishes, subject({ rules: exprs.map((expr) => alert({ expr })) }))).toBe('')
})
