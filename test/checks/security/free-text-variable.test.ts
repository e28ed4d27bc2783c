import { expect, test } from 'vitest'
import { freeTextVariable } from '../../../build/checks/security/free-text-variable.ts'
import { panel, told } from '../subject.ts'
import { variable, withVariables } from '../variables.ts'

const variables = [variable('text', { type: 'textbox' }), variable('job'), variable('chosen', { type: 'custom' })]
const asking = (expr: string) => withVariables([panel({ exprs: [expr] })], variables)

test('text that becomes part of the query is told', () => {
  expect(told(freeTextVariable, asking(`up{job=~"\${job:raw}"} > $text`))).toMatchInlineSnapshot(`
    "warning  free-text-variable   dashboard.json › Row › Panel
      up{job=~"\${job:raw}"} > $text
                              ^^^^^
      What people type into $text becomes part of the query as it stands.
      Offer a list of values instead; or put it into the quotes of a matcher.

    warning  free-text-variable   dashboard.json › Row › Panel
      up{job=~"\${job:raw}"} > $text
               ^^^^^^^^^^
      The value of $job becomes part of the query as it stands.
      Leave the format out: in quotes Grafana then escapes the value."
  `)
})

test.each(['rate(up[$text])', 'topk($text, up)', '$text'])('%s is told', (expr) => {
  expect(told(freeTextVariable, asking(expr))).toContain('free-text-variable')
})

test.each([
  'up{job=~"$text"}',
  'up{job=~"$job"}',
  'topk($job, up)',
  'rate(up[$__range])',
  `up{job=~"\${chosen:raw}"}`,
  `up{job="\${unknown:raw}"}`,
])('%s is fine', (expr) => {
  expect(told(freeTextVariable, asking(expr))).toBe('')
})
