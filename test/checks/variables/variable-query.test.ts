import { expect, test } from 'vitest'
import { variableQuery } from '../../../build/checks/variables/variable-query.ts'
import { panel, told } from '../subject.ts'
import { variable, withVariables } from '../variables.ts'

const asking = (query: string) => withVariables([], [variable('x', { query })])

test('a list that stays empty, or as it was, is told', () => {
  const json = { templating: { list: [{ name: 'old', refresh: 0 }] } }
  const variables = [
    variable('metric', { query: 'label_values(http_request_total{job="$job"}, instance)' }),
    variable('label', { query: 'label_values(up{job="api"}, instanc)' }),
    variable('old', { query: 'label_values(up, job)' }),
  ]
  expect(told(variableQuery, withVariables([], variables, { json }))).toMatchInlineSnapshot(`
    "error  variable-query   dashboard.json › variable metric
      label_values(http_request_total{job="$job"}, instance)
                   ^^^^^^^^^^^^^^^^^^
      No known series is called http_request_total, and without it the list is empty; the nearest known name is http_requests_total.
      Take a metric that is exposed.

    error  variable-query   dashboard.json › variable label
      label_values(up{job="api"}, instanc)
                                  ^^^^^^^
      The series never have the label instanc, so the list is empty; they have job, instance.
      Write instance.

    error  variable-query   dashboard.json › variable old
      The variable is never refreshed ("refresh": 0): its list is that of the day on which it was saved.
      Set "refresh" to 2, on time range change, or to 1, on dashboard load."
  `)
})

test.each([
  'label_values(http_requests_total, endpoint)',
  'label_values(http_requests_total{method=~"GET|POST"}, instance)',
  'label_values(job)',
  'label_values({job="api"}, instance)',
  'label_values($metric, job)',
  'label_values(sum by (job) (up), job)',
  'metrics(.*_total)',
  'query_result(up)',
  'label_values(up{, job)',
])('%s is fine', (query) => {
  expect(told(variableQuery, asking(query))).toBe('')
})

test('a label that an aggregation drops is not there', () => {
  expect(told(variableQuery, asking('label_values(sum by (job) (up), instance)'))).toContain(
    'never have the label instance',
  )
})

test('an unknown metric that a panel reads is told there', () => {
  const variables = [variable('x', { query: 'label_values(some_metric, job)' })]
  expect(told(variableQuery, withVariables([panel({ exprs: ['some_metric'] })], variables))).toBe('')
})

const sieving = (query: string, regex: string) =>
  withVariables([], [variable('x', { query })], { json: { templating: { list: [{ name: 'x', regex }] } } })

test.each([
  ['label_values(http_requests_total, method)', '/^TELEPORT.*/', 'the values of method are'],
  ['label_values(up, instance)', '/.*instance="([^"]+)".*/', 'it looks for whole series'],
  ['label_values(up, instance)', '/(.*/', 'it does not compile'],
  ['label_values(up, instance)', '/^$/', 'only an empty text fits it'],
])('a regular expression that lets nothing through: %s, %s', (query, regex, why) => {
  expect(told(variableQuery, sieving(query, regex))).toContain(why)
})

test.each([
  ['label_values(http_requests_total, method)', '/^P/'],
  ['label_values(http_requests_total, method)', '/post/i'],
  ['label_values(http_requests_total, method)', 'GET|POST'],
  ['label_values(up, instance)', '/(?!lo)(.*):9100/'],
  ['label_values(http_requests_total, endpoint)', '/^.api.*/'],
  ['label_values(http_requests_total, method)', '/$verb/'],
  ['query_result(up)', '/.*instance="([^"]+)".*/'],
])('a regular expression that lets something through: %s, %s', (query, regex) => {
  expect(told(variableQuery, sieving(query, regex))).toBe('')
})
