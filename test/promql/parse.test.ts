import { describe, expect, test } from 'vitest'
import { parse } from '../../build/promql/parse.ts'
import { print } from '../../build/promql/print.ts'
import type { BinaryOp, Expr, Selector } from '../../build/promql/tree.ts'
import { corpus } from './corpus.ts'
import { invalid, unsupported } from './invalid.ts'

const selector = (metric: string, more: Partial<Selector> = {}): Selector => ({
  is: 'selector',
  metric,
  matchers: [],
  ...more,
})
const number = (value: number): Expr => ({ is: 'number', value })
const string = (value: string): Expr => ({ is: 'string', value })
const paren = (expr: Expr): Expr => ({ is: 'paren', expr })
const minus = (expr: Expr): Expr => ({ is: 'unary', op: '-', expr })
const binary = (left: Expr, op: BinaryOp, right: Expr): Expr => ({ is: 'binary', op, left, right })
const a = selector('a')
const b = selector('b')
const c = selector('c')

type Rows = readonly (readonly [text: string, tree: Expr])[]

const rows: Readonly<Record<string, Rows>> = {
  numbers: [
    ['1_000', number(1000)],
    ['0x1F', number(31)],
    ['017', number(15)],
    ['08', number(8)],
    ['1.', number(1)],
    ['.5e1', number(5)],
    ['-Inf', number(Number.NEGATIVE_INFINITY)],
    ['- 0', number(-0)],
    ['1h', number(3600)],
    ['100ms', number(0.1)],
  ],
  strings: [
    ['`a\\n"`', string('a\\n"')],
    [`'it\\'s "x"'`, string('it\'s "x"')],
    ['"\\x41\\102\\u00e9\\U0001F600\\xc3\\xa9"', string('ABé😀é')],
    ['"\\a\\b\\f\\n\\r\\t\\v\\\\\\""', string('\x07\b\f\n\r\t\v\\"')],
    ['"\\ufeffx"', string('\ufeffx')],
    ['"# no comment"', string('# no comment')],
  ],
  selectors: [
    ['{__name__="a"}', { is: 'selector', matchers: [{ label: '__name__', op: '=', value: 'a' }] }],
    ['a[60s]', selector('a', { range: '1m' })],
    ['a[300]', selector('a', { range: '5m' })],
    ['a offset -24h', selector('a', { offset: '-1d' })],
    ['a offset +90', selector('a', { offset: '1m30s' })],
    ['a[5m] @ 5.00049 offset 7d', selector('a', { range: '5m', at: 5, offset: '1w' })],
    ['a @ -1e3', selector('a', { at: -1000 })],
    ['a @ END()', selector('a', { at: 'end' })],
    [
      'a{c="1",b!="2",b=~"3",b!~"4"}',
      selector('a', {
        matchers: [
          { label: 'b', op: '!=', value: '2' },
          { label: 'b', op: '!~', value: '4' },
          { label: 'b', op: '=~', value: '3' },
          { label: 'c', op: '=', value: '1' },
        ],
      }),
    ],
    [
      '{"http.requests", "service.name"="x"}',
      {
        is: 'selector',
        matchers: [
          { label: 'service.name', op: '=', value: 'x' },
          { label: '__name__', op: '=', value: 'http.requests' },
        ],
      },
    ],
  ],
  subqueries: [
    ['a[1h:]', { is: 'subquery', expr: a, range: '1h' }],
    ['a[1h:60s] @ start() offset 60m', { is: 'subquery', expr: a, range: '1h', step: '1m', at: 'start', offset: '1h' }],
    ['-a[1h:]', minus({ is: 'subquery', expr: a, range: '1h' })],
    ['(a)[1h:]', { is: 'subquery', expr: paren(a), range: '1h' }],
  ],
  aggregations: [
    ['SUM(a)', { is: 'aggregation', op: 'sum', expr: a }],
    ['sum by () (a)', { is: 'aggregation', op: 'sum', expr: a }],
    ['sum without () (a)', { is: 'aggregation', op: 'sum', grouping: { kind: 'without', labels: [] }, expr: a }],
    ['sum(a) BY (x, by,)', { is: 'aggregation', op: 'sum', grouping: { kind: 'by', labels: ['x', 'by'] }, expr: a }],
    ['topk(5, a)', { is: 'aggregation', op: 'topk', param: number(5), expr: a }],
    ['count_values("x", a)', { is: 'aggregation', op: 'count_values', param: string('x'), expr: a }],
    [
      'sum by ("service.name") (a)',
      { is: 'aggregation', op: 'sum', grouping: { kind: 'by', labels: ['service.name'] }, expr: a },
    ],
  ],
  matching: [
    ['a / ignoring () b', binary(a, '/', b)],
    ['a / on () b', { is: 'binary', op: '/', matching: { kind: 'on', labels: [] }, left: a, right: b }],
    ['a == BOOL b', { is: 'binary', op: '==', bool: true, left: a, right: b }],
    [
      'a * ignoring () group_left b',
      {
        is: 'binary',
        op: '*',
        matching: { kind: 'ignoring', labels: [], group: { side: 'left', include: [] } },
        left: a,
        right: b,
      },
    ],
    [
      'a > bool on (x) group_right (y, z) b',
      {
        is: 'binary',
        op: '>',
        bool: true,
        matching: { kind: 'on', labels: ['x'], group: { side: 'right', include: ['y', 'z'] } },
        left: a,
        right: b,
      },
    ],
  ],
  'what binds how tightly': [
    ['a + b offset 5m', binary(a, '+', selector('b', { offset: '5m' }))],
    ['a + b offset 5m * c', binary(a, '+', binary(selector('b', { offset: '5m' }), '*', c))],
    ['a + b @ 3 * c', binary(a, '+', binary(selector('b', { at: 3 }), '*', c))],
    ['a + b[5m]', binary(a, '+', selector('b', { range: '5m' }))],
    ['a ^ b[5m:] ^ c', binary(a, '^', binary({ is: 'subquery', expr: b, range: '5m' }, '^', c))],
    ['-a offset 5m', minus(selector('a', { offset: '5m' }))],
    ['-1^2', minus(binary(number(1), '^', number(2)))],
    ['(-1)^2', binary(paren(number(-1)), '^', number(2))],
    ['2 ^ -1 ^ 2 * a', binary(binary(number(2), '^', minus(binary(number(1), '^', number(2)))), '*', a)],
    ['-a * b', binary(minus(a), '*', b)],
    ['-a ^ b', minus(binary(a, '^', b))],
    ['a -1', binary(a, '-', number(1))],
    ['a - -1', binary(a, '-', number(-1))],
    ['a - b - c', binary(binary(a, '-', b), '-', c)],
    ['a ^ b ^ c', binary(a, '^', binary(b, '^', c))],
    ['a or b and c', binary(a, 'or', binary(b, 'and', c))],
    ['a UNLESS b AND c', binary(binary(a, 'unless', b), 'and', c)],
    ['((a))', paren(paren(a))],
  ],
}

describe.each(Object.entries(rows))('%s', (_, table) => {
  test.each(table)('%s', (text, tree) => {
    expect(parse(text)).toStrictEqual(tree)
    expect(parse(print(tree))).toStrictEqual(tree)
  })
})

test.each(corpus)('reads what it printed as the same tree: %s', (text) => {
  const tree = parse(text)
  expect(parse(print(tree))).toStrictEqual(tree)
  expect(print(parse(print(tree)))).toBe(print(tree))
})

test.each([...invalid, ...unsupported])('refuses $text: $says', ({ text, from, to, says }) => {
  expect(() => parse(text)).toThrow(expect.objectContaining({ name: 'PromqlError', message: says, from, to }))
})
