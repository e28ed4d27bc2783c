import { expect, test } from 'vitest'
import { type Line, row } from '../../build/language/dashboard.ts'
import { sum } from '../../build/language/functions.ts'
import type { Panel, PanelType } from '../../build/language/panel.ts'
import { stat } from '../../build/language/panels.ts'
import { type GridPos, isLegendBelow, place } from '../../build/model/layout.ts'
import { queue } from '../language/metrics.ts'

const drawn = (title: string, type: PanelType = 'timeseries'): Panel => ({ ...stat(title, sum(queue), 'Any.'), type })
const nothing = () => ({ noValue: 'Nothing', idle: 'Nothing' })
const [a, b, c, d, e, f] = [drawn('a'), drawn('b'), drawn('c'), drawn('d'), drawn('e'), drawn('f')]

const lines: readonly (readonly [number, Line])[] = [
  [1, [a]],
  [2, [a, b]],
  [3, [a, b, c]],
  [4, [a, b, c, d]],
  // What is left of six when a release lacks one.
  [5, [a, b, c, d, e] as unknown as Line],
  [6, [a, b, c, d, e, f]],
]

/** How often each cell of the grid is covered, line by line. */
function coverage(places: readonly GridPos[]): readonly string[] {
  const bottom = Math.max(...places.map(({ y, h }) => y + h))
  return Array.from({ length: bottom }, (_, y) =>
    Array.from({ length: 24 }, (_, x) => places.filter((at) => covers(at, x, y)).length).join(''),
  )
}
const covers = ({ x, y, w, h }: GridPos, column: number, line: number): boolean =>
  column >= x && column < x + w && line >= y && line < y + h

/** A row of one line, of any length. */
const rowOf = (line: Line) => ({ ...row('Row', [a]), lines: [line] })

test.each(lines)('%d panels on a line fill the grid, each cell once', (_, line) => {
  const [placed] = place([rowOf(line)], nothing)
  const places = [placed?.gridPos, ...(placed?.panels ?? []).map(({ gridPos }) => gridPos)].filter(
    (at) => at !== undefined,
  )
  expect(new Set(coverage(places))).toEqual(new Set(['1'.repeat(24)]))
  expect(places.every(({ x, w }) => x + w <= 24 && w > 0)).toBe(true)
})

test('panels of a line share it as equally as whole columns allow', () => {
  const widths = lines.map(([, line]) => place([rowOf(line)], nothing)[0]?.panels.map(({ gridPos }) => gridPos.w))
  expect(widths).toEqual([[24], [12, 12], [8, 8, 8], [6, 6, 6, 6], [4, 5, 5, 5, 5], [4, 4, 4, 4, 4, 4]])
})

test('a legend stands beside a drawing of half the width, and below a narrower or wider one, six lines high', () => {
  const split = { ...a, targets: a.targets.map((target) => ({ ...target, labels: ['name'] })) }
  const heights = ([[split], [split, b], [split, b, c]] as const).map((line) => {
    const [panel] = place([rowOf(line as unknown as Line)], nothing)[0]?.panels ?? []
    return [panel?.gridPos.h, panel && isLegendBelow(panel, panel.gridPos)]
  })
  expect(heights).toEqual([
    [12, true],
    [8, false],
    [12, true],
  ])
})

test('lines and rows stand below one another, in order', () => {
  const rows = place([row('First', [a, b], [c]), row('Second', [d])], nothing)
  expect(rows.map(({ gridPos }) => gridPos)).toEqual([
    { x: 0, y: 0, w: 24, h: 1 },
    { x: 0, y: 17, w: 24, h: 1 },
  ])
  expect(rows.flatMap(({ panels }) => panels.map(({ title, gridPos: { x, y } }) => [title, x, y]))).toEqual([
    ['a', 0, 1],
    ['b', 12, 1],
    ['c', 0, 9],
    ['d', 0, 18],
  ])
})

test('panels of one line are as high as the highest of them', () => {
  const [placed] = place(
    [row('Row', [drawn('low', 'stat'), drawn('high', 'timeseries')], [drawn('stat', 'stat')])],
    nothing,
  )
  expect(placed?.panels.map(({ gridPos }) => gridPos.h)).toEqual([8, 8, 4])
})
