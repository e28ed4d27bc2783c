import { expect, test, vi } from 'vitest'
import type { VariableModel } from '../../../../build/preview/app/dashboard/model.ts'
import { readDashboard } from '../../../../build/preview/app/dashboard/read.ts'
import { interpolate } from '../../../../build/preview/app/query/interpolate.ts'
import { allOptions, lookupOf, variableOptions } from '../../../../build/preview/app/query/variables.ts'
import { askingOf } from './panels.ts'
import { apiServer, success, vector } from './server.ts'

const read = (...list: readonly object[]): readonly VariableModel[] =>
  readDashboard({ templating: { list: list.map((each) => ({ type: 'query', ...each })) } }).variables

/** Label values as the test says, whatever is asked for. */
const values = (...data: readonly string[]) => apiServer(() => success(data))

async function options(json: object, answer: readonly string[] = []) {
  const { address, seen } = await values(...answer)
  const [variable] = read({ name: 'x', ...json })
  if (variable === undefined) throw new Error('There is no variable.')
  return { found: await variableOptions(variable, askingOf(address)), seen }
}

const during = { start: '1000', end: '1060' }

test.each([
  ['label_values(job)', 'label/job/values', during],
  ['label_values(up{job="a,b"}, instance)', 'label/instance/values', { 'match[]': 'up{job="a,b"}', ...during }],
  [' label_values( {a=~"x(1|2)"} , instance ) ', 'label/instance/values', { 'match[]': '{a=~"x(1|2)"}', ...during }],
  ['metrics(^a)', 'label/__name__/values', during],
])('%s asks for %s', async (query, path, form) => {
  const { found, seen } = await options({ query: { query, refId: 'x' } }, ['b', 'a'])
  expect(seen).toEqual([{ path, form }])
  expect(found).toEqual(query.startsWith('metrics') ? ['a'] : ['b', 'a'])
})

test('query_result and a plain selector list samples and series', async () => {
  const { address, seen } = await apiServer(({ path }) =>
    path === 'series'
      ? success([{ __name__: 'up', job: 'a' }])
      : vector({ metric: { __name__: 'up', job: 'a' }, value: [1060, '3'] }),
  )
  const [result, plain] = read(
    { name: 'a', query: 'query_result(topk(1, up))', regex: '/job="([^"]+)"/' },
    { name: 'b', query: 'up{job="a"}' },
  )
  if (result === undefined || plain === undefined) throw new Error('There are no variables.')
  expect(await variableOptions(result, askingOf(address))).toEqual(['a'])
  expect(await variableOptions({ ...result, regex: '' }, askingOf(address))).toEqual(['up{job="a"} 3 1060000'])
  expect(await variableOptions(plain, askingOf(address))).toEqual(['up{job="a"}'])
  expect(seen.map(({ form }) => form.query ?? form['match[]'])).toEqual(['topk(1, up)', 'topk(1, up)', 'up{job="a"}'])
})

test.each([
  [{ type: 'custom', query: 'a, b\\,c ,One : 1' }, ['a', 'b,c', '1']],
  [
    {
      type: 'custom',
      options: [
        { text: 'All', value: '$__all' },
        { text: 'A', value: 'a' },
      ],
    },
    ['a'],
  ],
  [{ type: 'interval', query: '1m,10m,1h' }, ['1m', '10m', '1h']],
  [{ type: 'constant', query: 'prod' }, ['prod']],
  [{ type: 'textbox', query: 'x', current: { value: 'y' } }, ['y']],
  [{ type: 'datasource', query: 'prometheus', current: { value: 'prometheus' } }, ['prometheus']],
  [{ type: 'datasource', query: 'prometheus' }, ['Prometheus']],
  [{ type: 'adhoc' }, []],
  [{ query: '' }, []],
])('%j offers %j without asking', async (json, expected) => {
  const { found, seen } = await options(json)
  expect(found).toEqual(expected)
  expect(seen).toEqual([])
})

test.each([
  ['', ['b', 'a', 'b'], ['b', 'a']],
  ['/^prod-(.+)/', ['prod-1', 'dev-1', 'prod-2'], ['1', '2']],
  ['/(?<text>\\w)-(?<value>\\w)/', ['a-1', 'b-2'], ['1', '2']],
  ['^a', ['a1', 'b'], ['a']],
  ['/A/i', ['a', 'b'], ['a']],
  ['/(/', ['a'], ['a']],
])('the regular expression %s of %j leaves %j', async (regex, answer, expected) => {
  expect((await options({ query: 'label_values(x)', regex }, answer)).found).toEqual(expected)
})

