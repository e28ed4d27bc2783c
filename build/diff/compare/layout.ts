import type { Change } from '../change.ts'
import { grouped, moved, type Paired, pair } from '../match/pair.ts'
import type { DashboardView, PanelView, RowView } from '../read/dashboard.ts'
import { quoted } from '../words.ts'
import { diffFields } from './fields.ts'
import { isGrafanaDefault } from './grafana.ts'
import { fieldLines } from './lines.ts'

/** What stands elsewhere now. Coordinates count for nothing: what is pushed along by something else did not move. */
export function compareLayout(
  part: string,
  before: DashboardView,
  after: DashboardView,
  panels: Paired<PanelView>,
): readonly Change[] {
  const inside = grouped([...before.panels, ...after.panels], ({ row }) => row)
  const rows = pair(before.rows, after.rows, [
    ({ title }) => title || undefined,
    (row) =>
      inside
        .get(row)
        ?.map(({ title }) => title)
        .join('\n'),
  ])
  const rowBefore = new Map(rows.pairs.map(([old, now]) => [now, old]))
  const line = (what: string): Change => ({ weight: 'appearance', part, what })
  const jumped = movedPairs(rows.pairs, before.rows)
  return [
    ...rows.removed.map(({ title }) => line(`row ${quoted(title)} is removed`)),
    ...rows.added.map(({ title }) => line(`row ${quoted(title)} is new`)),
    ...rows.pairs.flatMap(([old, now], at) => [
      ...(old.title === now.title ? [] : [line(`row ${quoted(old.title)} is now called ${quoted(now.title)}`)]),
      ...(jumped.has(at) ? [line(`row ${quoted(now.title)} moved ${whereIn(after.rows, now)}`)] : []),
      ...rowSettings(part, old, now),
    ]),
    ...panelMoves(before, after, panels, rowBefore).map(line),
  ]
}

function rowSettings(part: string, old: RowView, now: RowView): readonly Change[] {
  const of = ({ json: { collapsed, collapse, repeat } }: RowView) => ({ closed: collapsed ?? collapse, repeat })
  const fields = diffFields(of(old), of(now), isGrafanaDefault)
  return fieldLines({ part, name: `row ${quoted(now.title)}` }, fields, (path) =>
    path === 'repeat' ? 'data' : 'appearance',
  )
}

/** The positions, among these pairs, of those that changed places with others. */
function movedPairs<T extends object>(pairs: readonly (readonly [T, T])[], before: readonly T[]): ReadonlySet<number> {
  const rank = new Map(before.map((item, at) => [item, at]))
  return moved(pairs.map(([old]) => rank.get(old) ?? 0))
}

function whereIn<T extends { readonly title: string }>(items: readonly T[], item: T): string {
  const next = items[items.indexOf(item) + 1]
  return next === undefined ? 'to the end' : `above ${quoted(next.title)}`
}

function panelMoves(
  before: DashboardView,
  after: DashboardView,
  { pairs }: Paired<PanelView>,
  rowBefore: ReadonlyMap<RowView, RowView>,
): readonly string[] {
  const stays = ([old, now]: readonly [PanelView, PanelView]): boolean =>
    old.row === (now.row === undefined ? undefined : rowBefore.get(now.row))
  const rowName = (row: RowView | undefined): string => (row === undefined ? 'the top' : `row ${quoted(row.title)}`)
  const rank = new Map(after.panels.map((panel, at) => [panel, at]))
  const inOrder = pairs.toSorted(([, a], [, b]) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0))
  const top = {}
  const inRow = grouped(inOrder.filter(stays), ([, now]): object => now.row ?? top)
  return [
    ...inOrder
      .filter((each) => !stays(each))
      .map(([old, now]) => `panel ${quoted(now.title)} moved from ${rowName(old.row)} to ${rowName(now.row)}`),
    ...[...inRow.values()].flatMap((each) => {
      const jumped = movedPairs(each, before.panels)
      const shown = each.map(([, now]) => now)
      return shown
        .filter((_, at) => jumped.has(at))
        .map((now) => {
          const next = shown[shown.indexOf(now) + 1]
          return `panel ${quoted(now.title)} moved ${next === undefined ? `to the end of ${rowName(now.row)}` : `in front of ${quoted(next.title)}`}`
        })
    }),
  ]
}
