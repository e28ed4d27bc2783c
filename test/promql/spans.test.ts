import { expect, test } from 'vitest'
import { parse } from '../../build/promql/parse.ts'
import { spanOf } from '../../build/promql/spans.ts'
import { walk } from '../../build/promql/walk.ts'

test.each([
  ['up', ['up']],
  ['-a + b offset 5m', ['-a + b offset 5m', '-a', 'a', 'b offset 5m']],
  ['( a ) * -1', ['( a ) * -1', '( a )', 'a', '-1']],
  [
    'a + rate(b{c="d"}[$__range])',
    ['a + rate(b{c="d"}[$__range])', 'a', 'rate(b{c="d"}[$__range])', 'b{c="d"}[$__range]'],
  ],
  ['-1^2', ['-1^2', '1^2', '1', '2']],
  ['sum(a # by\n) by (x)[5m:1m] @ 3', ['sum(a # by\n) by (x)[5m:1m] @ 3', 'sum(a # by\n) by (x)', 'a']],
  ['topk(5, a) or b and c', ['topk(5, a) or b and c', 'topk(5, a)', '5', 'a', 'b and c', 'b', 'c']],
])('%s: each expression knows where it stands', (text, expected) => {
  const found = [...walk(parse(text))].map((node) => text.slice(spanOf(node)?.from, spanOf(node)?.to))
  expect(found).toStrictEqual(expected)
})

test('parts know where they stand', () => {
  const text = 'sum by (x) (a{b="c"}[5m:1m] @ 3 offset 2m) / on (d) group_left (e) f'
  const at = (node: object, part?: string) => text.slice(spanOf(node, part)?.from, spanOf(node, part)?.to)
  const division = parse(text)
  if (division.is !== 'binary' || division.left.is !== 'aggregation' || !division.left.grouping)
    throw new Error('not parsed')
  const { left, matching } = division
  const range = left.expr
  if (range.is !== 'subquery' || range.expr.is !== 'selector' || !matching?.group || !left.grouping)
    throw new Error('not parsed')
  const [matcher] = range.expr.matchers
  expect(at(division, 'operator')).toBe('/')
  expect(at(left, 'name')).toBe('sum')
  expect(at(left.grouping)).toBe('by (x)')
  expect(at(left.grouping, 'x')).toBe('x')
  expect(['range', 'step', 'at', 'offset'].map((part) => at(range, part))).toStrictEqual([
    '5m',
    '1m',
    '@ 3',
    'offset 2m',
  ])
  expect(at(range.expr, 'metric')).toBe('a')
  expect(matcher && at(matcher)).toBe('b="c"')
  expect(matcher && at(matcher, 'value')).toBe('"c"')
  expect([at(matching, 'd'), at(matching.group, 'e')]).toStrictEqual(['d', 'e'])
})

test('a tree that was built has no place', () => {
  expect(spanOf({ is: 'number', value: 1 })).toBeUndefined()
})

test.each(['('.repeat(10_000) + 'a' + ')'.repeat(10_000), 'a+'.repeat(10_000) + 'a', '-'.repeat(10_000) + 'a'])(
  'ten thousand levels are refused',
  (text) => {
    expect(() => parse(text)).toThrow(
      expect.objectContaining({ name: 'PromqlError', message: 'The expression is nested more than 500 levels deep.' }),
    )
  },
)
