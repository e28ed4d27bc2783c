import { expect, test } from 'vitest'
import { layOut } from '../../../../build/preview/app/dashboard/layout.ts'
import type { RowModel } from '../../../../build/preview/app/dashboard/model.ts'
import { readDashboard } from '../../../../build/preview/app/dashboard/read.ts'

const panel = (id: number, x: number, y: number, w: number, h: number) => ({
  id,
  type: 'stat',
  gridPos: { x, y, w, h },
})
const row = (id: number, y: number, more: object = {}) => ({
  id,
  type: 'row',
  title: `Row ${id}`,
  gridPos: { y },
  ...more,
})
const rowsOf = (...panels: readonly object[]): readonly RowModel[] => readDashboard({ panels }).rows
const open = () => false

const twoRows = rowsOf(row(1, 0), panel(11, 0, 1, 12, 4), panel(12, 12, 1, 12, 4), row(2, 5), panel(21, 0, 6, 24, 8))

/** `id: left top width height` of all that is shown. */
const boxesOf = (rows: readonly RowModel[], width: number, isCollapsed: (row: RowModel) => boolean = open) =>
  layOut(rows, width, isCollapsed).rows.flatMap(({ row, heading, panels }) =>
    [
      ...(heading ? [{ id: row.id, box: heading }] : []),
      ...panels.map(({ panel, box }) => ({ id: panel.id, box })),
    ].map(({ id, box: { left, top, width, height } }) => `${id}: ${left} ${top} ${width} ${height}`),
  )

test('panels stand on 24 columns and rows of 30 pixels, 8 apart', () => {
  expect(boxesOf(twoRows, 1192)).toEqual([
    '1: 0 0 1192 30',
    '11: 0 38 592 144',
    '12: 600 38 592 144',
    '2: 0 190 1192 30',
    '21: 0 228 1192 296',
  ])
  expect(layOut(twoRows, 1192, open).height).toBe(228 + 296)
})

test('below a collapsed row the others move up, and its panels are gone', () => {
  expect(boxesOf(twoRows, 1192, ({ id }) => id === 1)).toEqual([
    '1: 0 0 1192 30',
    '2: 0 38 1192 30',
    '21: 0 76 1192 296',
  ])
})

test('on a narrow page there is one column in reading order', () => {
  expect(boxesOf(twoRows, 360)).toEqual([
    '1: 0 0 360 30',
    '11: 0 38 360 144',
    '12: 0 190 360 144',
    '2: 0 342 360 30',
    '21: 0 380 360 296',
  ])
})

test('on a narrow page tiles stand two by two, and lower', () => {
  const rows = rowsOf(panel(1, 0, 0, 6, 4), panel(2, 6, 0, 6, 4), panel(3, 12, 0, 6, 4), panel(4, 0, 4, 24, 2))
  expect(boxesOf(rows, 392)).toEqual(['1: 0 0 192 106', '2: 200 0 192 106', '3: 0 114 392 144', '4: 0 266 392 68'])
})

test('on a narrow page a tile whose title would be cut stands alone', () => {
  const rows = rowsOf({ ...panel(1, 0, 0, 6, 4), title: 'Tasks waiting for extraction' }, panel(2, 6, 0, 6, 4))
  expect(boxesOf(rows, 392)).toEqual(['1: 0 0 392 144', '2: 0 152 392 144'])
})

test('panels above the first row have no heading and cannot be collapsed', () => {
  expect(boxesOf(rowsOf(panel(1, 0, 3, 24, 2)), 1192, () => true)).toEqual(['1: 0 0 1192 68'])
})

test('panels that would overlap, or reach out of the grid, do not', () => {
  expect(boxesOf(rowsOf(panel(1, 0, 0, 24, 2), panel(2, 6, 1, 12, 2), panel(3, 20, 4, 12, 1)), 1192)).toEqual([
    '1: 0 0 1192 68',
    '2: 300 76 592 68',
    '3: 600 152 592 30',
  ])
})
