// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Grafana's macros look like a template's placeholders.
import { expect, test } from 'vitest'
import { macroInRule } from '../../../build/checks/time/macro-in-rule.ts'
import { alert, panel, recording, subject, told } from '../subject.ts'

test('a variable inside quotes, which promtool accepts', () => {
  const rules = [alert({ expr: 'up{job=~"$job"} == 0' })]
  expect(told(macroInRule, subject({ rules }))).toMatchInlineSnapshot(`
    "error  macro-in-rule   rules.yml › group › SomeAlert
      up{job=~"$job"} == 0
         ^^^^^^^^^^^
      Only Grafana knows $job; Prometheus reads it as it stands.
      Write the value, or the window, that the rule is meant for."
  `)
})

test.each([
  ['a window', 'rate(http_requests_total[$__rate_interval]) > 1', '$__rate_interval'],
  ['a window in braces', 'rate(http_requests_total[${__range}]) > 1', '${__range}'],
  ['an offset', 'up offset $ago == 0', '$ago'],
  ['a step', 'max_over_time(up[1h:$step]) == 0', '$step'],
  ['a metric', '$metric > 1', '$metric'],
  ['a threshold', 'up > $limit', '$limit'],
  ['a grouping', 'sum by ($label) (up) == 0', '$label'],
  ['a string', 'label_replace(up, "a", "b", "$source", ".*") == 0', '$source'],
])('%s', (_, expr, macro) => {
  expect(told(macroInRule, subject({ rules: [alert({ expr })] }))).toContain(`Only Grafana knows ${macro};`)
})

test.each([
  ['an anchor', 'up{job=~"^node$"} == 0'],
  ['groups of label_replace', 'label_replace(up, "host", "$1 $name ${name}", "instance", "(?P<name>.*):.*") == 0'],
])('silent: %s', (_, expr) => {
  expect(told(macroInRule, subject({ rules: [alert({ expr }), recording({ expr })] }))).toBe('')
})

test('silent in a panel', () => {
  expect(told(macroInRule, subject({ panels: [panel({ exprs: ['rate(up{job=~"$job"}[$__rate_interval])'] })] }))).toBe(
    '',
  )
})

test('silent: what a deployment fills in', () => {
  const rules = ['up{cluster="${CLUSTER_NAME}"} == 0', 'up{job!~"${IGNORED:=none}"} == 0'].map((expr) =>
    alert({ expr }),
  )
  expect(told(macroInRule, subject({ rules }))).toBe('')
})
