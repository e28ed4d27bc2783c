import { expect, test } from 'vitest'
import { duplicateName } from '../../../build/checks/wiring/duplicate-name.ts'
import { subjectOfFiles } from '../../../build/model/subject-of-files.ts'
import { alert, dashboard, panel, recording, subject, told } from '../subject.ts'
import { ourWith } from '../written.ts'

test('two dashboards of one uid', () => {
  const twice = ourWith(({ dashboards }) => ({
    dashboards: dashboards.map((each) => ({ ...each, value: { ...each.value, uid: 'pybase-overview' } })).slice(0, 2),
  }))
  expect(told(duplicateName, twice)).toMatchInlineSnapshot(`
    "error  duplicate-name   dashboards/celery-workers.ts
      The dashboard uid "pybase-overview" is taken already, by dashboards/api-performance.ts.
      Give one of them another uid."
  `)
})

const copied = dashboard([panel({})], { file: 'b.json', place: { file: 'b.json', path: [] }, uid: 'same' })
const original = { ...copied, file: 'a.json', place: { file: 'a.json', path: [] } }

test('a copy of a dashboard is told once, with both files', () => {
  expect(told(duplicateName, subject({ dashboards: [original, copied] }))).toMatchInlineSnapshot(`
    "error  duplicate-name   b.json
      The dashboard uid "same" and the title "Some dashboard" are taken already, by a.json.
      Give one of them another uid and another title, or remove it."
  `)
})

test('a dashboard in both versions of the schema is no copy, and two of version 2 are', () => {
  const [newer, again] = [
    { ...copied, isV2: true as const },
    { ...copied, file: 'c.json', isV2: true as const },
  ]
  expect(told(duplicateName, subject({ dashboards: [original, newer] }))).toBe('')
  expect(told(duplicateName, subject({ dashboards: [original, newer, again] }))).toContain(
    'are taken already, by b.json',
  )
})

test('an empty uid is none', () => {
  const [a, b] = ['a', 'b'].map((title) => dashboard([panel({})], { title, uid: '' }))
  expect(a && b && told(duplicateName, subject({ dashboards: [a, b] }))).toBe('')
})

test('the uid of one dashboard and the title of another are two mistakes', () => {
  const third = { ...copied, title: 'Third' }
  const text = told(duplicateName, subject({ dashboards: [original, { ...third, uid: 'third' }, { ...third }] }))
  expect(text.match(/taken already, by \w\.json/g)).toEqual(['taken already, by a.json', 'taken already, by b.json'])
})

test('two rules of one name and the same labels', () => {
  const rules = [alert({ expr: 'up == 0' }), alert({ expr: 'up == 1' })]
  expect(told(duplicateName, subject({ rules }))).toContain('is taken already, by rules.yml › group › SomeAlert')
})

const named = (...exprs: readonly string[]) =>
  told(duplicateName, subject({ rules: exprs.map((expr) => recording({ expr, name: 'code:theirs:rate5m' })) }))

test.each([
  [['sum by (code) (rate(theirs_total{code=~"2.."}[5m]))', 'sum by (code) (rate(theirs_total{code=~"4.."}[5m]))']],
  [['theirs{mountpoint="/"}', 'theirs{mountpoint!="/"}']],
  [['sum without (pod) (theirs{app="a"})', 'sum without (pod) (other{app="b"})']],
  [['irate(theirs_discards[5m]) > 0', 'irate(theirs_errors[5m]) > 0']],
  [['sum by (deployment) (a) > 0', 'sum by (replicaset) (a) > 0']],
  [['up{job="a"} == 0', 'up{job="b"} == 0', 'up{job="c"} == 0']],
  [['theirs{kind="a"} > 1', 'theirs{team="b"} > 1']],
  [
    [
      'max by (part) (label_replace(a, "part", "a-$1", "name", "(.*)"))',
      'max by (part) (label_replace(b, "part", "b-$1", "name", "(.*)"))',
    ],
  ],
])('rules of one name that share out the series are no duplicates: %s', (exprs) => {
  expect(named(...exprs)).toBe('')
})

