import { expect, test } from 'vitest'
import { grid } from '../../../build/checks/dashboards/grid.ts'
import { dashboard, panel, subject, told } from '../subject.ts'

const at = (title: string, x: number, y: number, w: number, h: number, id = 1) =>
  panel({ title, id, gridPos: { x, y, w, h } })

test('panels that overlap or reach over the edge are told', () => {
  const panels = [at('Left', 0, 0, 13, 8), at('Right', 12, 4, 14, 8), at('Below', 0, 12, 24, 8)]
  expect(told(grid, subject({ panels }))).toMatchInlineSnapshot(`
    "warning  grid   dashboard.json › Row › Right
      The panel lies over "Left": x 12–26, y 4–12 over x 0–13, y 0–8.
      Move one of them; Grafana would push one down.

    warning  grid   dashboard.json › Row › Right
      The panel reaches from column 12 to 26, and the grid has the columns 0 to 24.
      Make x + w at most 24."
  `)
})

test.each([
  ['side by side', [at('A', 0, 0, 12, 8), at('B', 12, 0, 12, 8)]],
  ['one below the other', [at('A', 0, 0, 24, 8), at('B', 0, 8, 24, 8)]],
  ['of unequal height', [at('A', 0, 0, 12, 4), at('B', 12, 0, 12, 8), at('C', 0, 4, 12, 4)]],
  ['without a place', [panel({ gridPos: undefined }), panel({ gridPos: undefined })]],
])('panels %s are fine', (_, panels) => {
  expect(told(grid, subject({ panels }))).toBe('')
})

test('a collapsed row may hold what stands below it', () => {
  const json = { panels: [{ type: 'row', collapsed: true, panels: [{ id: 1 }, { id: 2 }] }, { id: 3 }] }
  const panels = [at('A', 0, 1, 12, 8, 1), at('B', 12, 1, 12, 8, 2), at('C', 0, 1, 24, 8, 3)]
  expect(told(grid, subject({ dashboards: [dashboard(panels, { json })] }))).toBe('')
  const crowded = [...panels, at('D', 6, 1, 12, 8, 2)]
  expect(told(grid, subject({ dashboards: [dashboard(crowded, { json })] }))).toContain('lies over')
})
