import { expect, test } from 'vitest'
import { unusedVariable } from '../../../build/checks/variables/unused-variable.ts'
import { panel, told } from '../subject.ts'
import { variable, withVariables } from '../variables.ts'

const job = variable('job')

test('a variable that nothing mentions is told, though it mentions itself', () => {
  const json = { templating: { list: [{ name: 'job', query: 'label_values(up{job="$job"}, job)' }] } }
  expect(told(unusedVariable, withVariables([panel({ exprs: ['up'] })], [job], { json }))).toMatchInlineSnapshot(`
    "warning  unused-variable   dashboard.json › variable job
      Nothing in this dashboard mentions $job: choosing a value changes nothing.
      Remove the variable, or use it in the queries that it should narrow."
  `)
})

test.each([
  ['a query', withVariables([panel({ exprs: ['up{job="$job"}'] })], [job])],
  ['a legend', withVariables([panel({ exprs: ['up'], legend: '[[job]]' })], [job])],
  ['a link', withVariables([], [job], { json: { links: [{ url: `/d/x?var-job=\${job:queryparam}` }] } })],
  [
    'a condition that shows a tab',
    withVariables([], [job], {
      json: { layout: [{ kind: 'ConditionalRenderingVariable', spec: { variable: 'job', operator: 'equals' } }] },
    }),
  ],
  [
    'a condition of a row inside a tab, which the classic form cannot say',
    {
      ...withVariables([], [job]),
      dashboards: withVariables([], [job]).dashboards.map((dashboard) => ({
        ...dashboard,
        layout: {
          tabs: [{ variables: [], rows: [{ kind: 'ConditionalRenderingVariable', spec: { variable: 'job' } }] }],
        },
      })),
    },
  ],
  ['a link that takes all choices along', withVariables([], [job], { json: { links: [{ includeVars: true }] } })],
  ['a link with all choices', withVariables([], [job], { json: { links: [{ url: `/d/x?\${__all_variables}` }] } })],
  ['a repetition', withVariables([], [job], { json: { panels: [{ repeat: 'job' }] } })],
  [
    'another variable',
    withVariables([], [job], {
      json: { templating: { list: [{ name: 'x', query: 'label_values(up{job="$job"}, x)' }] } },
    }),
  ],
])('%s is a use', (_, of) => {
  expect(told(unusedVariable, of)).toBe('')
})

test.each(['adhoc', 'datasource'])('a variable of the type %s works by itself', (type) => {
  expect(told(unusedVariable, withVariables([], [variable('x', { type })]))).toBe('')
})

test('of one that is hidden nobody chooses a value', () => {
  const json = { templating: { list: [{ name: 'job', hide: 2 }] } }
  expect(told(unusedVariable, withVariables([], [job], { json }))).toContain('it is hidden, and asked for in vain.')
})
