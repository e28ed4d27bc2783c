import { expect, test } from 'vitest'
import { severity } from '../../../build/checks/texts/severity.ts'
import { alert, subject, told } from '../subject.ts'
import { written } from '../written.ts'

const labelled = (...labels: readonly Readonly<Record<string, string>>[]) =>
  subject({ rules: labels.map((each) => alert({ expr: 'up == 0', labels: each })) })

test('a severity that no route matches is told', () => {
  expect(
    told(
      severity,
      labelled(
        {},
        { severty: 'critical' },
        { severity: 'Critical' },
        { severity: 'critcal' },
        { severity: 'critical' },
      ),
    ),
  ).toMatchInlineSnapshot(`
    "error  severity   rules.yml › group › SomeAlert
      The alert has no label "severity", so no route tells it from a harmless one.
      Add \`severity: critical\` if it must wake somebody, \`warning\` if it can wait for the morning.

    error  severity   rules.yml › group › SomeAlert
      The alert has no label "severity" but one called "severty", which no route reads.
      Rename it to severity.

    error  severity   rules.yml › group › SomeAlert
      The severity is "Critical", which routes for "critical" do not match.
      Write critical.

    error  severity   rules.yml › group › SomeAlert
      The severity is "critcal", which routes for "critical" do not match.
      Write critical."
  `)
})

test.each([
  'critical',
  'warning',
  'info',
  'none',
  'page',
  'P1',
  'sev2',
  'high',
  'low',
  'minor',
  '{{ $labels.severity }}',
])('%s is a severity', (value) => {
  expect(told(severity, labelled({ severity: value }))).toBe('')
})

test('who says warn everywhere routes by it', () => {
  expect(told(severity, labelled({ severity: 'warn' }, { severity: 'crit' }))).toBe('')
  expect(told(severity, labelled({ severity: 'warn' }, { severity: 'warning' }))).toContain('"warn"')
})

test('beside our own severities another spelling is a slip, beside others it may be theirs', () => {
  const file = (expr: string) =>
    written('r.yml', `groups: [{name: g, rules: [{alert: A, expr: '${expr}', labels: {severity: Critical}}]}]`)
  expect(told(severity, file('redis_up == 0'))).toContain('Write critical.')
  expect(told(severity, file('theirs_up == 0'))).toBe('')
})

test.each(['level', 'alert_level', 'priority', 'sev', 'Urgency'])('who routes by %s needs no severity', (label) => {
  expect(told(severity, labelled({ [label]: 'emergency' }))).toBe('')
})
