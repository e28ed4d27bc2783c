import { expect, test } from 'vitest'
import { promqlSyntax } from '../../../build/checks/files/promql-syntax.ts'
import { told } from '../subject.ts'
import { ruleFile } from '../written.ts'

test('an expression that does not parse', () => {
  expect(told(promqlSyntax, ruleFile('sum(rate(http_requests_total[5m]) > 5'))).toMatchInlineSnapshot(`
    "error  promql-syntax   rules.yml:5:15 › some › SomeAlert
      sum(rate(http_requests_total[5m]) > 5
                                           ^
      The expression ends too early: a ( is never closed.
      Correct the expression; what it reads was not checked."
  `)
})

test.each(['up == 0', 'sum by (job) (up) > 1', 'absent(up{job="redis"})'])('%s parses', (expr) => {
  expect(told(promqlSyntax, ruleFile(expr))).toBe('')
})
