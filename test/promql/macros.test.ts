// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Grafana's macros look like a template's placeholders.
import { expect, test } from 'vitest'
import { hasMacro } from '../../build/promql/macros.ts'
import { parse } from '../../build/promql/parse.ts'
import { print } from '../../build/promql/print.ts'
import type { Expr, Selector } from '../../build/promql/tree.ts'

const selector = (metric: string, more: Partial<Selector> = {}): Selector => ({
  is: 'selector',
  metric,
  matchers: [],
  ...more,
})
const string = (value: string): Expr => ({ is: 'string', value })
const a = selector('a')

test.each<[text: string, tree: Expr]>([
  ['a[$__rate_interval]', selector('a', { range: '$__rate_interval' })],
  ['a[ ${__range_s}s ]', selector('a', { range: '${__range_s}s' })],
  ['a[$d] offset -$shift', selector('a', { range: '$d', offset: '-$shift' })],
  ['a[$__range:$__interval]', { is: 'subquery', expr: a, range: '$__range', step: '$__interval' }],
  ['${metric:raw}_total', selector('${metric:raw}_total')],
  ['x_$metric', selector('x_$metric')],
  ['a > $limit', { is: 'binary', op: '>', left: a, right: selector('$limit') }],
  [
    'a{$label=~"$value", job=~"${job:regex}[0-9]"}',
    selector('a', {
      matchers: [
        { label: '$label', op: '=~', value: '$value' },
        { label: 'job', op: '=~', value: '${job:regex}[0-9]' },
      ],
    }),
  ],
  [
    'sum by ($by, ${more:csv}) (a)',
    { is: 'aggregation', op: 'sum', grouping: { kind: 'by', labels: ['$by', '${more:csv}'] }, expr: a },
  ],
  [
    'label_replace(a, "x", "$1", "y", "(.*)")',
    { is: 'call', fn: 'label_replace', args: [a, string('x'), string('$1'), string('y'), string('(.*)')] },
  ],
  ['a # [$nothing\n + b[$__range]', { is: 'binary', op: '+', left: a, right: selector('b', { range: '$__range' }) }],
])('%s', (text, tree) => {
  expect(parse(text)).toStrictEqual(tree)
  expect(parse(print(tree))).toStrictEqual(tree)
})

test('a macro does not move what an error points at', () => {
  const text = 'rate(a{job="$job"}[$__rate_interval]) offset $shift'
  const offset = text.indexOf('offset')
  expect(() => parse(text)).toThrow(expect.objectContaining({ from: offset, to: text.length }))
})

test.each([
  ['$__rate_interval', true],
  ['${job:regex}', true],
  ['rate5m_$x', true],
  ['$1', false],
  ['US$', false],
  ['${}', false],
])('%s holds a macro: %s', (text, expected) => {
  expect(hasMacro(text)).toBe(expected)
})
