import { basename } from 'node:path'
import { dashboardsIn, nameDashboards } from '../../documents/convert/read.ts'
import { readFiles } from '../../documents/files.ts'
import { objectsBelow } from '../../documents/values.ts'
import { type Problem, Refused } from '../../findings/problem.ts'
import type { ShownDashboard } from './protocol.ts'

/**
 * Reads dashboards of another origin, of any version, alone or as Grafana's API wraps them, in files and folders. Throws
 * `Refused` (exit 2) with every file that cannot be shown.
 */
export function readDashboards(paths: readonly string[]): readonly ShownDashboard[] {
  const { texts, faults } = readFiles(paths)
  const read = texts.map(dashboardsIn)
  const found = read.flatMap(({ dashboards }) => dashboards)
  const problems: Problem[] = [
    ...faults.map(({ place, what, next }) => ({ where: place.file, what, next })),
    ...read.flatMap((each) => each.problems),
    ...found.filter(isEmpty).map(({ file }) => ({
      where: file,
      what: 'This dashboard has no panel.',
      next: 'Save it in Grafana with a panel, and export it again.',
    })),
  ]
  if (problems.length === 0 && found.length === 0)
    problems.push({ where: paths.join(', '), what: 'There is no dashboard in it.', next: nameDashboards })
  if (problems.length > 0) throw new Refused(problems, 2)
  return withUids(found)
}

/** A dashboard where it was found. */
export interface Found {
  readonly file: string
  readonly json: Readonly<Record<string, unknown>>
}

/** Until Grafana 5, panels were in rows of their own. */
const isEmpty = ({ json }: Found): boolean =>
  ![json, ...objectsBelow(json, 'rows')].some((each) => objectsBelow(each, 'panels').length > 0)

/** Each under a uid of its own, since the page's addresses name it: its own, else the name of its file. */
export function withUids(found: readonly Found[]): readonly ShownDashboard[] {
  const taken = new Set<string>()
  return found.map(({ file, json }) => {
    const name = basename(file).replace(/\.json$/i, '')
    const wanted = (typeof json.uid === 'string' && json.uid !== '' ? json.uid : name).replace(/[^\w-]+/g, '-')
    let uid = wanted
    for (let count = 2; taken.has(uid); count += 1) uid = `${wanted}-${count}`
    taken.add(uid)
    return { uid, title: typeof json.title === 'string' && json.title !== '' ? json.title : name, file, json }
  })
}
