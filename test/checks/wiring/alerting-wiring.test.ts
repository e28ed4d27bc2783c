import { expect, test } from 'vitest'
import { alertingWiring } from '../../../build/checks/wiring/alerting-wiring.ts'
import { subjectOfFiles } from '../../../build/model/subject-of-files.ts'
import { alert, ours, subject, told } from '../subject.ts'

const wired = (ruleFiles: readonly string[], alertmanagers: readonly string[] = ['alertmanager:9093']) =>
  subject({
    rules: [alert({ expr: 'up == 0' })],
    scraping: ours.scraping && {
      ...ours.scraping,
      place: { file: 'prometheus.yml', path: [] },
      ruleFiles,
      alertmanagers,
    },
  })

test('alerts that nobody is told of, in a file that is not loaded', () => {
  expect(told(alertingWiring, wired(['alerts/*.yml'], []))).toMatchInlineSnapshot(`
    "error  alerting-wiring   prometheus.yml
      One alerting rule is evaluated, and alerting.alertmanagers lists nobody to tell.
      Add the address of an Alertmanager.

    error  alerting-wiring   rules.yml
      No pattern of rule_files loads rules.yml; there is alerts/*.yml.
      Add a pattern that matches it, relative to the folder of prometheus.yml."
  `)
})

test('a pattern that is none', () => {
  expect(told(alertingWiring, wired(['rules[.yml', '(+).yml']))).toContain('No pattern of rule_files loads rules.yml')
})

test('no rule file at all', () => {
  expect(told(alertingWiring, wired([]))).toContain('No pattern of rule_files loads rules.yml; there is none.')
})

test.each([
  ['by name', ['rules.yml']],
  ['by a pattern', ['*.yml']],
  ['by one of several', ['alerts/*.yml', './rul?s.yml']],
  ['by a class of letters', ['rule[r-t].yml']],
  ['by a path in the container', ['/etc/prometheus/rules/*.yml']],
])('a file that is loaded %s', (_, patterns) => {
  expect(told(alertingWiring, wired(patterns))).toBe('')
})

test('a name beside a compose file may be mounted anywhere', () => {
  const mounted = { ...wired(['rules.yml']), compose: { place: { file: 'compose.yml', path: [] }, config: {} } }
  const elsewhere = mounted.ruleFiles.map((each) => ({ ...each, file: `rules/${each.file}` }))
  expect(told(alertingWiring, { ...mounted, ruleFiles: elsewhere })).toBe('')
})

test('a path in the container whose file name does not fit', () => {
  expect(told(alertingWiring, wired(['/etc/prometheus/rules/*.rules']))).toContain(
    'No pattern of rule_files loads rules.yml',
  )
})

test('our own rules under an absolute folder', () => {
  const moved = ours.scraping && { ...ours.scraping, ruleFiles: ['rules/*.yml'] }
  expect(told(alertingWiring, { ...ours, scraping: moved })).toContain(
    'loads alerts/high-error-rate.yml; there is rules/*.yml',
  )
})

test('a configuration and its rules inside one manifest', () => {
  const rules = (name: string) => ({ groups: [{ name: 'g', rules: [{ alert: name, expr: 'up == 0' }] }] })
  const alerting = { alertmanagers: [{ static_configs: [{ targets: ['a:9093'] }] }] }
  const config = { scrape_configs: [], rule_files: ['rules.yml'], alerting }
  const data = { 'prometheus.yml': JSON.stringify(config), 'rules.yml': JSON.stringify(rules('A')) }
  const files = {
    'k8s/prometheus.yaml': { apiVersion: 'v1', kind: 'ConfigMap', data },
    'elsewhere/rules.yml': rules('B'),
    'elsewhere/others.yml': rules('C'),
  }
  const read = Object.entries(files).map(([file, value]) => ({ file, text: JSON.stringify(value), isNamed: true }))
  const found = told(alertingWiring, subjectOfFiles(read, { own: undefined, foreign: [] }))
  expect(found.match(/loads \S+;/g)).toEqual(['loads elsewhere/others.yml;'])
})
