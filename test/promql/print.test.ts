import { describe, expect, test } from 'vitest'
import { parse } from '../../build/promql/parse.ts'
import { goFloat, print, printLine } from '../../build/promql/print.ts'
import type { BinaryOp, Expr, Matching } from '../../build/promql/tree.ts'
import { mapChildren } from '../../build/promql/walk.ts'

const metric = (name: string): Expr => ({ is: 'selector', metric: name, matchers: [] })
const number = (value: number): Expr => ({ is: 'number', value })
const minus = (expr: Expr): Expr => ({ is: 'unary', op: '-', expr })
const binary = (left: Expr, op: BinaryOp, right: Expr, matching?: Matching): Expr => ({
  is: 'binary',
  op,
  ...(matching ? { matching } : {}),
  left,
  right,
})
const bare = (expr: Expr): Expr => (expr.is === 'paren' ? bare(expr.expr) : mapChildren(expr, bare))
const a = metric('a')
const b = metric('b')
const c = metric('c')

describe('the parentheses that precedence needs', () => {
  test.each<[string, Expr]>([
    ['(a + b) * c', binary(binary(a, '+', b), '*', c)],
    ['a * (b + c)', binary(a, '*', binary(b, '+', c))],
    ['a * b + c', binary(binary(a, '*', b), '+', c)],
    ['a - b - c', binary(binary(a, '-', b), '-', c)],
    ['a - (b - c)', binary(a, '-', binary(b, '-', c))],
    ['a / (b * c)', binary(a, '/', binary(b, '*', c))],
    ['a ^ b ^ c', binary(a, '^', binary(b, '^', c))],
    ['(a ^ b) ^ c', binary(binary(a, '^', b), '^', c)],
    ['(a or b) and c', binary(binary(a, 'or', b), 'and', c)],
    ['a and (b unless c)', binary(a, 'and', binary(b, 'unless', c))],
    ['-a * b', binary(minus(a), '*', b)],
    ['-(a * b)', minus(binary(a, '*', b))],
    ['-a ^ b', minus(binary(a, '^', b))],
    ['(-a) ^ b', binary(minus(a), '^', b)],
    ['a ^ -b', binary(a, '^', minus(b))],
    ['(-1) ^ a', binary(number(-1), '^', a)],
    ['(+Inf) ^ a', binary(number(Number.POSITIVE_INFINITY), '^', a)],
    ['a - -1', binary(a, '-', number(-1))],
    ['--a', minus(minus(a))],
    ['(a + b)[5m:]', { is: 'subquery', expr: binary(a, '+', b), range: '5m' }],
    ['(-a)[5m:1m]', { is: 'subquery', expr: minus(a), range: '5m', step: '1m' }],
  ])('%s', (text, tree) => {
    expect(print(tree)).toBe(text)
    expect(bare(parse(text))).toStrictEqual(tree)
  })

  const ops: readonly BinaryOp[] = [
    'or',
    'and',
    'unless',
    '==',
    '!=',
    '>',
    '<',
    '>=',
    '<=',
    '+',
    '-',
    '*',
    '/',
    '%',
    'atan2',
    '^',
  ]
  const pairs = ops.flatMap((outer) => ops.map((inner) => [outer, inner] as const))
  test.each(pairs)('%s over %s keeps the tree on either side', (outer, inner) => {
    for (const tree of [
      binary(binary(a, inner, b), outer, c),
      binary(a, outer, binary(b, inner, c)),
      binary(minus(binary(a, inner, b)), outer, minus(c)),
    ]) {
      expect(bare(parse(print(tree)))).toStrictEqual(tree)
    }
  })
})

