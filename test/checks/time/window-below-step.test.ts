import { expect, test } from 'vitest'
import { windowBelowStep } from '../../../build/checks/time/window-below-step.ts'
import { dashboard, panel, subject, told } from '../subject.ts'

const week = { time: { from: 'now-7d', to: 'now' } }
const requests = 'sum(rate(http_requests_total[5m]))'

test('five minutes of every seven', () => {
  const dashboards = [dashboard([panel({ exprs: [requests] })], { json: week })]
  expect(told(windowBelowStep, subject({ dashboards }))).toMatchInlineSnapshot(`
    "warning  window-below-step   dashboard.json › Row › Panel
      sum(rate(http_requests_total[5m]))
                                   ^^
      The dashboard opens with 1w, of which a point of this panel stands for 7m, and the window sees 5m of them.
      Write $__rate_interval, which is never shorter than the distance between two points."
  `)
})

test('the panel itself can say how many points it draws, from when', () => {
  const json = { maxDataPoints: 100, timeFrom: '1d' }
  const dashboards = [dashboard([panel({ exprs: [requests], json })], { json: { time: { from: 'now-1h' } } })]
  expect(told(windowBelowStep, subject({ dashboards }))).toContain(
    'opens with 1d, of which a point of this panel stands for 14m24s',
  )
})

test.each([
  ['a window of the same length', panel({ exprs: ['sum(rate(http_requests_total[7m]))'] }), week],
  ['six hours', panel({ exprs: [requests] }), { time: { from: 'now-6h', to: 'now' } }],
  ['a window that Grafana chooses', panel({ exprs: ['sum(rate(http_requests_total[$__rate_interval]))'] }), week],
  ['a single value', panel({ exprs: [requests], type: 'stat' }), week],
  ['a subquery of its own step', panel({ exprs: [`max_over_time(${requests}[1h:1m])`] }), week],
  ['a time range that is not known', panel({ exprs: [requests] }), {}],
])('silent: %s', (_, drawn, json) => {
  expect(told(windowBelowStep, subject({ dashboards: [dashboard([drawn], { json })] }))).toBe('')
})
