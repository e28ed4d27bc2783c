import { expect, test } from 'vitest'
import { eventOutlived } from '../../../build/checks/time/event-outlived.ts'
import { alert, ours, subject, told } from '../subject.ts'

const failures = 'prometheus_notifications_errors_total'

test('an event that is forgotten before the alert fires', () => {
  const rules = [alert({ expr: `sum(increase(${failures}[5m])) > 0`, for: 300 })]
  expect(told(eventOutlived, subject({ rules }))).toMatchInlineSnapshot(`
    "warning  event-outlived   rules.yml › group › SomeAlert
      sum(increase(prometheus_notifications_errors_total[5m])) > 0
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      One event meets the condition for at most 4m30s (the window of 5m less a scrape and an evaluation), and the alert waits 5m: only events that keep coming for that long fire it.
      Wait 4m30s or less, or look at a window longer than 5m."
  `)
})

test.each([
  ['less a scrape and an evaluation', `increase(${failures}[5m]) > 0`, 271],
  ['at least one', `increase(${failures}[5m]) >= 1`, 300],
  ['any', `increase(${failures}[5m]) != 0`, 300],
  ['turned around', `0 < increase(${failures}[5m])`, 300],
  ['a rate', `rate(${failures}[5m]) > 0`, 300],
  ['a restart', 'changes(pybase_start_time_seconds[2m]) > 0', 300],
  ['an arm of several', `redis_up == 0 or increase(${failures}[5m]) > 0`, 300],
  ['a sum of two', `increase(${failures}[5m]) + increase(redis_evicted_keys_total[5m]) > 0.5`, 300],
])('%s', (_, expr, wait) => {
  expect(told(eventOutlived, subject({ rules: [alert({ expr, for: wait })] }))).toContain(
    'only events that keep coming',
  )
})

test.each([
  ['as long as the event is seen', `increase(${failures}[5m]) > 0`, 270],
  ['at once', `increase(${failures}[5m]) > 0`, 0],
  ['more than one event', `increase(${failures}[5m]) > 5`, 300],
  ['a rate of several', `rate(${failures}[5m]) > 0.5`, 300],
  ['a guard beside a condition of another kind', `redis_up == 0 and increase(${failures}[5m]) > 0`, 300],
  ['a guard of a divisor', `redis_up / (rate(${failures}[5m]) > 0) > 3`, 300],
  ['a share', `rate(${failures}[5m]) / rate(redis_evicted_keys_total[5m]) > 0`, 300],
  ['what unless takes away', `redis_up == 0 unless increase(${failures}[5m]) > 0`, 300],
  ['a subquery that remembers', `max_over_time((increase(${failures}[5m]) > 0)[1h:1m]) > 0`, 300],
  ['an unknown metric', 'increase(nobody_knows_total[5m]) > 0', 300],
])('silent: %s', (_, expr, wait) => {
  expect(told(eventOutlived, subject({ rules: [alert({ expr, for: wait })] }))).toBe('')
})

test('our definitions, but for what they are excused from', () => {
  const excused = ours.model?.waivers
    .filter(({ check }) => check === eventOutlived.id)
    .map(({ place }) => place.path[0])
  const { ruleFiles, ...rest } = ours
  const judged = ruleFiles.map((file) => ({
    ...file,
    groups: file.groups.map((group) => ({
      ...group,
      rules: group.rules.filter(({ name }) => !excused?.includes(name)),
    })),
  }))
  expect(told(eventOutlived, { ...rest, ruleFiles: judged })).toBe('')
})
