import type { Problem } from '../../findings/problem.ts'
import { Cursor } from '../cursor.ts'
import { documentsOf } from '../documents.ts'
import { type Part, partsOf } from '../kind.ts'
import { Spots, UnreadableText } from '../located.ts'
import type { FileText } from '../text.ts'
import { toClassic } from './classic.ts'
import { type Json, type Loss, Unconvertible } from './converted.ts'

/** A dashboard of a file in the classic form, and what it lost on the way there. */
export interface Found {
  readonly file: string
  readonly json: Json
  readonly losses: readonly Loss[]
  /** Whether it is written in the file as it is here. */
  readonly isAsWritten: boolean
}

export interface Read {
  readonly dashboards: readonly Found[]
  readonly problems: readonly Problem[]
}

/** What to name instead of what is no dashboard. */
export const nameDashboards = 'Name dashboards of Grafana, as JSON or YAML, or folders of them.'

/** The dashboards of a text, of any version. A file that was met in a folder and holds something else is passed by. */
export function dashboardsIn({ file, text, isNamed }: FileText): Read {
  const refused = (where: string, what: string, next: string): Read => ({
    dashboards: [],
    problems: [{ where, what, next }],
  })
  const isJson = file.toLowerCase().endsWith('.json')
  if (!isNamed && !isJson && !text.includes('dashboard.grafana.app/')) return { dashboards: [], problems: [] }
  try {
    const parts = documentsOf(file, text)
      .flatMap((document) => partsOf(Cursor.of({ file, text, ...document })))
      .filter(({ kind }) => kind === 'dashboard' || kind === 'dashboard-v2')
    if (parts.length === 0 && isNamed) return refused(file, 'This is no dashboard.', nameDashboards)
    return { dashboards: parts.map((part) => foundIn(file, part)), problems: [] }
  } catch (error) {
    if (error instanceof Unconvertible) return refused(file, error.message, error.next)
    if (!(error instanceof UnreadableText)) throw error
    const { line, column } = new Spots(text).position(error.at)
    return refused(`${file}:${line}:${column}`, error.message, 'Correct the file, or export it from Grafana again.')
  }
}

function foundIn(file: string, { kind, root, uid }: Part): Found {
  const json = root.record
  if (kind === 'dashboard') {
    const named = uid === undefined ? json : { ...json, uid }
    return { file, json: named, losses: [], isAsWritten: uid === undefined }
  }
  const { classic, losses } = toClassic(json)
  return { file, json: classic, losses, isAsWritten: false }
}
