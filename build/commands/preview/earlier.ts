import { readDashboard } from '../../diff/read/dashboard.ts'
import { readVersion } from '../../diff/read/read.ts'
import { withUids } from '../../preview/server/foreign.ts'
import type { ShownDashboard } from '../../preview/server/protocol.ts'
import { Refused } from '../../problem.ts'
import { textsAt } from '../diff/git.ts'
import { isFolder, textsIn } from '../diff/paths.ts'
import { root } from '../paths.ts'
import type { SeenDashboard } from './changes.ts'

/** The dashboards of an earlier version. */
export interface Earlier {
  /** As messages name it: `out/ at main`. */
  readonly shown: string
  readonly dashboards: readonly ShownDashboard[]
  readonly seen: readonly SeenDashboard[]
}

/** Reads the dashboards of a folder where there is one of that name, else those in `out/` of a revision. Throws `Refused` (exit 2). */
export async function earlierOf(compare: string): Promise<Earlier> {
  const isPath = isFolder(compare)
  const shown = isPath ? compare : `out/ at ${compare}`
  const texts = isPath ? textsIn(compare) : await textsAt(root, compare, 'out')
  const json = texts.filter(({ file }) => file.toLowerCase().endsWith('.json'))
  const { dashboards: views } = readVersion(json, { shown, isNamed: false })
  if (views.length === 0)
    throw new Refused(
      {
        where: `command line › preview › --compare ${compare}`,
        what: `There is no dashboard in ${shown}.`,
        next: 'Name a revision with out/grafana-dashboards/, or a folder of dashboards.',
      },
      2,
    )
  const dashboards = withUids(views)
  return { shown, dashboards, seen: dashboards.map(seen) }
}

/** A dashboard that is served, in the form in which versions are compared. */
export const seen = ({ uid, file, json }: ShownDashboard): SeenDashboard => ({
  uid,
  view: readDashboard(file ?? uid, json as Readonly<Record<string, unknown>>),
})
