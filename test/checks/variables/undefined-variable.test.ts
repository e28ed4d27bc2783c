import { expect, test } from 'vitest'
import { undefinedVariable } from '../../../build/checks/variables/undefined-variable.ts'
import { panel, told } from '../subject.ts'
import { variable, withVariables } from '../variables.ts'

const known = [variable('instance'), variable('job', { query: 'label_values(up, job)' })]

test('a name that the dashboard does not define is told, inside quotes too', () => {
  const panels = [panel({ exprs: ['up{instance=~"$instnce"}', `rate(up[\${window}])`], legend: '[[node]]' })]
  expect(told(undefinedVariable, withVariables(panels, known))).toMatchInlineSnapshot(`
    "error  undefined-variable   dashboard.json › Row › Panel
      up{instance=~"$instnce"}
                    ^^^^^^^^
      The dashboard has no variable "instnce", so Grafana sends the name as it stands.
      Write $instance.

    error  undefined-variable   dashboard.json › Row › Panel
      [[node]]
      ^^^^^^^^
      The dashboard has no variable "node", so Grafana sends the name as it stands.
      Define the variable, or write the value.

    error  undefined-variable   dashboard.json › Row › Panel
      rate(up[\${window}])
              ^^^^^^^^^
      The dashboard has no variable "window", so Grafana sends the name as it stands.
      Define the variable, or write the value."
  `)
})

test.each([
  ['a repetition', panel({ json: { repeat: 'jobs' } })],
  ['a title', panel({ title: 'Of $jobs' })],
])('%s is told', (_, each) => {
  expect(told(undefinedVariable, withVariables([each], known))).toContain('Write $job.')
})

test('a property that a build fills in is no variable', () => {
  const panels = [panel({ exprs: [`up{version="\${project.version}"}`] })]
  expect(told(undefinedVariable, withVariables(panels, known))).toBe('')
})

test('what the import dialogue fills in is defined', () => {
  const panels = [panel({ exprs: [`up{instance="\${SERVER}"}`] })]
  const [board] = withVariables(panels, known).dashboards
  const of = (name: string) =>
    told(undefinedVariable, {
      ...withVariables(panels, known),
      dashboards: board === undefined ? [] : [{ ...board, json: { __inputs: [{ name, type: 'constant' }] } }],
    })
  expect(of('SERVER')).toBe('')
  expect(of('OTHER')).toContain('no variable "SERVER"')
})

test('a variable that a variable mentions is told', () => {
  const variables = [variable('pod', { query: 'label_values(kube_pod_info{node="$node"}, pod)' })]
  expect(told(undefinedVariable, withVariables([], variables))).toContain('no variable "node"')
})

test.each([
  `up{instance=~"$instance", job="\${job:regex}"}`,
  'rate(up[$__rate_interval])',
  'up{instance=~"a.*$"}',
  `label_replace(up, "x", "$1-\${2}", "job", "(.*)-(.*)")`,
  'label_replace(up, "x", "$first", "job", "(?P<first>.*)")',
  'up{job=~"[[:alpha:]]+"}',
])('%s mentions nothing unknown', (expr) => {
  expect(told(undefinedVariable, withVariables([panel({ exprs: [expr] })], known))).toBe('')
})

test('a sign behind a backslash is the sign itself', () => {
  const panels = [panel({ exprs: ['up{topic!~"\\\\$SYS.*"}'] })]
  expect(told(undefinedVariable, withVariables(panels, known))).toBe('')
})

test('one that is missing in many places is told once', () => {
  const panels = (count: number) =>
    Array.from({ length: count }, (_, at) => panel({ title: `P${at}`, exprs: ['up{job="$nobody"}'] }))
  const of = (count: number) => told(undefinedVariable, withVariables(panels(count), known))
  expect(of(3).match(/has no variable/g)).toHaveLength(3)
  expect(of(4).match(/has no variable/g)).toHaveLength(1)
  expect(of(4)).toContain('so Grafana sends the name as it stands, here and in 3 more places.')
})
