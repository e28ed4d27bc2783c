import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { Engine } from '../../../build/explain/page/engine.ts'
import type { Explained, Input } from '../../../build/explain/page/protocol.ts'
import { appAlert, pathOf } from '../told.ts'

const app = readFileSync(pathOf('app.yml'), 'utf8')
const alertmanager = readFileSync(pathOf('alertmanager.yml'), 'utf8')

const explained = (rules: string, more: Partial<Input> = {}, alert?: string): Explained =>
  new Engine().explain({ rules, catalog: '', alertmanager: '', ...more }, alert)

const rule = '- alert: Down\n  expr: up{job="app"} == 0\n  for: 2m\n'

test.each([
  ['a rule', rule],
  ['a rule without its dash', 'alert: Down\nexpr: up{job="app"} == 0\nfor: 2m\n'],
  ['a rule whose first line lost its blanks', '- alert: Down\n        expr: up{job="app"} == 0\n        for: 2m\n'],
  ['a rule file', `groups:\n- name: a\n  rules:\n  ${rule.replaceAll('\n', '\n  ')}`],
  [
    'a PrometheusRule',
    `apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nspec:\n  groups:\n  - name: a\n    rules:\n    ${rule.replaceAll('\n', '\n    ')}`,
  ],
  ['a rule in JSON', '{"alert": "Down", "expr": "up{job=\\"app\\"} == 0", "for": "2m"}'],
])('%s', (_, text) => {
  const { alert, troubles } = explained(text)
  expect(troubles).toEqual([])
  expect(alert).toMatchObject({
    name: 'Down',
    sentence: 'Fires when up{job="app"} is 0, for each series, for 2m.',
    verdict: { is: 'shown' },
  })
})

test('an expression alone', () => {
  const { alert, choices } = explained('up{job="app"}\n  == 0 # down')
  expect(choices).toHaveLength(1)
  expect(alert?.sentence).toBe('Fires when up{job="app"} is 0, for each series, at once.')
})

test('its stories are those of the terminal', () => {
  for (const name of ['SlowRequests', 'Down', 'Gone', 'Backup']) {
    const { alert } = explained(app, {}, name)
    const { fires, silent, verdict } = appAlert(name)
    const points = (course: typeof fires) => course?.course.map(({ at, value, state }) => ({ at, value, state }))
    expect(alert?.verdict).toEqual(verdict)
    expect(alert?.fires?.points).toEqual(points(fires))
    expect(alert?.silent?.points).toEqual(points(silent))
  }
})

test('where it goes is told with an alertmanager.yml', () => {
  expect(explained(app, {}, 'Down').alert?.routes).toBeUndefined()
  expect(explained(app, { alertmanager }, 'Down').alert?.routes).toEqual([
    'It goes to pager, by pagerduty, grouped by job (route › routes[0]).',
    'Nothing inhibits it.',
  ])
})

test('a recorded exposition takes the place of guesses', () => {
  const catalog = '# TYPE x_seconds gauge\nx_seconds{a="b"} 1\n'
  expect(explained('x_seconds > 1').alert?.guesses).toHaveLength(1)
  expect(explained('x_seconds > 1', { catalog }).alert?.guesses).toEqual([])
})

test('two alerts of one name are told apart', () => {
  const twins = `${rule}  labels: {severity: a}\n${rule}  labels: {severity: b}\n`
  const { choices } = explained(twins)
  expect(choices.map(({ key }) => key)).toEqual(['Down', 'Down (2)'])
  expect(explained(twins, {}, 'Down (2)').alert?.key).toBe('Down (2)')
  // Who asks for one that is gone gets the first.
  expect(explained(twins, {}, 'Up').alert?.key).toBe('Down')
})

test('findings stand at their place', () => {
  const text = '- alert: Down\n  expr: up{job="app"} == 2\n  labels: {severity: critical}\n'
  const { alert } = explained(text)
  const found = alert?.findings.find(({ spot }) => spot !== undefined && text.slice(spot.from, spot.to).includes('2'))
  expect(found).toMatchObject({ in: 'rules', line: 2 })
  const [expression] = explained('up{job="app"} == 2').alert?.findings ?? []
  expect(expression?.spot).toMatchObject({ from: expect.any(Number) })
})

test.each([
  ['', 'Nothing is pasted yet.'],
  ['  \n', 'Nothing is pasted yet.'],
  ['- record: a:b\n  expr: sum(up)\n', 'These are recording rules: they store values and fire nothing.'],
  ['sum(rate({app="x"} |= "error" [5m])) > 1', 'This is LogQL, which Loki evaluates and no Prometheus.'],
  [alertmanager, 'This is an alertmanager.yml, which has no rules.'],
  ['up ==', 'The expression ends too early.'],
  ['groups: []', 'There is no rule in it.'],
  ['a: [', /./],
  ['groups:\n- name: a\n  rules:\n  - alert: A\n    expr: "up =="\n', /./],
])('%j is answered with a sentence', (text, sentence) => {
  const { alert, troubles } = explained(text)
  expect(alert).toBeUndefined()
  expect(troubles[0]?.what).toEqual(typeof sentence === 'string' ? sentence : expect.stringMatching(sentence))
  expect(troubles[0]?.next).not.toBe('')
})

test.each([
  ['nosuch(x) > 1', 'refused'],
  ['x', 'shown'],
  ['count(up) > 1000', 'not shown'],
  ['sum(rate(x_total[5m])) < 0', 'never fires'],
  ['vector(1)', 'is never silent'],
])('%s: %s', (text, verdict) => {
  const { alert, troubles } = explained(text)
  // An unknown function is no PromQL that could be chosen.
  expect(alert?.verdict.is ?? (troubles.length > 0 ? 'refused' : undefined)).toBe(verdict)
})

test('the test that is given shows the rules that it needs', () => {
  const ofRule = explained(rule).alert?.tests
  expect(ofRule?.rules).toContain('- alert: Down')
  expect(ofRule?.text).toContain('rule_files:\n  - rules.yml')
  expect(explained(app, {}, 'Down').alert?.tests?.rules).toBeUndefined()
  expect(explained('x > 1').alert?.tests?.rules).toContain('x > 1')
})

test('of a file with a broken rule the others are explained', () => {
  const { alert, troubles } = explained(
    'groups:\n- name: a\n  rules:\n  - alert: A\n    expr: "up\n  - alert: B\n    expr: up == 0\n',
  )
  expect(troubles.map(({ check }) => check)).toContain('unreadable-file')
  expect(alert?.name).toBe('B')
})

test('what is pasted is data, whatever it says', () => {
  const hostile = '- alert: "<img src=x onerror=alert(1)>"\n  expr: up == 0\n  labels: {"__proto__": "x"}\n'
  const answer = explained(hostile, { catalog: '<script>', alertmanager: '</script>' })
  expect(answer).toEqual(structuredClone(answer))
  expect(answer.alert?.name).toBe('<img src=x onerror=alert(1)>')
})
