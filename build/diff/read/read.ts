import { Cursor } from '../../checks/read/cursor.ts'
import { readJson } from '../../checks/read/json.ts'
import { looksLikeOne, type Part, partsOf } from '../../checks/read/kind.ts'
import { Spots, UnreadableText } from '../../checks/read/located.ts'
import { readYaml } from '../../checks/read/yaml.ts'
import { type Problem, Refused } from '../../problem.ts'
import { type DashboardView, readDashboard } from './dashboard.ts'
import { classicOf } from './dashboard-v2.ts'
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
    for (const { kind, root } of parts) {
      const json = root.record
      if (kind === 'dashboard') dashboards.push(readDashboard(each.file, json))
      else if (kind === 'dashboard-v2') dashboards.push(readDashboard(each.file, classicOf(json)))
      else if (kind === 'rules') groups.push(...readGroups(each.file, json))
      else configs.push({ kind, file: each.file, json })
    }
  }
  if (problems.length > 0) throw new Refused(problems, 2)
  return { dashboards, groups, configs, documents }
}

const isDocument = (file: string): boolean => /\.(?:md|tmpl|py)$/i.test(file)

/** What Grafana evaluates itself is checked, and not compared. */
type Comparable = Part & { readonly kind: Exclude<Part['kind'], 'grafana-alerts'> }
const comparable = ({ kind, root }: Part): readonly Comparable[] => (kind === 'grafana-alerts' ? [] : [{ kind, root }])

interface Parts {
  readonly parts: readonly Comparable[]
  readonly problem?: Problem
}

function partsIn({ file, text }: VersionText, { shown, isNamed }: ReadOptions): Parts {
  const place = isNamed ? shown : `${shown} › ${file}`
  const problem = (where: string, what: string, next: string): Parts => ({ parts: [], problem: { where, what, next } })
  try {
    const parts = valuesIn(file, text).flatMap(({ value, spots }) =>
      partsOf(Cursor.of({ file, text, value, spots })).flatMap(comparable),
    )
    if (parts.length > 0 || !isNamed) return { parts }
    const what =
      'This is no dashboard, rule file or configuration that could be compared: none of their fields is in it.'
    return problem(place, what, 'Name dashboards, rule files, or folders such as out/.')
  } catch (error) {
    if (!(error instanceof UnreadableText)) throw error
    if (!isNamed && !looksLikeOne(text)) return { parts: [] }
    const { line, column } = new Spots(text).position(error.at)
    return problem(`${place}:${line}:${column}`, error.message, 'Correct the file; nothing was compared.')
  }
}

/** JSON where it is JSON: the reader of YAML takes a hundred times as long. */
function valuesIn(file: string, text: string) {
  const isJson = file.toLowerCase().endsWith('.json')
  if (!isJson && !/^\s*[{[]/.test(text)) return readYaml(text)
  try {
    return [readJson(text)]
  } catch (error) {
    // `{groups: []}` is YAML.
    if (isJson || !(error instanceof UnreadableText)) throw error
    return readYaml(text)
  }
}
