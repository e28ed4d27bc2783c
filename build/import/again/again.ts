import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { runChecks } from '../../checks/run.ts'
import type { Change, Detail } from '../../diff/change.ts'
import { lineDetail } from '../../diff/compare/detail.ts'
import { compare } from '../../diff/compare.ts'
import { type Json, readDashboard } from '../../diff/read/dashboard.ts'
import type { Version } from '../../diff/read/version.ts'
import { quoted as inQuotes } from '../../diff/words.ts'
import { type Diagnostic, placeText } from '../../findings/diagnostic.ts'
import { printable } from '../../findings/printable.ts'
import { type Problem, Refused } from '../../findings/problem.ts'
import type { Board } from '../../language/imported.ts'
import { type Defined, load } from '../../model/load.ts'
import { type Model, resolve as modelOf, type PlacedDashboard } from '../../model/model.ts'
import { replaceFiles } from '../../output/replace.ts'
import { subjectOf } from '../../subject.ts'
import { grafanaDashboards } from '../../targets/grafana/dashboard.ts'
import { importedDashboards } from '../../targets/imported.ts'
import { modelIn } from '../prove.ts'
import type { ReadDashboard } from '../read.ts'
import { inStaging } from '../staging.ts'
import { type Plan, planFor, type Step, type Subject } from './plan.ts'

/** What of a dashboard cannot be brought back, and what to do. */
export interface Told {
  /** The dashboard. */
  readonly where: string
  readonly what: string
  readonly next: string
}

/** What bringing back edited dashboards would do. */
export interface Again {
  /** The new texts of definitions, and the old ones, by their paths below the project. */
  readonly files: ReadonlyMap<string, { readonly before: string; readonly after: string; readonly lines: Detail }>
  /** What the definitions compile to otherwise then, in sentences. */
  readonly changes: readonly Change[]
  /** What is different from what Grafana shows even then. */
  readonly told: readonly Told[]
  readonly dashboards: number
}

/** Panels in whose way the compiler may stand one after the other; then all are left. */
const rounds = 6

/**
 * Plans how dashboards that were edited in Grafana come back into the definitions below `root` that make them, and tries it out
 * in a copy. `layOut` is the project's formatter. Throws `Refused` for a dashboard that no definition makes.
 */
export async function bringBack(
  root: string,
  saved: readonly ReadDashboard[],
  layOut: (file: string, text: string) => string,
): Promise<Again> {
  const folder = resolve(root)
  const definitions = await load(folder)
  const model = modelOf(definitions)
  const plans = subjectsOf(folder, model, saved).map((subject) => planFor(subject, definitions))
  const known = new Set(errorsIn(runChecks(subjectOf(model))).map(identity))
  const withdrawn = new Map<Step, string>()
  for (let round = 0; ; round += 1) {
    const isLast = round === rounds
    const kept = (step: Step): boolean => step.why === undefined && !isLast && !withdrawn.has(step)
    const files = new Map(
      plans.flatMap((plan) => {
        const { file, text } = plan.subject
        const done = plan.text(plan.steps.filter(kept))
        return done === text ? [] : [[file, layOut(file, done)] as const]
      }),
    )
    if (files.size === 0) return answer(plans, withdrawn, files, model, model)
    const { refused, found, model: then } = await inStaging(folder, true, files, (staging) => modelIn(staging, true))
    const wrong = [...refused, ...errorsIn(found).filter((each) => !known.has(identity(each)))]
    if (wrong.length === 0 && then !== undefined) return answer(plans, withdrawn, files, model, then)
    withdraw(plans, kept, wrong, files, withdrawn)
  }
}

const errorsIn = (found: readonly Diagnostic[]): readonly Diagnostic[] =>
  found.filter(({ severity }) => severity === 'error')

const identity = ({ place, check, what }: Diagnostic): string => JSON.stringify([placeText(place), check, what])

/** Leaves out what stands in the compiler's way: the panels that findings name, or else all of the file. */
function withdraw(
  plans: readonly Plan[],
  kept: (step: Step) => boolean,
  wrong: readonly Diagnostic[],
  files: ReadonlyMap<string, string>,
  withdrawn: Map<Step, string>,
): void {
  const before = withdrawn.size
  for (const finding of wrong) {
    const { file, path, position } = finding.place
    const line = (files.get(file) ?? '')
      .split('\n')
      .slice(Math.max(0, (position?.line ?? 1) - 12), position?.line)
      .join('\n')
    const own = plans.filter(({ subject }) => subject.file === file).flatMap(({ steps }) => steps.filter(kept))
    const named = own.filter(({ panel }) => path.includes(panel.title))
    const near = named.length > 0 ? named : nearest(own, line)
    for (const step of near) if (!withdrawn.has(step)) withdrawn.set(step, reasonOf(finding))
  }
  const [first] = wrong
  if (withdrawn.size > before) return
  for (const step of plans.flatMap(({ steps }) => steps.filter(kept)))
    withdrawn.set(step, first === undefined ? 'the definitions do not compile with it' : reasonOf(first))
}

/** The panel whose title stands last before a place. */
function nearest(steps: readonly Step[], text: string): readonly Step[] {
  const found = steps
    .map((step) => ({ step, at: step.panel.title === '' ? -1 : text.lastIndexOf(step.panel.title) }))
    .filter(({ at }) => at !== -1)
    .sort((a, b) => b.at - a.at)
  return found.slice(0, 1).map(({ step }) => step)
}

const reasonOf = ({ what, next }: Diagnostic): string => `the build would refuse it: ${what} ${next}`

