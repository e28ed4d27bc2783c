import { expect, test } from 'vitest'
import { valueInLabel } from '../../../build/checks/texts/value-in-label.ts'
import { alert, recording, subject, told } from '../subject.ts'

const labelled = (labels: Readonly<Record<string, string>>) => subject({ rules: [alert({ expr: 'up == 0', labels })] })

test('a label that changes with every evaluation is told', () => {
  expect(
    told(valueInLabel, labelled({ severity: 'warning', current: '{{ $value | humanize }}' })),
  ).toMatchInlineSnapshot(`
    "error  value-in-label   rules.yml › group › SomeAlert › label current
      {{ $value | humanize }}
         ^^^^^^
      The label current holds the alert's value, so each evaluation makes a new alert and "for" starts again.
      Put the value into an annotation, such as the description."
  `)
})

test.each([
  ['a constant', { severity: 'warning' }],
  ["a label of the alert's series", { device: '{{ $labels.device }}' }],
  ['text that only looks like it', { note: 'costs $value' }],
])('%s is fine', (_, labels) => {
  expect(told(valueInLabel, labelled(labels))).toBe('')
})

test('the value in an annotation is fine', () => {
  const rules = [alert({ expr: 'up == 0', annotations: { description: '{{ $value }}' } })]
  expect(told(valueInLabel, subject({ rules }))).toBe('')
})

test('the labels of a recording rule are no templates', () => {
  const rule = (labels: Record<string, string>) => subject({ rules: [recording({ expr: 'sum(up)', labels })] })
  expect(told(valueInLabel, rule({ current: 'now {{ $value }}' }))).toContain('current is stored as it is written')
  expect(told(valueInLabel, rule({ device: '{{ $labels.device }}' }))).toContain('braces and all')
  expect(told(valueInLabel, rule({ level: 'job' }))).toBe('')
})
