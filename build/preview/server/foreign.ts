import { basename } from 'node:path'
import { Cursor } from '../../checks/read/cursor.ts'
import { readFiles } from '../../checks/read/files.ts'
import { readJson } from '../../checks/read/json.ts'
import { type Part, partsOf } from '../../checks/read/kind.ts'
import { Spots, UnreadableText } from '../../checks/read/located.ts'
import type { FileText } from '../../checks/read/text.ts'
import { type Problem, Refused } from '../../problem.ts'
import type { ShownDashboard } from './protocol.ts'

/**
 * Reads dashboards of another origin: classic JSON, alone or as Grafana's API wraps it, in files and folders. Throws
 * `Refused` (exit 2) with every file that cannot be shown.
 */
export function readDashboards(paths: readonly string[]): readonly ShownDashboard[] {
  const { texts, faults } = readFiles(paths)
  const problems: Problem[] = faults.map(({ place, what, next }) => ({ where: place.file, what, next }))
  const found = texts.filter(isJson).flatMap((text) => {
    const { dashboards, problem } = dashboardsIn(text)
    if (problem !== undefined) problems.push(problem)
    return dashboards
  })
  const others = texts.filter((each) => each.isNamed && !isJson(each))
  problems.push(...others.map(({ file }) => ({ where: file, what: 'This is no JSON file.', next })))
  if (problems.length === 0 && found.length === 0)
    problems.push({ where: paths.join(', '), what: 'There is no dashboard in it.', next })
  if (problems.length > 0) throw new Refused(problems, 2)
  return withUids(found)
}

const next = "Name dashboards in Grafana's classic JSON (schema v1), or folders of them."

const isJson = ({ file, text }: FileText): boolean =>
  file.toLowerCase().endsWith('.json') || (!/\.(?:ya?ml|rules)$/i.test(file) && /^\s*[{[]/.test(text))

/** A dashboard where it was found. */
export interface Found {
  readonly file: string
  readonly json: Readonly<Record<string, unknown>>
}

interface Read {
  readonly dashboards: readonly Found[]
  readonly problem?: Problem
}

/** A file that was met in a folder and holds something else is passed by. */
function dashboardsIn({ file, text, isNamed }: FileText): Read {
  const refused = (where: string, what: string, then: string): Read => ({
    dashboards: [],
    problem: { where, what, next: then },
  })
  try {
    const root = Cursor.of({ file, text, ...readJson(text) })
    const parts = partsOf(root)
    const isLayout = root.get('elements').isRecord && root.get('layout').isRecord
    if (isLayout || parts.some(({ kind }) => kind === 'dashboard-v2')) return refused(file, isV2, exportClassic)
    const classic = parts.filter(({ kind }) => kind === 'dashboard')
    if (classic.length === 0) return isNamed ? refused(file, 'This is no dashboard.', next) : { dashboards: [] }
    if (classic.some(isEmpty))
      return refused(file, 'This dashboard has no panel.', 'Save it in Grafana with a panel, and export it again.')
    return { dashboards: classic.map(({ root }) => ({ file, json: root.record })) }
  } catch (error) {
    if (!(error instanceof UnreadableText)) throw error
    const { line, column } = new Spots(text).position(error.at)
    return refused(`${file}:${line}:${column}`, error.message, 'Correct the file, or export it from Grafana again.')
  }
}

const isV2 = 'This dashboard is of the v2 schema, and the preview draws the classic one (v1).'
const exportClassic = 'Export it from Grafana as "Classic" (V1 resource or classic JSON).'

/** Until Grafana 5, panels were in rows of their own. */
const isEmpty = ({ root }: Part): boolean =>
  ![root, ...root.get('rows').items].some((each) => each.get('panels').items.some(({ isRecord }) => isRecord))

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
