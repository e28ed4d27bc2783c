import { toClassic } from '../../documents/convert/classic.ts'
import { Unconvertible } from '../../documents/convert/converted.ts'
import { Cursor } from '../../documents/cursor.ts'
import { documentsOf } from '../../documents/documents.ts'
import { looksLikeOne, type Part, partsOf } from '../../documents/kind.ts'
import { Spots, UnreadableText } from '../../documents/located.ts'
import { type Problem, Refused } from '../../findings/problem.ts'
import { type DashboardView, type Json, readDashboard } from './dashboard.ts'
import { type RuleGroupView, readGroups } from './rules.ts'
import type { Config, Version, VersionText } from './version.ts'

/** Which version a text is of, in the words of a message: `out/ at HEAD`. */
export interface ReadOptions {
  readonly shown: string
  /** Whether a person named the files: one that is none of ours is then a mistake. */
  readonly isNamed: boolean
}

/** Reads one version. Throws `Refused` (exit 2) with every file that cannot be read. */
export function readVersion(texts: readonly VersionText[], options: ReadOptions): Version {
  const dashboards: DashboardView[] = []
  const groups: RuleGroupView[] = []
  const configs: Config[] = []
  const documents: VersionText[] = []
  const problems: Problem[] = []
  for (const each of texts) {
    if (isDocument(each.file)) {
      documents.push(each)
      continue
    }
    const { parts, problem } = partsIn(each, options)
    if (problem !== undefined) problems.push(problem)
    for (const { kind, json } of parts) {
      if (kind === 'dashboard') dashboards.push(readDashboard(each.file, json))
      else if (kind === 'rules') groups.push(...readGroups(each.file, json))
      else configs.push({ kind, file: each.file, json })
    }
  }
  if (problems.length > 0) throw new Refused(problems, 2)
  return { dashboards, groups, configs, documents }
}

const isDocument = (file: string): boolean => /\.(?:md|tmpl|py)$/i.test(file)

/** A part of a file as it is compared; what Grafana evaluates itself is checked, and not compared. */
interface Comparable {
  readonly kind: Exclude<Part['kind'], 'grafana-alerts' | 'dashboard-v2'>
  readonly json: Json
}

function comparable({ kind, root, uid }: Part): readonly Comparable[] {
  if (kind === 'grafana-alerts') return []
  const json = root.record
  if (kind === 'dashboard-v2') return [{ kind: 'dashboard', json: toClassic(json).whole }]
  return [{ kind, json: uid === undefined ? json : { ...json, uid } }]
}

interface Parts {
  readonly parts: readonly Comparable[]
  readonly problem?: Problem
}

function partsIn({ file, text }: VersionText, { shown, isNamed }: ReadOptions): Parts {
  const place = isNamed ? shown : `${shown} › ${file}`
  const problem = (where: string, what: string, next: string): Parts => ({ parts: [], problem: { where, what, next } })
  try {
    const parts = documentsOf(file, text)
      .flatMap((document) => partsOf(Cursor.of({ file, text, ...document })))
      .flatMap(comparable)
    if (parts.length > 0 || !isNamed) return { parts }
    const what =
      'This is no dashboard, rule file or configuration that could be compared: none of their fields is in it.'
    return problem(place, what, 'Name dashboards, rule files, or folders such as out/.')
  } catch (error) {
    if (error instanceof Unconvertible) return problem(place, error.message, error.next)
    if (!(error instanceof UnreadableText)) throw error
    if (!isNamed && !looksLikeOne(text)) return { parts: [] }
    const { line, column } = new Spots(text).position(error.at)
    return problem(`${place}:${line}:${column}`, error.message, 'Correct the file; nothing was compared.')
  }
}
