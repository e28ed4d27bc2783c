import { expect, test } from 'vitest'
import { keep } from '../../../../build/preview/app/dashboard/keep.ts'

const panels = () => [
  { id: 1, title: 'A', targets: [{ expr: 'up' }] },
  { id: 2, title: 'B', targets: [{ expr: 'down' }] },
]

test('what says the same is the same object', () => {
  const before = { version: 1, panels: panels() }
  expect(keep(before, structuredClone(before))).toBe(before)
})

test('only what changed, and what holds it, is another object', () => {
  const before = { version: 1, panels: panels() }
  const after = keep(before, {
    version: 2,
    panels: panels().map((each) => (each.id === 1 ? { ...each, title: 'C' } : each)),
  })
  expect(after).toEqual({ version: 2, panels: [{ ...before.panels[0], title: 'C' }, before.panels[1]] })
  expect(after.panels[0]?.targets).toBe(before.panels[0]?.targets)
  expect(after.panels[1]).toBe(before.panels[1])
})

test('a panel is known by its id wherever it stands', () => {
  const before = panels()
  const after = keep(before, [{ id: 3, title: 'new', targets: [] }, ...panels()])
  expect(after.map((each) => before.indexOf(each))).toEqual([-1, 0, 1])
})

test.each([
  [[1, 2], [1]],
  [{ a: 1, b: undefined }, { a: 1 }],
  [{ a: 1 }, { b: 1 }],
  [[1], { 0: 1 }],
  [{ a: null }, { a: {} }],
])('%j is not kept for %j', (before, after) => {
  expect(keep<unknown>(before, after)).toStrictEqual(after)
})