function answer(
  plans: readonly Plan[],
  withdrawn: ReadonlyMap<Step, string>,
  files: ReadonlyMap<string, string>,
  now: Model,
  then: Model,
): Again {
  const [before, after] = [jsonsOf(now), jsonsOf(then)]
  const uids = plans.map(({ subject }) => String(subject.json.uid))
  const versionOf = (jsons: ReadonlyMap<string, Json>): Version => ({
    dashboards: uids.flatMap((uid) => {
      const json = jsons.get(uid)
      return json === undefined ? [] : [readDashboard(uid, json)]
    }),
    groups: [],
    configs: [],
    documents: [],
  })
  const shown = new Map(plans.map(({ subject }) => [String(subject.json.uid), subject.saved.json]))
  const left = compare(versionOf(after), versionOf(shown))
  const stays = plans.flatMap(({ subject, steps }) =>
    steps.flatMap((step) => {
      const why = step.why ?? withdrawn.get(step)
      return why === undefined ? [] : [{ subject, step, why }]
    }),
  )
  return {
    files: new Map(
      [...files].map(([file, text]) => {
        const was = plans.find(({ subject }) => subject.file === file)?.subject.text ?? ''
        return [file, { before: was, after: text, lines: lineDetail(was, text) }]
      }),
    ),
    changes: compare(versionOf(before), versionOf(after)),
    told: toldOf(left, stays),
    dashboards: plans.length,
  }
}

type Stays = readonly { readonly step: Step; readonly why: string }[]

/** What is left, each with what to do; what is only as wide as its line makes it is told once. */
function toldOf(left: readonly Change[], stays: Stays): readonly Told[] {
  const resized = left.filter(({ what }) => isResized.test(what))
  const own = left
    .filter((each) => !isResized.test(each.what))
    .map(({ part, what }): Told => {
      const reason = stays.find(({ step }) => what.includes(inQuotes(step.panel.title)))
      if (reason === undefined) return { where: part, what, next: adviceFor(what) }
      const next =
        reason.step.why === undefined ? 'Mend it in Grafana, or write it in the definition.' : 'Change what makes it.'
      return { where: part, what: `${what}; ${reason.why}`, next }
    })
  const [first] = resized
  if (first === undefined) return own
  const sizes = resized.length === 1 ? first.what : `${resized.length} panels have another size than in Grafana`
  return [...own, { where: first.part, what: sizes, next: places }]
}

const isResized = /^(?:panel|each of the panels) .*' is resized: /
const places = 'Rows share their width among the panels of a line: move the lines of the panel in the definition.'

/** What to do about a difference that no line of a panel says. */
function adviceFor(what: string): string {
  const said = what.replace(/^(?:panel|each of the panels) '.*?'(?= |:)/, '')
  if (/^: unit /.test(said))
    return 'A unit is that of the query, for all who show it: correct it at its metric in queries/, or show another query.'
  if (/^: (?:orange|red|green|blue|threshold|colour)|limit/.test(said))
    return "A limit that an alert draws is the alert's: change it in alerts/. The panel's own are warning, critical and steps."
  if (/^ (?:moved|is in|stands)|^row |^tab /.test(said))
    return 'Rows and places are the order of the definition: move or rename it there.'
  if (/^(?:variable|annotation|the dashboard)/.test(said))
    return 'It is said at the head of the dashboard: change it there.'
  if (/^: (?:the query|query|legend of) |^ (?:also|no longer) shows /.test(said))
    return 'Pickers of the dashboard narrow each query that has their label. Anything else is said where the query is declared.'
  return 'No word says it: panels of one kind look alike. verbatim(…) keeps one exactly as Grafana has it.'
}

const jsonsOf = (model: Model): ReadonlyMap<string, Json> =>
  new Map(
    [...grafanaDashboards(model), ...importedDashboards(model)].map(({ text }) => {
      const json = JSON.parse(text) as Json
      return [String(json.uid), json]
    }),
  )

/** The definition of each dashboard. */
function subjectsOf(folder: string, model: Model, saved: readonly ReadDashboard[]): readonly Subject[] {
  const compiled = jsonsOf(model)
  const all: readonly (PlacedDashboard | Defined<Board>)[] = [...model.dashboards, ...model.imported.boards]
  const problems: Problem[] = []
  const seen = new Map<string, string>()
  const subjects = saved.flatMap((each): readonly Subject[] => {
    const uid = typeof each.json.uid === 'string' ? each.json.uid : ''
    const made = all.find((one) => ('rows' in one ? one.uid : one.value.uid) === uid && uid !== '')
    const json = compiled.get(uid)
    const other = seen.get(uid)
    seen.set(uid, each.file)
    if (made === undefined || json === undefined)
      problems.push({
        where: each.file,
        what:
          uid === ''
            ? 'The dashboard has no uid, so nothing tells which definition makes it.'
            : `No definition of this project makes a dashboard with the uid ${printable(uid)}.`,
        next: 'Export the one that the project makes, or import it as a new one, without --again.',
      })
    else if (other !== undefined)
      problems.push({
        where: each.file,
        what: `It is the dashboard ${printable(uid)} as ${other} is, and one of the two can be brought back.`,
        next: 'Name the one that you want.',
      })
    else return [{ file: made.file, text: readFileSync(join(folder, made.file), 'utf8'), made, json, saved: each }]
    return []
  })
  if (problems.length > 0) throw new Refused(problems)
  return subjects
}

/** Writes the definitions, whole or not at all, unless somebody saved one meanwhile. Throws `Refused`. */
export function writeBack(root: string, { files }: Again): void {
  for (const [file, { before }] of files)
    if (readFileSync(join(root, file), 'utf8') !== before)
      throw new Refused({
        where: file,
        what: 'The file was saved by somebody else meanwhile, so nothing was written.',
        next: 'Run this again.',
      })
  replaceFiles(
    root,
    [...files].map(([file, { after }]) => [file, Buffer.from(after)]),
  )
}
