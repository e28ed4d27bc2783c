import { expect, test } from 'vitest'
import { negativeClass } from '../../../build/checks/labels/negative-class.ts'
import { alert, panel, subject, told } from '../subject.ts'

const ruleOf = (expr: string) => subject({ rules: [alert({ expr })] })

test('everything but success', () => {
  expect(told(negativeClass, ruleOf('sum(rate(http_requests_total{status!~"2.."}[5m])) > 1'))).toMatchInlineSnapshot(`
    "warning  negative-class   rules.yml › group › SomeAlert
      sum(rate(http_requests_total{status!~"2.."}[5m])) > 1
                                   ^^^^^^^^^^^^^
      status!~"2.." leaves 3xx, 4xx and 5xx, of which some are no failure.
      Name what is bad: status=~"5.."."
  `)
})

test.each([
  ['what is bad', 'sum(rate(http_requests_total{status=~"5.."}[5m])) > 1'],
  ['an exception from it', 'sum(rate(http_requests_total{status=~"5..",status!="503"}[5m])) > 1'],
  ['all but two classes', 'sum(rate(http_requests_total{status!~"2..|3..|4.."}[5m])) > 1'],
  ['another label', 'sum(rate(http_requests_total{method!="GET"}[5m])) > 1'],
  ['an unknown metric', 'sum(rate(grpc_server_handled_total{grpc_code!="OK"}[5m])) > 1'],
])('%s is fine', (_, expr) => {
  expect(told(negativeClass, ruleOf(expr))).toBe('')
})

test('a panel may show what it likes', () => {
  expect(
    told(negativeClass, subject({ panels: [panel({ exprs: ['sum(rate(http_requests_total{status!~"2.."}[5m]))'] })] })),
  ).toBe('')
})
