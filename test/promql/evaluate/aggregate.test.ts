import { expect, test } from 'vitest'
import { answer } from './answer.ts'

const data = {
  'x{a="1",b="p"}': '2',
  'x{a="1",b="q"}': '4',
  'x{a="2",b="p"}': '4',
  'x{a="2",b="q"}': '6',
  'x{b="q"}': '9',
}

test.each<[query: string, result: Readonly<Record<string, number>>]>([
  ['sum(x)', { '{}': 25 }],
  ['sum by (a) (x)', { '{a="1"}': 6, '{a="2"}': 10, '{}': 9 }],
  ['sum without (b) (x)', { '{a="1"}': 6, '{a="2"}': 10, '{}': 9 }],
  ['sum by (__name__) (x)', { x: 25 }],
  ['avg by (b) (x)', { '{b="p"}': 3, '{b="q"}': 19 / 3 }],
  ['min(x)', { '{}': 2 }],
  ['max(x)', { '{}': 9 }],
  ['count by (b) (x)', { '{b="p"}': 2, '{b="q"}': 3 }],
  ['group by (b) (x)', { '{b="p"}': 1, '{b="q"}': 1 }],
  ['stddev(x{a="1"})', { '{}': 1 }],
  ['stdvar(x{a=~"1|2"})', { '{}': 2 }],
  ['quantile(0.25, x)', { '{}': 4 }],
  ['quantile(0.5, x{a="1"})', { '{}': 3 }],
  ['topk(2, x)', { 'x{b="q"}': 9, 'x{a="2",b="q"}': 6 }],
  ['bottomk by (a) (1, x)', { 'x{a="1",b="p"}': 2, 'x{a="2",b="p"}': 4, 'x{b="q"}': 9 }],
  ['topk(0, x)', {}],
  ['count_values("v", x)', { '{v="2"}': 1, '{v="4"}': 2, '{v="6"}': 1, '{v="9"}': 1 }],
  ['count_values by (b) ("v", x{a=~".+"} / 0)', { '{b="p",v="+Inf"}': 2, '{b="q",v="+Inf"}': 2 }],
  ['count_values("v", vector(1e21))', { '{v="1000000000000000000000"}': 1 }],
  ['count_values("v", vector(-1.5e-7))', { '{v="-0.00000015"}': 1 }],
  ['count_values("v", vector(0.5))', { '{v="0.5"}': 1 }],
  ['count_values("v", vector(120.25))', { '{v="120.25"}': 1 }],
  ['sum(nothing)', {}],
])('%s', (query, result) => {
  expect(answer(query, data, 0)).toStrictEqual(result)
})

test('NaN is the last of a ranking and never the least or greatest', () => {
  const some = { 'x{a="1"}': 'NaN', 'x{a="2"}': '1', 'x{a="3"}': '2' }
  expect(Object.values(answer('topk(3, x)', some, 0))).toEqual([2, 1, Number.NaN])
  expect(Object.values(answer('bottomk(2, x)', some, 0))).toEqual([1, 2])
  expect(answer('min(x)', some, 0)).toStrictEqual({ '{}': 1 })
  expect(answer('max(x)', some, 0)).toStrictEqual({ '{}': 2 })
})
