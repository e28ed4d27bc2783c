import { resolve } from 'node:path'
import { runChecks } from '../checks/run.ts'
import { readDefinitions } from '../definitions/read.ts'
import type { Change } from '../diff/change.ts'
import { compare } from '../diff/compare.ts'
import { readVersion } from '../diff/read/read.ts'
import type { Diagnostic } from '../findings/diagnostic.ts'
import { placeText } from '../findings/diagnostic.ts'
import { printable } from '../findings/printable.ts'
import { type Model, resolve as modelOf } from '../model/model.ts'
import type { Artifact } from '../output/artifact.ts'
import { subjectOf } from '../subject.ts'
import { importedDashboards, importedRules } from '../targets/imported.ts'
import type { Read } from './read.ts'

/** What the compiler says of written definitions. */
export interface Verdict {
  /** What the types refuse, or loading does: nothing of the project can be used before it is mended. */
  readonly refused: readonly Diagnostic[]
  /** What the checks find wrong with the originals. */
  readonly found: readonly Diagnostic[]
  /** The imported files as they are compiled. */
  readonly artifacts: readonly Artifact[]
}

/** Compiles the definitions below `folder` as far as an import has made them. */
export async function judged(folder: string, areTypesChecked: boolean): Promise<Verdict> {
  const { model, ...verdict } = await modelIn(folder, areTypesChecked)
  return {
    ...verdict,
    artifacts: model === undefined ? [] : [...importedRules(model), ...importedDashboards(model)],
  }
}

/** The definitions below `folder` put together, and what is wrong with them. */
export async function modelIn(
  folder: string,
  areTypesChecked: boolean,
): Promise<Pick<Verdict, 'refused' | 'found'> & { readonly model: Model | undefined }> {
  const { definitions, findings } = await readDefinitions(resolve(folder), areTypesChecked ? 'anew' : 'none')
  if (definitions === undefined || findings.length > 0) return { refused: findings, found: [], model: undefined }
  const model = modelOf(definitions)
  return { refused: [], found: runChecks(subjectOf(model)), model }
}

/** What is different between what was imported and what is compiled. */
export function differences(
  read: Read,
  artifacts: readonly Artifact[],
  fileOf: (artifact: string) => string,
): readonly Change[] {
  const options = { shown: 'the import', isNamed: false }
  const before = readVersion(
    [
      ...read.dashboards.map(({ file, json }, at) => ({
        file: `${fileOf(file)}#${at}.json`,
        text: JSON.stringify(json),
      })),
      ...read.rules.map(({ file, groups }) => ({
        file: `${fileOf(file)}.json`,
        text: JSON.stringify({
          groups: groups.map(({ name, about, rules }) => ({
            name,
            ...about,
            rules: rules.map((rule) => ({
              [rule.kind]: rule.name,
              expr: rule.expr,
              ...(rule.for === undefined ? {} : { for: rule.for }),
              ...(rule.keepFiringFor === undefined ? {} : { keep_firing_for: rule.keepFiringFor }),
              labels: rule.labels,
              annotations: rule.annotations,
            })),
          })),
        }),
      })),
    ],
    options,
  )
  const after = readVersion(
    artifacts.map(({ path, text }) => ({ file: path, text })),
    options,
  )
  return compare(before, after)
}

/** Errors as what excuses them: by file, then by place, then by check. Where many places of a file have one, the file has it. */
export function waiversFor(
  found: readonly Diagnostic[],
): ReadonlyMap<string, ReadonlyMap<string, Readonly<Record<string, string>>>> {
  const files = new Map<string, Map<string, Record<string, string>>>()
  const byCheck = new Map<string, Diagnostic[]>()
  for (const each of found) {
    if (each.severity !== 'error' || each.check === 'unused-waiver') continue
    const key = JSON.stringify([each.place.file, each.check])
    byCheck.set(key, [...(byCheck.get(key) ?? []), each])
  }
  const put = (file: string, place: string, check: string, reason: string) => {
    const places = files.get(file) ?? new Map<string, Record<string, string>>()
    files.set(file, places)
    const waive = places.get(place) ?? {}
    places.set(place, waive)
    waive[check] ??= reason
  }
  for (const all of byCheck.values()) {
    const [first] = all
    if (first === undefined) continue
    const { file } = first.place
    const places = new Set(all.map(placeOf))
    const isSpread =
      !file.startsWith('queries/') && (places.size > fewEnough || [...places].some((place) => place === ''))
    if (isSpread) put(file, '', first.check, `first thing to mend, ${all.length} times: ${reasonOf(first)}`)
    else for (const each of all) put(file, placeOf(each), first.check, `first thing to mend: ${reasonOf(each)}`)
  }
  return files
}

const fewEnough = 3

const reasonOf = ({ what }: Diagnostic): string => {
  const text = printable(what)
  return text.length <= 160 ? text : `${text.slice(0, 157)}…`
}

/** The place of a finding as the writers have it: a panel, a rule, a metric; what is of the whole file has none. */
function placeOf({ place: { file, path } }: Diagnostic): string {
  if (file.startsWith('queries/')) return path[0] ?? ''
  if (path.length === 0 || /^(?:variable|annotation) /.test(path[0] ?? '')) return ''
  if (file.startsWith('alerts/')) return path.length < 2 ? '' : JSON.stringify(path.slice(0, 2))
  return JSON.stringify(path)
}

/** Findings that no waiver of an import can excuse, as texts. */
export const unexcused = (found: readonly Diagnostic[]): readonly string[] =>
  found
    .filter(({ severity, place }) => severity === 'error' && !/^(?:alerts|dashboards|queries)\//.test(place.file))
    .map(({ place, what }) => `${placeText(place)}: ${what}`)
