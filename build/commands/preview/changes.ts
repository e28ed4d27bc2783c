import { compareDashboards } from '../../diff/compare/dashboards.ts'
import { compareLayout } from '../../diff/compare/layout.ts'
import { type AlignLinks, aligning, renumbered } from '../../diff/compare/links.ts'
import { type DashboardPair, pairDashboards } from '../../diff/compare/pairs.ts'
import { comparePanel } from '../../diff/compare/panel.ts'
import type { DashboardView, PanelView } from '../../diff/read/dashboard.ts'
import type { DashboardChange, PanelChange } from '../../preview/pictures/job.ts'

/** A dashboard, and the uid under which it is served. */
export interface SeenDashboard {
  readonly uid: string
  readonly view: DashboardView
}

/** What the dashboards of two versions differ in, panel by panel; without those that are equal in meaning. */
export function changesOf(
  before: readonly SeenDashboard[],
  after: readonly SeenDashboard[],
): readonly DashboardChange[] {
  const uidOf = new Map([...before, ...after].map(({ uid, view }) => [view, uid]))
  const paired = pairDashboards(before.map(viewOf), after.map(viewOf))
  const align = aligning(renumbered(paired))
  const uid = (view: DashboardView): string | null => uidOf.get(view) ?? null
  const changed = paired.pairs.map((each) => ({
    title: each.after.title,
    before: uid(each.before),
    after: uid(each.after),
    ...partsOf(each, align),
  }))
  return [
    ...changed.filter(({ panels, said }) => panels.length > 0 || said.length > 0),
    ...paired.added.map((view) => whole(view, 'added', { before: null, after: uid(view) })),
    ...paired.removed.map((view) => whole(view, 'removed', { before: uid(view), after: null })),
  ]
}

const viewOf = ({ view }: SeenDashboard): DashboardView => view

function partsOf(pair: DashboardPair, align: AlignLinks): Pick<DashboardChange, 'panels' | 'said'> {
  const { before, after, panels } = pair
  const pairs = new Map(panels.pairs.map(([old, now]) => [now, old]))
  const inOrder = after.panels.flatMap((now): readonly PanelChange[] => {
    const old = pairs.get(now)
    if (old === undefined) return [alone(now, 'added')]
    const said = comparePanel({ before, old, now, align }).map((line) => line.said.replace(/^[:\s]+/, ''))
    return said.length === 0
      ? []
      : [{ is: 'changed', title: now.title, before: idOf(old), after: idOf(now), said: [...new Set(said)] }]
  })
  // What is said of single panels stands beside their pictures.
  const noPanels = { pairs: [], removed: [], added: [] }
  const others = [
    ...compareDashboards({ pairs: [{ ...pair, panels: noPanels }], removed: [], added: [] }, align),
    ...compareLayout('', before, after, panels),
  ]
  return {
    panels: [...inOrder, ...panels.removed.map((old) => alone(old, 'removed'))],
    said: [...new Set(others.map(({ what }) => what))],
  }
}

function alone(panel: PanelView, is: 'added' | 'removed'): PanelChange {
  const said = [`${is === 'added' ? 'is new' : 'is removed'} (${panel.type})`]
  const id = idOf(panel)
  return { is, title: panel.title, before: is === 'added' ? null : id, after: is === 'added' ? id : null, said }
}

const whole = (
  view: DashboardView,
  is: 'added' | 'removed',
  uids: Pick<DashboardChange, 'before' | 'after'>,
): DashboardChange => ({
  title: view.title,
  ...uids,
  panels: view.panels.map((panel) => alone(panel, is)),
  said: [`the dashboard is ${is === 'added' ? 'new' : 'removed'}`],
})

const idOf = ({ id }: PanelView): number | null => (id !== undefined && /^\d+$/.test(id) ? Number(id) : null)