test.each([
  [0, ['b', 'a10', 'B', 'a9']],
  [1, ['B', 'a10', 'a9', 'b']],
  [2, ['b', 'a9', 'a10', 'B']],
  [3, ['b', 'B', 'a9', 'a10']],
  [4, ['a10', 'a9', 'b', 'B']],
  [5, ['a10', 'a9', 'b', 'B']],
  [7, ['a9', 'a10', 'b', 'B']],
  [99, ['b', 'a10', 'B', 'a9']],
])('sorted by %s: %j', async (sort, expected) => {
  expect((await options({ query: 'label_values(x)', sort }, ['b', 'a10', 'B', 'a9'])).found).toEqual(expected)
})

test('a query is filled in with what is chosen of the others, whose options are asked first', async () => {
  const { address, seen } = await apiServer(({ path }) => success(path === 'label/job/values' ? ['a.b', 'c'] : ['i']))
  const variables = read(
    { name: 'instance', query: 'label_values(up{job=~"$job"}, instance)' },
    { name: 'job', query: 'label_values(job)', multi: true, includeAll: true, current: { value: ['$__all'] } },
  )
  const { options, errors } = await allOptions(variables, {}, askingOf(address))
  expect(seen.map(({ form }) => form['match[]'])).toEqual([undefined, 'up{job=~"(a\\\\.b|c)"}'])
  expect({ options, errors }).toEqual({ options: { instance: ['i'], job: ['a.b', 'c'] }, errors: {} })
  expect(interpolate('$job $instance', lookupOf(variables, {}, options))).toBe('(a\\\\.b|c) i')
})

test('a variable that cannot be asked is told of, and the others work', async () => {
  const asked: unknown[] = []
  const { address } = await apiServer(({ path, form }, response) => {
    asked.push(form['match[]'])
    if (path === 'series') return success([null])
    if (path !== 'label/bad/values') return success(['v'])
    response.statusCode = 400
    return { status: 'error', errorType: 'bad_data', error: 'invalid parameter' }
  })
  const variables = read(
    { name: 'bad', query: 'label_values(bad)' },
    { name: 'behind', query: 'label_values(up{a="$bad"}, b)' },
    { name: 'self', query: 'label_values(up{a="$self"}, b)' },
    { name: 'odd', query: 'up{}' },
    { name: 'good', query: 'label_values(good)' },
  )
  const { options, errors } = await allOptions(variables, {}, askingOf(address))
  expect(options.good).toEqual(['v'])
  expect(Object.keys(errors).sort()).toEqual(['bad', 'odd', 'self'])
  expect(errors.bad).toBe('bad_data: invalid parameter')
  expect(asked).toContain('up{a=""}')
  expect(errors.self).toContain('$self')
  expect(errors.odd).toBe("Prometheus' answer is not in the form of its API.")
})

test('whatever goes wrong with a variable is told of, unless nobody waits any more', async () => {
  const asking = askingOf('')
  vi.spyOn(asking.prometheus, 'labelValues').mockRejectedValue(new TypeError('not expected'))
  const variables = read({ name: 'job', query: 'label_values(job)' })
  expect(await allOptions(variables, {}, asking)).toEqual({ options: { job: [] }, errors: { job: 'not expected' } })
  await expect(allOptions(variables, {}, asking, AbortSignal.abort())).rejects.toThrow('aborted')
})

test('a chosen value that looks like a variable is not taken for one', async () => {
  const { address, seen } = await values('v')
  const variables = read(
    { name: 'job', query: 'label_values(job)' },
    { name: 'instance', query: 'label_values(up{job="$job"}, instance)' },
  )
  const { errors } = await allOptions(variables, { job: ['a$b'] }, askingOf(address))
  expect(errors).toEqual({})
  expect(seen.map(({ form }) => form['match[]'])).toContain('up{job="a$b"}')
})

test('of two variables that refer to each other, one is without the other', async () => {
  const { address } = await values('v')
  const variables = read(
    { name: 'one', query: 'label_values(up{a="$other"}, b)' },
    { name: 'other', query: 'label_values(up{a="$one"}, b)' },
  )
  const { options, errors } = await allOptions(variables, { one: ['x'] }, askingOf(address))
  expect({ options, errors }).toEqual({ options: { one: ['v'], other: ['v'] }, errors: {} })
})
