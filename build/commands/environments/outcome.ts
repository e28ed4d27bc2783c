import type { Compiled } from '../../compile.ts'
import type { Diagnostic } from '../../findings/diagnostic.ts'
import type { Problem } from '../../findings/problem.ts'
import { problemOf } from '../../findings/render.ts'
import type { Artifact } from '../../output/artifact.ts'

/** One of the installations that a build makes, as far as the others have to do with it. */
export interface Installation {
  /** The name of the environment; `undefined` for `stack.ts` itself. */
  readonly name: string | undefined
  /** The file with its settings. */
  readonly file: string
  /** What its alerts say they come from. */
  readonly label: string | null
  readonly grafana: string
  readonly dashboards: 'alike' | 'named' | 'shared'
  /** The uids of the dashboards that it has Grafana load. */
  readonly uids: readonly string[]
  readonly rules: number
  /** What it cannot have, a sentence each. */
  readonly leftOut: readonly string[]
  readonly artifacts: readonly Artifact[]
}

/** What came of compiling an environment, as plain data. */
export type Outcome =
  | { readonly made: Installation; readonly diagnostics: readonly Diagnostic[] }
  | { readonly made: undefined; readonly diagnostics: readonly Diagnostic[]; readonly problems: readonly Problem[] }

/** What was compiled from these settings. */
export const installationOf = (
  { model, artifacts, rules }: Compiled,
  { name, file }: Pick<Installation, 'name' | 'file'>,
): Installation => {
  const { stack, dashboards, imported } = model
  const isShown = stack.outputs.includes('dashboards') && stack.dashboards !== 'shared'
  const boards = imported.boards.flatMap(({ value }) => (typeof value.json.uid === 'string' ? [value.json.uid] : []))
  return {
    name,
    file,
    label: stack.environment,
    grafana: stack.urls.grafana,
    dashboards: stack.dashboards,
    uids: isShown ? [...dashboards.map(({ uid }) => uid), ...boards] : [],
    rules,
    leftOut: model.leftOut,
    artifacts,
  }
}

/** A diagnostic of an environment, as data: it says where it was found, unless it names the file of the settings. */
export function foundIn(name: string, file: string, diagnostic: Diagnostic): Diagnostic {
  const { place } = diagnostic
  const path = place.file.includes(file) ? place.path : [...place.path, `environment ${name}`]
  return { ...diagnostic, place: { ...place, path } }
}

/** The same of a problem, unless it names the file of the environment's settings. */
export const problemIn = (name: string, file: string, problem: Problem): Problem =>
  problem.where.includes(file) ? problem : { ...problem, where: `${problem.where} › environment ${name}` }

/** What is in the way of an environment. */
export const problemsOf = (outcome: Outcome): readonly Problem[] => [
  ...outcome.diagnostics.filter(({ severity }) => severity === 'error').map(problemOf),
  ...(outcome.made === undefined ? outcome.problems : []),
]

/** What was found in environments and not in `stack.ts` already. */
export function newIn(own: readonly Diagnostic[], outcomes: readonly Outcome[]): readonly Diagnostic[] {
  const keyOf = ({ check, what, place }: Diagnostic, path = place.path) =>
    JSON.stringify([check, what, place.file, path])
  const known = new Set(own.map((each) => keyOf(each)))
  return outcomes.flatMap(({ diagnostics }) =>
    diagnostics.filter((each) => !known.has(keyOf(each, each.place.path.slice(0, -1)))),
  )
}
