import { type Difference, differenceOf } from './difference.ts'
import type { DrawnDashboard, DrawnPanel } from './draw.ts'
import type { DashboardChange, PanelChange, Said } from './job.ts'
import type { Picture } from './picture.ts'

/** A dashboard in both versions. */
export interface ComparedDashboard {
  readonly uid: string
  readonly title: string
  readonly said: readonly Said[]
  readonly panels: readonly ComparedPanel[]
}

/** A panel in the versions that have it. */
export interface ComparedPanel extends Omit<PanelChange, 'is' | 'before' | 'after'> {
  /** `unexpected`: it looks different, although nothing of it changed that the comparison of meaning knows. */
  readonly is: PanelChange['is'] | 'unexpected'
  readonly id: number | undefined
  readonly before: Picture | undefined
  readonly after: Picture | undefined
  /** Where there are both. */
  readonly difference: Difference | undefined
}

/** What is to be seen of a dashboard's change: the panels that changed, and those that look different all the same. */
export function compareDashboard(
  { title, said, panels }: DashboardChange,
  before: DrawnDashboard | undefined,
  after: DrawnDashboard | undefined,
): ComparedDashboard {
  const changed = new Set(panels.map((each) => each.after))
  const others = (after?.panels ?? []).filter(({ id }) => !changed.has(id))
  return {
    uid: after?.uid ?? before?.uid ?? '',
    title,
    said,
    panels: [
      ...panels.map((each) => comparePanel(each, panelOf(before, each.before), panelOf(after, each.after))),
      ...others.flatMap((now) => unexpected(before, now)),
    ],
  }
}

function comparePanel(
  { before, after, ...change }: PanelChange,
  old: DrawnPanel | undefined,
  now: DrawnPanel | undefined,
): ComparedPanel {
  const both = old !== undefined && now !== undefined
  return {
    ...change,
    id: after ?? before ?? undefined,
    before: old?.picture,
    after: now?.picture,
    difference: both ? differenceOf(old.picture, now.picture) : undefined,
  }
}

/** A panel that nothing is said of, if it looks different. Another one may have its id, so its title must be the same. */
function unexpected(before: DrawnDashboard | undefined, now: DrawnPanel): readonly ComparedPanel[] {
  const old = panelOf(before, now.id)
  if (old === undefined || old.title !== now.title) return []
  const difference = differenceOf(old.picture, now.picture)
  if (difference.pixels === 0) return []
  const { id, title, picture } = now
  const nothing = { said: [], description: '', queries: [], causes: null }
  return [{ is: 'unexpected', id, title, ...nothing, before: old.picture, after: picture, difference }]
}

const panelOf = (dashboard: DrawnDashboard | undefined, id: number | null): DrawnPanel | undefined =>
  dashboard?.panels.find((each) => each.id === id)
