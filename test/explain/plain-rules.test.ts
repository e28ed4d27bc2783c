import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { plainRules } from '../../build/explain/plain-rules.ts'

const group = '{ name: g, rules: [{ alert: A, expr: up == 0 }] }'
const groups = [{ name: 'g', rules: [{ alert: 'A', expr: 'up == 0' }] }]

test.each([
  ['a rule file', `groups: [${group}]`],
  ['no YAML', 'groups: ['],
  ['nothing', ''],
])('%s is left as it is', (_, text) => {
  expect(plainRules(text)).toBeUndefined()
})

test.each([
  ['a PrometheusRule', `{ kind: PrometheusRule, spec: { groups: [${group}] } }`],
  ['a list of them', `{ kind: List, items: [{ spec: { groups: [${group}] } }] }`],
  ['a bare list of groups', `- ${group}`],
  ['a ConfigMap', `{ kind: ConfigMap, data: { a.yml: "groups: [${group}]", note: 'no groups: here' } }`],
  ['the values of a chart', `{ serverFiles: { alerting_rules.yml: { groups: [${group}] } } }`],
  ['what only another ruler knows', `{ namespace: n, groups: [${group.replace('name', 'concurrency: 2, name')}] }`],
])('of %s the groups are what promtool reads', (_, text) => {
  expect(parse(plainRules(text) ?? '')).toEqual({ groups })
})

test('groups of one name in two places stay apart in one file', () => {
  const text = `{ kind: ConfigMap, data: { a.yml: "groups: [${group}]", b.yml: "groups: [${group}]" } }`
  expect(parse(plainRules(text) ?? '').groups.map(({ name }: { name: string }) => name)).toEqual(['g', 'g (2)'])
})
