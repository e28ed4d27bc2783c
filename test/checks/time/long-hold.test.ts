import { expect, test } from 'vitest'
import { longHold } from '../../../build/checks/time/long-hold.ts'
import { alert, subject, told } from '../subject.ts'

const waiting = (seconds: number) => subject({ rules: [alert({ expr: 'redis_up == 0', for: seconds })] })

test('a wait of days', () => {
  expect(told(longHold, waiting(3 * 86_400))).toMatchInlineSnapshot(`
    "warning  long-hold   rules.yml › group › SomeAlert
      The alert waits 3d, and one gap in its series lets it begin anew.
      Look back in the query instead, min_over_time(…[3d]) say; or waive this with the reason."
  `)
})

test.each([0, 300, 86_400])('silent: %d seconds', (seconds) => {
  expect(told(longHold, waiting(seconds))).toBe('')
})
