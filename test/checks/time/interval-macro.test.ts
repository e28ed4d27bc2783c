// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Grafana's macros look like a template's placeholders.
import { expect, test } from 'vitest'
import { intervalMacro } from '../../../build/checks/time/interval-macro.ts'
import { panel, subject, told } from '../subject.ts'

test('a rate over the distance between two points', () => {
  const panels = [panel({ exprs: ['sum(rate(http_requests_total[$__interval]))'] })]
  expect(told(intervalMacro, subject({ panels }))).toMatchInlineSnapshot(`
    "error  interval-macro   dashboard.json › Row › Panel
      sum(rate(http_requests_total[$__interval]))
                                   ^^^^^^^^^^^
      rate needs two samples, and $__interval shrinks to one scrape interval when the reader zooms in: the panel goes empty.
      Write $__rate_interval, which is never shorter than four scrapes."
  `)
})

test('a minimum interval of two scrapes is not enough', () => {
  const panels = [panel({ exprs: ['increase(http_requests_total[${__interval}])'], json: { interval: '30s' } })]
  expect(told(intervalMacro, subject({ panels }))).toContain('increase needs two samples')
})

test.each([
  ['the macro that is made for it', { exprs: ['rate(http_requests_total[$__rate_interval])'] }],
  ['a function that needs one sample', { exprs: ['max_over_time(up[$__interval])'] }],
  [
    'a minimum interval of four scrapes',
    { exprs: ['rate(http_requests_total[$__interval])'], json: { interval: '1m' } },
  ],
  [
    'the same of the query itself',
    { exprs: ['rate(http_requests_total[$__interval])'], json: { targets: [{ refId: 'A', interval: '2m' }] } },
  ],
  ['an interval that a variable chooses', { exprs: ['rate(up[$__interval])'], json: { interval: '$least' } }],
  ['the whole time range', { exprs: ['increase(http_requests_total[$__range])'] }],
])('silent: %s', (_, written) => {
  expect(told(intervalMacro, subject({ panels: [panel(written)] }))).toBe('')
})
