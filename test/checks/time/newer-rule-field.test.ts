import { expect, test } from 'vitest'
import { newerRuleField } from '../../../build/checks/time/newer-rule-field.ts'
import { alert, ours, subject, told } from '../subject.ts'

const on = (version: string | undefined) =>
  subject({
    rules: [alert({ expr: 'up == 0', keepFiringFor: 300 })],
    scraping: ours.scraping && { ...ours.scraping, version },
  })

test('a field that an old Prometheus refuses', () => {
  expect(told(newerRuleField, on('2.41.0'))).toMatchInlineSnapshot(`
    "error  newer-rule-field   rules.yml › group › SomeAlert
      keep_firing_for needs Prometheus 2.42, and the stack has 2.41.0: it would refuse the file.
      Leave the field out, or pin a newer Prometheus."
  `)
})

test('a field of a group that an old Prometheus refuses', () => {
  const on = (version: string) => {
    const place = { file: 'rules.yml', path: ['late'] }
    const group = { name: 'late', place, interval: undefined, queryOffset: 60, rules: [] }
    const scraping = ours.scraping && { ...ours.scraping, version }
    return told(newerRuleField, subject({ ruleFiles: [{ file: 'rules.yml', groups: [group] }], scraping }))
  }
  expect(on('2.42.0')).toContain('query_offset needs Prometheus 2.53, and the stack has 2.42.0')
  expect(on('2.53.0')).toBe('')
})

test.each(['2.42.0', '3.14.0', undefined])('silent: Prometheus %s', (version) => {
  expect(told(newerRuleField, on(version))).toBe('')
})

test('silent: a rule without the field', () => {
  const scraping = ours.scraping && { ...ours.scraping, version: '2.41.0' }
  expect(told(newerRuleField, subject({ rules: [alert({ expr: 'up == 0' })], scraping }))).toBe('')
})
