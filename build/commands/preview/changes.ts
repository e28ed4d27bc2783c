import type { Change } from '../../diff/change.ts'
import { compareDashboards } from '../../diff/compare/dashboards.ts'
import { panelMoves } from '../../diff/compare/layout.ts'
import { type AlignLinks, aligning, renumbered } from '../../diff/compare/links.ts'
import { type DashboardPair, pairDashboards } from '../../diff/compare/pairs.ts'
import { comparePanel } from '../../diff/compare/panel.ts'
import { type DashboardView, type PanelView, sizeOf } from '../../diff/read/dashboard.ts'
import { textBelow } from '../../documents/values.ts'
import type { Cause, DashboardChange, PanelChange, Said } from '../../preview/pictures/job.ts'
import { piecesOf } from '../diff/lines.ts'
import { causesBetween, type DefinitionTexts } from './causes.ts'

/** A dashboard, and the uid under which it is served. */
export interface SeenDashboard {
  readonly uid: string
  readonly view: DashboardView
  /** The file that defines it; none where it is of another origin or an earlier version. */
  readonly definition: string | undefined
}

/** The definitions of two versions. */
export interface BothDefinitions {
  readonly before: DefinitionTexts
  readonly after: DefinitionTexts
}

/**
 * What the dashboards of two versions differ in, panel by panel, and which definitions made the difference, as far as they
 * are known; without dashboards that are equal in meaning.
 */
export function changesOf(
  before: readonly SeenDashboard[],
  after: readonly SeenDashboard[],
  definitions?: BothDefinitions,
): readonly DashboardChange[] {
  const seenAs = new Map([...before, ...after].map((each) => [each.view, each]))
  const paired = pairDashboards(before.map(viewOf), after.map(viewOf))
  const align = aligning(renumbered(paired))
  const uid = (view: DashboardView): string | null => seenAs.get(view)?.uid ?? null
  const find = definitions && causesBetween(definitions.before, definitions.after)
  const causesIn = (view: DashboardView): Causes => {
    const file = seenAs.get(view)?.definition
    return (old, now) =>
      find === undefined || file === undefined ? null : find({ file, before: old?.title, after: now?.title })
  }
  const changed = paired.pairs.map((each) => ({
    title: each.after.title,
    before: uid(each.before),
    after: uid(each.after),
    ...partsOf(each, align, causesIn(each.after)),
  }))
  return [
    ...changed.filter(({ panels, said }) => panels.length > 0 || said.length > 0),
    ...paired.added.map((view) => whole(view, 'added', { before: null, after: uid(view) }, causesIn(view))),
    ...paired.removed.map((view) => whole(view, 'removed', { before: uid(view), after: null }, causesIn(view))),
  ]
}

const viewOf = ({ view }: SeenDashboard): DashboardView => view

type Causes = (old: PanelView | undefined, now: PanelView | undefined) => readonly Cause[] | null

function partsOf(pair: DashboardPair, align: AlignLinks, causes: Causes): Pick<DashboardChange, 'panels' | 'said'> {
  const { before, after, panels } = pair
  const pairs = new Map(panels.pairs.map(([old, now]) => [now, old]))
  const moves = new Map(panelMoves(before, after, panels).map(({ panel, said }) => [panel, said]))
  const inOrder = after.panels.flatMap((now): readonly PanelChange[] => {
    const old = pairs.get(now)
    if (old === undefined) return [alone(now, 'added', causes)]
    const lines = comparePanel({ before, old, now, align }).map(({ said, detail }) => saidOf(said, detail))
    const move = moves.get(now)
    const said = [...lines, ...(move === undefined ? [] : [saidOf(move)])]
    if (said.length === 0) return []
    const isResized = sizeOf(old) !== sizeOf(now)
    const is = lines.length > (isResized ? 1 : 0) ? 'changed' : isResized ? 'resized' : 'moved'
    const ids = { before: idOf(old), after: idOf(now) }
    return [{ is, title: now.title, ...ids, said: unique(said), ...nothing, causes: causes(old, now) }]
  })
  // What is said of single panels stands beside their pictures.
  const noPanels = { pairs: [], removed: [], added: [] }
  const others = compareDashboards({ pairs: [{ ...pair, panels: noPanels }], removed: [], added: [] }, align)
  return {
    panels: [...inOrder, ...panels.removed.map((old) => alone(old, 'removed', causes))],
    said: unique(others.map(({ what, detail }) => saidOf(what, detail))),
  }
}

const saidOf = (text: string, detail?: Change['detail']): Said => ({
  text: text.replace(/^[:\s]+/, ''),
  lines: detail === undefined ? [] : piecesOf(detail),
})

const unique = (said: readonly Said[]): readonly Said[] => [
  ...new Map(said.map((each) => [JSON.stringify(each), each])).values(),
]

/** Both versions have it: the pictures say what it is. */
const nothing = { description: '', queries: [] }

function alone(panel: PanelView, is: 'added' | 'removed', causes: Causes): PanelChange {
  const isNew = is === 'added'
  const row = panel.row?.title ? `, ${isNew ? 'in' : 'from'} row '${panel.row.title}'` : ''
  const id = idOf(panel)
  return {
    is,
    title: panel.title,
    before: isNew ? null : id,
    after: isNew ? id : null,
    said: [saidOf(`is ${isNew ? 'new' : 'removed'} (${panel.type})${row}`)],
    description: textBelow(panel.json, 'description') ?? '',
    queries: panel.targets.map(({ refId, query, json }) => ({
      name: panel.targets.length === 1 ? '' : textBelow(json, 'legendFormat') || refId,
      text: query.spoken,
    })),
    causes: isNew ? causes(undefined, panel) : causes(panel, undefined),
  }
}

const whole = (
  view: DashboardView,
  is: 'added' | 'removed',
  uids: Pick<DashboardChange, 'before' | 'after'>,
  causes: Causes,
): DashboardChange => ({
  title: view.title,
  ...uids,
  panels: view.panels.map((panel) => alone(panel, is, causes)),
  said: [saidOf(`the dashboard is ${is === 'added' ? 'new' : 'removed'}`)],
})

const idOf = ({ id }: PanelView): number | null => (id !== undefined && /^\d+$/.test(id) ? Number(id) : null)
