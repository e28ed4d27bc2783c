import { objectsBelow } from '../../documents/values.ts'
import type { Dashboard, Panel } from '../../documents/views.ts'
import type { Check, Finding } from '../check.ts'

const columns = 24

interface Placed {
  readonly panel: Panel
  readonly at: NonNullable<Panel['gridPos']>
}

export const grid: Check = {
  id: 'grid',
  severity: 'warning',
  covers: ['D03'],
  isLocal: true,
  about:
    "Panels stand side by side on Grafana's grid of 24 columns. Where two overlap, or one reaches over the right edge, Grafana moves them when it loads the dashboard, and the page no longer looks as it was written. Panels inside a collapsed row are compared with each other only.",
  run: ({ dashboards }) => dashboards.flatMap((dashboard) => groups(dashboard).flatMap(findingsOf)),
}

/** The panels that are on the page at the same time: those outside of collapsed rows, and those of each such row. */
function groups({ panels, json }: Dashboard): readonly (readonly Placed[])[] {
  const placed = panels.flatMap((panel) => (panel.gridPos === undefined ? [] : [{ panel, at: panel.gridPos }]))
  const rows = objectsBelow(json, 'panels').map((row) => new Set(objectsBelow(row, 'panels').map(({ id }) => id)))
  const nested = new Set(rows.flatMap((ids) => [...ids]))
  return [
    placed.filter(({ panel }) => !nested.has(panel.id)),
    ...rows.map((ids) => placed.filter(({ panel }) => ids.has(panel.id))),
  ]
}

function findingsOf(group: readonly Placed[]): readonly Finding[] {
  const inOrder = group.toSorted((a, b) => a.at.y - b.at.y)
  return inOrder.flatMap((each, i) => [...beyond(each), ...overlaps(each, inOrder, i + 1)])
}

function beyond({ panel, at: { x, w } }: Placed): readonly Finding[] {
  if (x >= 0 && w > 0 && x + w <= columns) return []
  return [
    {
      place: panel.place,
      what: `The panel reaches from column ${x} to ${x + w}, and the grid has the columns 0 to ${columns}.`,
      next: `Make x + w at most ${columns}.`,
    },
  ]
}

/** Sorted by y, only those that begin above this one's lower edge can meet it. */
function overlaps({ panel, at: a }: Placed, all: readonly Placed[], from: number): readonly Finding[] {
  for (const { panel: other, at: b } of all.slice(from)) {
    if (b.y >= a.y + a.h) return []
    if (a.x >= b.x + b.w || b.x >= a.x + a.w || b.y + b.h <= a.y) continue
    return [
      {
        place: other.place,
        what: `The panel lies over "${panel.title}": x ${b.x}–${b.x + b.w}, y ${b.y}–${b.y + b.h} over x ${a.x}–${a.x + a.w}, y ${a.y}–${a.y + a.h}.`,
        next: 'Move one of them; Grafana would push one down.',
      },
    ]
  }
  return []
}
