import { expect, test } from 'vitest'
import { answer } from './answer.ts'

const data = {
  'x{a="1",b="p"}': '10',
  'x{a="2",b="p"}': '20',
  'y{a="1",b="p"}': '5',
  'y{a="3",b="p"}': '7',
  'info{b="p",version="v1"}': '1',
  'z{a="1",b="p"}': '1',
  'z{a="1",b="q"}': '2',
}

test.each<[query: string, result: Readonly<Record<string, number>>]>([
  ['x + y', { '{a="1",b="p"}': 15 }],
  ['x > y', { 'x{a="1",b="p"}': 10 }],
  ['y > x', {}],
  ['y < bool x', { '{a="1",b="p"}': 1 }],
  ['x > 15', { 'x{a="2",b="p"}': 20 }],
  ['15 < x', { 'x{a="2",b="p"}': 20 }],
  ['x > bool 15', { '{a="1",b="p"}': 0, '{a="2",b="p"}': 1 }],
  ['100 - x', { '{a="1",b="p"}': 90, '{a="2",b="p"}': 80 }],
  ['-x', { '{a="1",b="p"}': -10, '{a="2",b="p"}': -20 }],
  ['+x{a="1"}', { 'x{a="1",b="p"}': 10 }],
  ['x - on (a) y', { '{a="1"}': 5 }],
  ['x - ignoring (b) y', { '{a="1"}': 5 }],
  ['x > on (a) y', { '{a="1"}': 10 }],
  ['x * on (b) group_left (version) info', { '{a="1",b="p",version="v1"}': 10, '{a="2",b="p",version="v1"}': 20 }],
  ['info * on (b) group_right (version) x', { '{a="1",b="p",version="v1"}': 10, '{a="2",b="p",version="v1"}': 20 }],
  ['info - on (b) group_right () x', { '{a="1",b="p"}': -9, '{a="2",b="p"}': -19 }],
  ['x and y', { 'x{a="1",b="p"}': 10 }],
  ['x unless y', { 'x{a="2",b="p"}': 20 }],
  ['x or y', { 'x{a="1",b="p"}': 10, 'x{a="2",b="p"}': 20, 'y{a="3",b="p"}': 7 }],
  ['x and on (b) info', { 'x{a="1",b="p"}': 10, 'x{a="2",b="p"}': 20 }],
  ['x or on (b) y', { 'x{a="1",b="p"}': 10, 'x{a="2",b="p"}': 20 }],
  ['x unless on () vector(1)', {}],
  ['x and nothing', {}],
  ['x or nothing', { 'x{a="1",b="p"}': 10, 'x{a="2",b="p"}': 20 }],
  ['nothing / y', {}],
  // Several on the one side harm nobody while the other is empty.
  ['nothing / on (b) y', {}],
])('%s', (query, result) => {
  expect(answer(query, data, 0)).toStrictEqual(result)
})

test.each([
  ['x / on (b) y', 'Several series on the right have the same matched labels {b="p"}'],
  ['info / on (b) group_right () z{b="p"} / on (b) group_left () y', 'Several series on the right'],
  ['z + on (a) y{a="1"}', 'Several results have the same matched labels {a="1"}'],
  ['{__name__=~"x|y",a="1"} >= y', 'Several results have the same matched labels {a="1", b="p"}'],
  ['x * on (b) group_left (a) info', 'Several results have the same matched labels {b="p"}'],
  ['abs({a="1",b="p"})', 'Two series of the result have the same labels {a="1", b="p"}'],
  ['-{a="1",b="p"}', 'Two series of the result have the same labels'],
  ['{a="1",b="p"} * 2', 'Two series of the result have the same labels'],
  ['sum_over_time({a="1",b="p"}[1m])', 'Two series of the result have the same labels'],
  ['label_replace(x, "a", "", "", "")', 'Two series of the result have the same labels x{b="p"}'],
])('%s is refused as Prometheus does', (query, what) => {
  expect(() => answer(query, data, 0)).toThrow(what)
})
