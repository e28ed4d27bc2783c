import type { Change } from '../change.ts'
import { grouped, moved, type Paired, pair } from '../match/pair.ts'
import type { DashboardView, PanelView, RowView } from '../read/dashboard.ts'
import { quoted } from '../words.ts'
import { diffFields } from './fields.ts'
import { isGrafanaDefault } from './grafana.ts'
import { fieldLines } from './lines.ts'

/** What stands elsewhere now. Coordinates count for nothing: what is pushed along by something else did not move. */
export const compareLayout = (
  part: string,
  before: DashboardView,
  after: DashboardView,
  panels: Paired<PanelView>,
): readonly Change[] => [
  ...compareRows(part, before, after),
  ...panelMoves(before, after, panels).map(
    ({ panel, said }): Change => ({ weight: 'appearance', part, what: `panel ${quoted(panel.title)}${said}` }),
  ),
]

/** What became of the rows. */
function compareRows(part: string, before: DashboardView, after: DashboardView): readonly Change[] {
  const rows = pairRows(before, after)
  const line = (what: string): Change => ({ weight: 'appearance', part, what })
  const jumped = movedPairs(rows.pairs, before.rows)
  return [
    ...rows.removed.map((row) => line(`${called(row)} is removed`)),
    ...rows.added.map((row) => line(`${called(row)} is new`)),
    ...rows.pairs.flatMap(([old, now], at) => [
      ...(old.title === now.title ? [] : [line(`${called(old)} is now called ${quoted(now.title)}`)]),
      ...(isTab(old) === isTab(now) ? [] : [line(`${called(old)} is a ${isTab(now) ? 'tab' : 'row'} now`)]),
      ...(jumped.has(at) ? [line(`${called(now)} moved ${whereIn(after.rows, now)}`)] : []),
      ...rowSettings(part, old, now),
    ]),
  ]
}

/** A tab of version 2 is a row in the classic form. */
const isTab = ({ json }: RowView): boolean => json.tab === true

const called = (row: RowView): string => `${isTab(row) ? 'tab' : 'row'} ${quoted(row.title)}`

function pairRows(before: DashboardView, after: DashboardView): Paired<RowView> {
  const inside = grouped([...before.panels, ...after.panels], ({ row }) => row)
  return pair(before.rows, after.rows, [
    ({ title }) => title || undefined,
    (row) =>
      inside
        .get(row)
        ?.map(({ title }) => title)
        .join('\n'),
    // What holds rows alone, as a tab may, is told by those around it.
    (row) => {
      const rows = before.rows.includes(row) ? before.rows : after.rows
      const at = rows.indexOf(row)
      return inside.has(row) ? undefined : JSON.stringify([rows[at - 1]?.title, rows[at + 1]?.title])
    },
  ])
}

function rowSettings(part: string, old: RowView, now: RowView): readonly Change[] {
  const of = ({ json: { collapsed, collapse, repeat, visibility } }: RowView) => ({
    closed: collapsed ?? collapse,
    repeat,
    visibility,
  })
  const fields = diffFields(of(old), of(now), isGrafanaDefault)
  return fieldLines({ part, name: called(now) }, fields, (path) =>
    path === 'repeat' || path === 'visibility' ? 'data' : 'appearance',
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

/** Panels that stand elsewhere among those that both versions have, and what is said of each after its name. */
export function panelMoves(
  before: DashboardView,
  after: DashboardView,
  { pairs }: Paired<PanelView>,
): readonly { readonly panel: PanelView; readonly said: string }[] {
  const rowBefore = new Map(pairRows(before, after).pairs.map(([old, now]) => [now, old]))
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
      .map(([old, now]) => ({ panel: now, said: ` moved from ${rowName(old.row)} to ${rowName(now.row)}` })),
    ...[...inRow.values()].flatMap((each) => {
      const jumped = movedPairs(each, before.panels)
      const shown = each.map(([, now]) => now)
      return shown
        .filter((_, at) => jumped.has(at))
        .map((panel) => {
          const next = shown[shown.indexOf(panel) + 1]
          const to = next === undefined ? `to the end of ${rowName(panel.row)}` : `in front of ${quoted(next.title)}`
          return { panel, said: ` moved ${to}` }
        })
    }),
  ]
}
