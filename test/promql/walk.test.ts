import { expect, test } from 'vitest'
import { parse } from '../../build/promql/parse.ts'
import { print } from '../../build/promql/print.ts'
import { mapSelectors, walk } from '../../build/promql/walk.ts'

const everyKind =
  'topk(scalar(a), -(b[5m:]) + on (x) c{d="e"}) > bool 1 or label_replace(f offset 5m, "g", "h", "i", "j")'

test('walk visits every expression, the outer before the inner', () => {
  const kinds = [...walk(parse(everyKind))].map((expr) => (expr.is === 'selector' ? expr.metric : expr.is))
  expect(kinds.join(' ')).toBe(
    'binary binary aggregation call a binary unary paren subquery b c number call f string string string string',
  )
})

test('mapSelectors replaces every selector, also in parameters, and leaves the tree it was given', () => {
  const tree = parse(everyKind)
  const before = print(tree)
  const shifted = mapSelectors(tree, (selector) => ({ ...selector, metric: `new_${selector.metric}` }))
  expect(print(shifted)).toBe(before.replace(/\b[abcf](?=[){[ ])/g, 'new_$&'))
  expect(print(tree)).toBe(before)
})
