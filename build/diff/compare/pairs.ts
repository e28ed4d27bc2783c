import { type Paired, pair } from '../match/pair.ts'
import type { DashboardView, PanelView } from '../read/dashboard.ts'

/** A dashboard of both versions, with its panels. */
export interface DashboardPair {
  readonly before: DashboardView
  readonly after: DashboardView
  readonly panels: Paired<PanelView>
}

export interface PairedDashboards {
  readonly pairs: readonly DashboardPair[]
  readonly removed: readonly DashboardView[]
  readonly added: readonly DashboardView[]
}

/** Finds each dashboard by its uid, its file or its title; two that stand alone are versions of one another. */
export function pairDashboards(before: readonly DashboardView[], after: readonly DashboardView[]): PairedDashboards {
  const areAlone = before.length === 1 && after.length === 1
  const { pairs, removed, added } = pair(before, after, [
    ({ uid }) => uid || undefined,
    ({ file }) => file,
    ({ title }) => title || undefined,
    () => (areAlone ? '' : undefined),
  ])
  return {
    pairs: pairs.map(([old, now]) => ({ before: old, after: now, panels: pairPanels(old, now) })),
    removed,
    added,
  }
}

/** Ids are given anew when a dashboard is copied, and titles change: either is enough beside something else. */
const pairPanels = (before: DashboardView, after: DashboardView): Paired<PanelView> =>
  pair(before.panels, after.panels, [
    ({ id, title }) => id && `${id} ${title}`,
    ({ row, title, type }) => title && `${row?.title} ${title} ${type}`,
    ({ title }) => title || undefined,
    (panel) => panel.id && metricsOf(panel) && `${panel.id} ${metricsOf(panel)}`,
    (panel) => queriesOf(panel) && `${panel.type} ${queriesOf(panel)}`,
    queriesOf,
    ({ id, type, targets }) => (targets.length === 0 ? id && `${id} ${type}` : undefined),
  ])

const queriesOf = ({ targets }: PanelView): string | undefined =>
  targets
    .map(({ query }) => query.canonical.text)
    .join('\n')
    .trim() || undefined

const metricsOf = ({ targets }: PanelView): string =>
  [...new Set(targets.flatMap(({ query }) => query.metrics))].sort().join(' ')
