import { expect, test } from 'vitest'
import { multiValueEquality } from '../../../build/checks/variables/multi-value-equality.ts'
import { panel, told } from '../subject.ts'
import { variable, withVariables } from '../variables.ts'

const variables = [variable('job', { multi: true }), variable('instance', { includeAll: true }), variable('one')]
const showing = (expr: string) => withVariables([panel({ exprs: [expr] })], variables)

test('a comparison with one value is told', () => {
  expect(told(multiValueEquality, showing(`sum(up{job="$job", instance!="\${instance}"})`))).toMatchInlineSnapshot(`
    "error  multi-value-equality   dashboard.json › Row › Panel
      sum(up{job="$job", instance!="\${instance}"})
                         ^^^^^^^^^^^^^^^^^^^^^^^
      instance!="\${instance}" compares with one value, and $instance can stand for All.
      Write instance!~"\${instance}".

    error  multi-value-equality   dashboard.json › Row › Panel
      sum(up{job="$job", instance!="\${instance}"})
             ^^^^^^^^^^
      job="$job" compares with one value, and $job can stand for several.
      Write job=~"$job"."
  `)
})

test.each(['up{job=~"$job"}', `up{job!~"\${job:regex}"}`, 'up{one="$one"}', 'up{job="$unknown"}', 'up{job="a$"}'])(
  '%s is fine',
  (expr) => {
    expect(told(multiValueEquality, showing(expr))).toBe('')
  },
)

test('a panel that is repeated for the variable has one value in each copy', () => {
  const panels = [panel({ exprs: ['up{job="$job"}'], repeats: ['job'] })]
  expect(told(multiValueEquality, withVariables(panels, variables))).toBe('')
})