test.each([
  [0, '0'],
  [-0, '-0'],
  [0.5, '0.5'],
  [100, '100'],
  [999999, '999999'],
  [999999.5, '999999.5'],
  [1e6, '1e+06'],
  [1234567, '1.234567e+06'],
  [536870912, '5.36870912e+08'],
  [1e21, '1e+21'],
  [1.5e300, '1.5e+300'],
  [0.0001, '0.0001'],
  [0.00012, '0.00012'],
  [0.00001, '1e-05'],
  [5e-324, '5e-324'],
  [-1e-7, '-1e-07'],
  [0.1 + 0.2, '0.30000000000000004'],
  [Number.NaN, 'NaN'],
  [Number.POSITIVE_INFINITY, '+Inf'],
  [Number.NEGATIVE_INFINITY, '-Inf'],
])('%d prints as %s', (value, text) => {
  expect(goFloat(value)).toBe(text)
})

test.each([
  ['plain', '"plain"'],
  ['"\\', '"\\"\\\\"'],
  ['\x07\b\f\n\r\t\v', '"\\a\\b\\f\\n\\r\\t\\v"'],
  ['\0\x1f\x7f', '"\\x00\\x1f\\x7f"'],
  ['é☺😀', '"é☺😀"'],
  ['\u0080\u00a0\u200b\u2028\ufeff', '"\\u0080\\u00a0\\u200b\\u2028\\ufeff"'],
  ['\u{e0001}', '"\\U000e0001"'],
  ['\ufffd', '"\ufffd"'],
  ['half \ud83d a pair', '"half \\ufffd a pair"'],
])('the string %j is quoted', (value, text) => {
  expect(print({ is: 'string', value })).toBe(text)
})

const on = (labels: readonly string[]): Matching => ({ kind: 'on', labels })
const ignoring = (labels: readonly string[]): Matching => ({ kind: 'ignoring', labels })

test.each<[string, Expr]>([
  ['sum(a)', { is: 'aggregation', op: 'sum', grouping: { kind: 'by', labels: [] }, expr: a }],
  ['sum without () (a)', { is: 'aggregation', op: 'sum', grouping: { kind: 'without', labels: [] }, expr: a }],
  [
    'topk by (x, y) (5, a)',
    { is: 'aggregation', op: 'topk', grouping: { kind: 'by', labels: ['x', 'y'] }, param: number(5), expr: a },
  ],
  ['a / b', binary(a, '/', b, ignoring([]))],
  ['a / on () b', binary(a, '/', b, on([]))],
  ['a / on (x) group_left () b', binary(a, '/', b, { ...on(['x']), group: { side: 'left', include: [] } })],
  // Prometheus 2.42 forgets the whole matching here; 3 does not.
  [
    'a / ignoring () group_right (y) b',
    binary(a, '/', b, { ...ignoring([]), group: { side: 'right', include: ['y'] } }),
  ],
  ['a == bool on (x) b', { is: 'binary', op: '==', bool: true, matching: on(['x']), left: a, right: b }],
  ['{}', { is: 'selector', matchers: [] }],
  ['a[5m] @ 5.000 offset -1h', { is: 'selector', metric: 'a', matchers: [], range: '5m', at: 5, offset: '-1h' }],
  ['a @ end()', { is: 'selector', metric: 'a', matchers: [], at: 'end' }],
  ['time()', { is: 'call', fn: 'time', args: [] }],
  // Only Prometheus 3 knows quoted names; a Grafana macro is none.
  [
    'sum by ("service.name", $by) (a)',
    { is: 'aggregation', op: 'sum', grouping: { kind: 'by', labels: ['service.name', '$by'] }, expr: a },
  ],
])('%s', (text, tree) => {
  expect(print(tree)).toBe(text)
})

test('matchers are printed in the order of their bytes, as Prometheus prints them', () => {
  const values = ['😀', '\uffee', 'a', 'B']
  const matchers = values.map((value) => ({ label: 'x', op: '=' as const, value }))
  expect(print({ is: 'selector', matchers })).toBe('{x="B",x="a",x="\uffee",x="😀"}')
})

test('printLine never breaks a line', () => {
  const long = binary(metric('a'.repeat(60)), '+', metric('b'.repeat(60)))
  expect(print(long)).toBe(`  ${'a'.repeat(60)}\n+\n  ${'b'.repeat(60)}`)
  expect(printLine(long)).toBe(`${'a'.repeat(60)} + ${'b'.repeat(60)}`)
})
