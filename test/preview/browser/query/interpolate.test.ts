// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Grafana's macros look like a template's placeholders.
import { describe, expect, test } from 'vitest'
import { readDashboard } from '../../../../build/preview/app/dashboard/read.ts'
import { interpolate, namesIn, titleOf, urlOf } from '../../../../build/preview/app/query/interpolate.ts'
import { lookupOf } from '../../../../build/preview/app/query/variables.ts'

const { variables } = readDashboard({
  templating: {
    list: [
      { name: 'one', type: 'query', current: { value: 'a' } },
      { name: 'many', type: 'query', multi: true, includeAll: true, current: { value: ['a', 'b'] } },
      { name: 'any', type: 'query', multi: true, includeAll: true, allValue: '.*', current: { value: ['$__all'] } },
      { name: 'named', type: 'custom', query: 'One : 1, Two : 2', multi: true, current: { value: ['1', '2'] } },
      { name: 'constructor', type: 'query', current: {} },
    ],
  },
})
const options = { one: ['a', 'b', 'c.d'], many: ['a', 'b', 'c.d'], any: ['a', 'b'], named: ['1', '2'] }
const chosen = (values: Record<string, readonly string[]>) => lookupOf(variables, values, options)

/** What a PromQL parser reads in double quotes, and then what a regular expression matches. */
const unquoted = (text: string): string => JSON.parse(`"${text}"`)

const evil = ['a"b\\', 'x|y', '(', '$', '$1', '.*', 'größe 温度', "it's", 'a\nb', '{{x}}', '[1-9]', '<b>', '\\d']

describe('values that mean something to PromQL or to regular expressions', () => {
  test.each(evil)('%j is itself where one value is chosen', (value) => {
    expect(unquoted(interpolate('$one', chosen({ one: [value] })))).toBe(value)
  })
  test.each(evil)('%j matches itself and nothing else where several may be chosen', (value) => {
    for (const values of [[value], [value, 'other']]) {
      const expression = new RegExp(`^(?:${unquoted(interpolate('${many}', chosen({ many: values })))})$`, 'u')
      expect(expression.test(value)).toBe(true)
      expect(evil.filter((each) => expression.test(each))).toEqual([value])
    }
  })
  test.each(evil)('%j is plain text in a title', (value) => {
    expect(titleOf('A $one', chosen({ one: [value] }))).toBe(`A ${value}`)
  })
})

test.each([
  ['up{a=~"$many"}', 'up{a=~"(a|b)"}'],
  ['up{a=~"$any"}', 'up{a=~".*"}'],
  ['[[one]] [[many:csv]]', 'a a,b'],
  ['${many:regex}', '(a|b)'],
  ['${many:pipe}', 'a|b'],
  ['${many:raw}', 'a,b'],
  ['${many:csv}', 'a,b'],
  ['${many:text}', 'a + b'],
  ['${named:text} is ${named:csv}', 'One + Two is 1,2'],
  ['${any:text}', 'All'],
  ['${many:queryparam}', 'var-many=a&var-many=b'],
  ['${any:queryparam}', 'var-any=%24__all'],
  ['${many:json}', '["a","b"]'],
  ['${many:nonsense}', '{a,b}'],
  ['${many:constructor}', '{a,b}'],
  ['label_replace(up, "a", "$1", "b", "(.*)")', 'label_replace(up, "a", "$1", "b", "(.*)")'],
  ['$unknown ${unknown:csv} $constructor $toString', '$unknown ${unknown:csv} $constructor $toString'],
  ['$', '$'],
  ['$one$one_more', 'a$one_more'],
])('%s becomes %s', (text, expected) => {
  expect(interpolate(text, chosen({}))).toBe(expected)
})

test('all of a variable without a value for it is each of its options', () => {
  expect(interpolate('$many', chosen({ many: ['$__all'] }))).toBe('(a|b|c\\\\.d)')
  expect(interpolate('${many:csv}', chosen({ many: ['$__all'] }))).toBe('a,b,c.d')
})

test('what the dashboard chose must exist, what the address chose need not', () => {
  const gone = lookupOf(variables, {}, { ...options, one: ['x', 'y'], many: ['b'] })
  expect(interpolate('$one $many', gone)).toBe('x b')
  expect(interpolate('$one', lookupOf(variables, { one: ['gone'] }, options))).toBe('gone')
  expect(interpolate('$many', lookupOf(variables, {}, { ...options, many: ['z'] }))).toBe('z')
})

test('old addresses say All', () => {
  expect(interpolate('$any', chosen({ any: ['All'] }))).toBe('.*')
  expect(interpolate('$any $one', lookupOf(variables, { any: ['All'], one: ['All'] }, { any: ['All'] }))).toBe(
    'All All',
  )
})

test('a variable without any value is an empty text, and one that is not asked yet stays as it is written', () => {
  expect(interpolate('a$one', lookupOf(variables, {}, { one: [] }))).toBe('a')
  expect(interpolate('$constructor', lookupOf(variables, {}, {}))).toBe('$constructor')
})

test('an address takes values encoded', () => {
  expect(urlOf('/d/x?var-a=$one&${many:queryparam}', chosen({ one: ['a&b=c'] }))).toBe(
    '/d/x?var-a=a%26b%3Dc&var-many=a&var-many=b',
  )
  expect(interpolate('$__all_variables', chosen({}))).toContain('var-one=a&var-many=a&var-many=b&var-any=%24__all')
})

test('the names in a text are those of all ways to refer to them, once', () => {
  expect(namesIn('$a ${b:csv} [[c]] $a ${d.e}')).toEqual(['a', 'b', 'c', 'd'])
})
