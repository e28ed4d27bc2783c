import { expect, test, vi } from 'vitest'
import { everyFew } from '../../../../build/preview/app/panels/shared/every-few.ts'

test.each([
  [100, [0, 1, 2, 3, 4]],
  [64, [0, 1, 2, 3, 4]],
  [63, [0, 2, 4]],
  [20, [0, 4]],
  [0, [0]],
])('labels that would not fit into %d pixels below each other are left out', (height, expected) => {
  vi.stubGlobal('devicePixelRatio', 2)
  const plot = { bbox: { left: 0, top: 0, width: 0, height: height * 2 } }
  expect(everyFew([0, 1, 2, 3, 4], { plot, rows: 4, size: 16 })).toEqual(expected)
})
