import { expect, test } from 'vitest'
import { cyclicVariable } from '../../../build/checks/variables/cyclic-variable.ts'
import { told } from '../subject.ts'
import { variable, withVariables } from '../variables.ts'

test('variables that wait for each other are told with the way', () => {
  const variables = [
    variable('node', { query: 'label_values(up{pod="$pod"}, node)' }),
    variable('pod', { query: `label_values(up{job="\${job}"}, pod)` }),
    variable('job', { query: 'label_values(up{node="$node"}, job)' }),
    variable('after', { query: 'label_values(up{node="$node"}, after)' }),
  ]
  expect(told(cyclicVariable, withVariables([], variables))).toMatchInlineSnapshot(`
    "error  cyclic-variable   dashboard.json › variable node
      The values of $node depend on themselves: node → pod → job → node.
      Remove one of these mentions."
  `)
})

test('a variable that mentions itself is told', () => {
  expect(told(cyclicVariable, withVariables([], [variable('a', { query: 'label_values(up{a="$a"}, a)' })]))).toContain(
    'a → a',
  )
})

test.each([
  ['a chain', [variable('a', { query: 'f($b)' }), variable('b', { query: 'f($c)' }), variable('c')]],
  ['a diamond', [variable('a', { query: '$b $c' }), variable('b', { query: '$d' }), variable('c', { query: '$d' })]],
  ['an unknown name', [variable('a', { query: '$nobody' })]],
])('%s is fine', (_, variables) => {
  expect(told(cyclicVariable, withVariables([], variables))).toBe('')
})