test.each([
  ['the same selector', ['sum by (code) (a{code=~"2.."})', 'sum by (code) (a{code=~"2.."})']],
  ['a label that is lost', ['sum by (verb) (a{code=~"2.."})', 'sum by (verb) (a{code=~"4.."})']],
  ['a label that is lost, of the third', ['sum(a{code="1"})', 'sum(a{code="2"})', 'sum(a{code="1"})']],
  ['one text', ['a > 0', '(a > 0)']],
  ['no labels at all', ['sum(a)', 'max(b)']],
  ['no selection', ['sum by (code) (a)', 'sum by (code) (b)']],
  ['a less specific selector', ['theirs > 5400', 'theirs{kind!="batch"} > 3600']],
])('rules of one name with %s are', (_, exprs) => {
  expect(named(...exprs)).toContain('is taken already')
})

test('one name with other labels is another rule', () => {
  const rules = [alert({ expr: 'up == 0' }), alert({ expr: 'up == 0', labels: { severity: 'critical' } })]
  expect(told(duplicateName, subject({ rules }))).toBe('')
})

test('two panels of one id', () => {
  const dashboards = [dashboard([panel({ title: 'A' }), panel({ title: 'B' })])]
  expect(told(duplicateName, subject({ dashboards }))).toContain('panel id "1"')
})

test('rules of files of one name in two folders are those of two stacks', () => {
  const file = (folder: string, expr: string) => {
    const place = { file: `${folder}/rules.yml`, path: ['group', 'Down'] }
    const rule = alert({ name: 'Down', expr })
    const rules = [{ ...rule, place, query: { ...rule.query, place } }]
    return { file: place.file, groups: [{ name: 'group', place, interval: undefined, rules }] }
  }
  const of = (...ruleFiles: ReturnType<typeof file>[]) =>
    told(duplicateName, { ...subject({ ruleFiles }), scraping: undefined })
  expect(of(file('a', 'up == 0'), file('b', 'up == 0'))).toBe('')
  expect(of(file('a', 'up == 0'), file('b', 'up == 1'))).toBe('')
  expect(of(file('a', 'up == 0'), file('a', 'up == 0'))).toContain('is taken already')
  const ruleFiles = [file('a', 'up == 0'), file('b', 'up == 0')]
  expect(told(duplicateName, subject({ ruleFiles }))).toContain('is taken already')
})

test('equal dashboards of two folders are copies of one', () => {
  const file = (folder: string, title: string) => ({
    file: `${folder}/${folder}.json`,
    text: JSON.stringify({ title, uid: 'board', panels: [] }),
    isNamed: true,
  })
  const of = (...files: ReturnType<typeof file>[]) =>
    told(duplicateName, subjectOfFiles(files, { own: undefined, foreign: [] }))
  expect(of(file('chart', 'Board'), file('docs', 'Board'))).toBe('')
  expect(of(file('chart', 'Board'), file('docs', 'Other'))).toContain('is taken already')
  expect(of(file('chart', 'Board'), file('chart', 'Board'))).toContain('are taken already')
})

test('a rule or dashboard that is there as a file and as a resource of Kubernetes is handed over in two ways', () => {
  const groups = [{ name: 'g', rules: [{ alert: 'Down', expr: 'theirs_up == 0' }] }]
  const resource = { apiVersion: 'monitoring.coreos.com/v1', kind: 'PrometheusRule', spec: { groups } }
  const board = JSON.stringify({ title: 'Board', uid: 'board', panels: [] })
  const map = { apiVersion: 'v1', kind: 'ConfigMap', data: { 'board.json': board } }
  const all = [
    { file: 'rules.yml', text: JSON.stringify({ groups }) },
    { file: 'rule.yaml', text: JSON.stringify(resource) },
    { file: 'board.json', text: board },
    { file: 'map.yaml', text: JSON.stringify(map) },
  ]
  const of = (...files: readonly { file: string; text: string }[]) =>
    told(
      duplicateName,
      subjectOfFiles(
        files.map((each) => ({ ...each, isNamed: true })),
        { own: undefined, foreign: [] },
      ),
    )
  expect(of(...all)).toBe('')
  expect(of(...all, { file: 'copy.yaml', text: JSON.stringify(resource) })).toContain('is taken already, by rule.yaml')
  expect(of(...all, { file: 'again.yaml', text: JSON.stringify(map) })).toContain('are taken already, by map.yaml')
})
