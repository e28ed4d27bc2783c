import { expect, test } from 'vitest'
import { missingFlag } from '../../../build/checks/metrics/missing-flag.ts'
import { composed } from '../stack.ts'
import { dashboard, panel, told } from '../subject.ts'

const asked = (service: object, expr = 'sum(rate(pg_stat_statements_calls_total[5m]))') =>
  composed(
    { postgres_exporter: { image: 'postgres-exporter:v0.20.1', ...service } },
    { dashboards: [dashboard([panel({ exprs: [expr] }), panel({ exprs: [expr] })])] },
  )

test('a collector that is off, told once', () => {
  expect(told(missingFlag, asked({ command: ['--web.listen-address=:9187'] }))).toMatchInlineSnapshot(`
    "error  missing-flag   dashboard.json › Row › Panel
      sum(rate(pg_stat_statements_calls_total[5m]))
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      pg_stat_statements_calls_total needs the flag --collector.stat_statements, and postgres_exporter runs without it.
      Add --collector.stat_statements to the command of postgres_exporter."
  `)
})

test('a collector that is turned off', () => {
  expect(told(missingFlag, asked({ command: '--collector.stat_statements=false' }))).toContain('runs without it')
})

test.each([
  ['a collector that is on', asked({ command: ['--collector.stat_statements'] })],
  ['one that is on by a value', asked({ command: '--collector.stat_statements=true' })],
  ['an image of its own', asked({ build: '.' })],
  ['a metric that needs none', asked({}, 'pg_up')],
  [
    'an exporter elsewhere',
    composed(
      { app: { image: 'app:1' } },
      { dashboards: [dashboard([panel({ exprs: ['pg_stat_statements_calls_total'] })])] },
    ),
  ],
])('%s is fine', (_, of) => {
  expect(told(missingFlag, of)).toBe('')
})
