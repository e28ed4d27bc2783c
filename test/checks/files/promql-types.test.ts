import { expect, test } from 'vitest'
import { promqlTypes } from '../../../build/checks/files/promql-types.ts'
import { alert, subject, told } from '../subject.ts'

const rule = (expr: string) => subject({ rules: [alert({ expr })] })

test('a function that gets something else than it takes', () => {
  expect(told(promqlTypes, rule('sum(rate(http_requests_total)) > 5'))).toMatchInlineSnapshot(`
    "error  promql-types   rules.yml › group › SomeAlert
      sum(rate(http_requests_total)) > 5
               ^^^^^^^^^^^^^^^^^^^
      Prometheus refuses this: expected type range vector in call to function "rate", got instant vector.
      Put a range after it, such as [5m]."
  `)
})

test.each([
  ['set operators between numbers', 'up and 1'],
  ['a regular expression that RE2 refuses', 'up{job=~"(?=x)"} == 0'],
])('%s', (_, expr) => {
  expect(told(promqlTypes, rule(expr))).toContain('Prometheus refuses this')
})

test.each(['rate(http_requests_total[5m]) > 5', 'topk(3, up)', 'up{job=~"a|b"} == 0'])('%s is right', (expr) => {
  expect(told(promqlTypes, rule(expr))).toBe('')
})
