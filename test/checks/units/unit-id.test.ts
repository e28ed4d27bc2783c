import * as sdk from '@grafana/grafana-foundation-sdk/units'
import { expect, test } from 'vitest'
import { unitIds } from '../../../build/checks/support/unit-ids.ts'
import { unitId } from '../../../build/checks/units/unit-id.ts'
import { panel, subject, told } from '../subject.ts'

const shown = (...units: readonly (string | undefined)[]) => subject({ panels: units.map((unit) => panel({ unit })) })

test('a unit that Grafana does not know is told with the nearest one', () => {
  expect(told(unitId, shown('tasksps', 'qps', 'mbyte'))).toMatchInlineSnapshot(`
    "warning  unit-id   dashboard.json › Row › Panel
      Grafana knows no unit "tasksps": it prints the word behind the number as it stands, and does not scale it.
      Write ops, or suffix:tasksps if the word is meant.

    warning  unit-id   dashboard.json › Row › Panel
      Grafana knows no unit "qps": it prints the word behind the number as it stands, and does not scale it.
      Write ops, or suffix:qps if the word is meant.

    warning  unit-id   dashboard.json › Row › Panel
      Grafana knows no unit "mbyte": it prints the word behind the number as it stands, and does not scale it.
      Write mbytes, or suffix:mbyte if the word is meant."
  `)
})

test('what people write of rates in tens is the unit without that', () => {
  expect(told(unitId, shown('decbps', 'decBps'))).toMatch(
    /Write bps, or suffix:decbps[\s\S]*Write Bps, or suffix:decBps/,
  )
})

test('units of overrides and axes are units too', () => {
  const overrides = [{ matcher: {}, properties: [{ id: 'unit', value: 'secs' }] }]
  const json = { fieldConfig: { overrides }, options: { yAxis: { unit: 'milis' } } }
  const of = told(unitId, subject({ panels: [panel({ json })] }))
  expect(of).toContain('"secs"')
  expect(of).toContain('"milis"')
})

test('we know the units that the SDK knows', () => {
  expect(unitIds).toEqual([...new Set(Object.values(sdk))].toSorted((a, b) => (a < b ? -1 : 1)))
})

test.each([
  'short',
  'reqps',
  'µs',
  'suffix: tasks/s',
  'currency:EUR',
  'si:Hz',
  '$unit',
  '',
  'cores',
  'SOL',
  'errors/sec',
  'cpu',
  '/s',
  'reqs',
  'blocks',
  undefined,
])('%s is fine', (unit) => {
  expect(told(unitId, shown(unit))).toBe('')
})

test.each([
  ['%', 'Write percent, or suffix:%'],
  ['c/s', 'Write cps, or suffix:c/s'],
  ['ops/s', 'Write ops, or suffix:ops/s'],
  ['secs', 'Write s, or suffix:secs'],
  ['mm', 'Write lengthmm, or suffix:mm'],
  ['GB', 'Write decgbytes, or suffix:GB'],
  ['sx', 'Write suffix:sx'],
  ['Mbps', 'Write Mbits, or suffix:Mbps'],
  ['jobsps', 'Write ops, or suffix:jobsps'],
])('for %s the next step is "%s"', (unit, next) => {
  expect(told(unitId, shown(unit))).toContain(next)
})
