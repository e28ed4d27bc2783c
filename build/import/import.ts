import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { definitionFiles } from '../definitions/files.js'
import type { Change } from '../diff/change.ts'
import type { ForeignMetric } from '../documents/exposition/metric.ts'
import { printable } from '../findings/printable.ts'
import { type Problem, Refused } from '../findings/problem.ts'
import type { AnyMetric } from '../language/metric.ts'
import { type Defined, load } from '../model/load.ts'
import { resolve as modelOf } from '../model/model.ts'
import { replaceFiles } from '../output/replace.ts'
import { isOfImport } from './catalog.ts'
import { DeclaredMetrics } from './declared.ts'
import { refusedQueries } from './demote.ts'
import { fileName } from './names.ts'
import { type Decided, type Definitions, definitionsOf, earlierCatalog } from './project.ts'
import { differences, judged, waiversFor } from './prove.ts'
import type { Read } from './read.ts'
import { scaffold } from './scaffold.ts'
import { definitionFolders, inStaging } from './staging.ts'

/** What an import has made. */
export interface Imported {
  readonly definitions: Definitions
  /** What is different from the original, in sentences. */
  readonly changes: readonly Change[]
  /** How many findings of the checks are excused, and in how many definitions. */
  readonly excused: number
  /** Where the definitions are. */
  readonly folder: string
  /** Every file that was written, below the folder. */
  readonly written: readonly string[]
}

/** Queries that the types refuse may stand in others' way: so many times they are looked for. */
const rounds = 5

/**
 * Turns what was read into definitions below `into`, a new project or one that is there, once they are proven to compile.
 * Throws `Refused`, with nothing written, for what is in the way.
 */
export async function importInto(
  into: string,
  read: Read,
  known: ReadonlyMap<string, ForeignMetric>,
): Promise<Imported> {
  const folder = resolve(into)
  const isProject = existsSync(join(folder, 'stack.ts')) && existsSync(join(folder, 'package.json'))
  const there = isProject ? await contentsOf(folder) : nothing
  const problems = [...placeProblems(folder, isProject), ...uidProblems(read, there.uids)]
  if (problems.length > 0) throw new Refused(problems)

  const name = basename(folder)
  const base = isProject ? new Map<string, string>() : scaffold(folder, name, idOf(name))
  let decided: Decided = {
    rawOnly: new Set(),
    waived: new Map(),
    elsewhere: there.series,
    there: there.files,
    catalog: isProject ? catalogIn(folder) : undefined,
    declared: new DeclaredMetrics(there.metrics),
  }
  let definitions = definitionsOf(read, known, decided)
  const taken = [...definitions.files.keys()].filter(
    (path) => there.files.has(path) && !(path === earlierCatalog && decided.catalog !== undefined),
  )
  if (taken.length > 0) throw new Refused(taken.map((path) => takenFile(into, path)))

  let areTypesChecked = true
  let excused = 0
  for (let round = 0; round < rounds; round += 1) {
    const verdict = await inStaging(folder, isProject, new Map([...base, ...definitions.files]), (staging) =>
      judged(staging, areTypesChecked),
    )
    if (verdict.refused.length > 0) {
      const raw = refusedQueries(verdict.refused, definitions.files, definitions.questions)
      if (raw.length === 0 || round === rounds - 1) throw uncompiled(verdict.refused)
      decided = { ...decided, rawOnly: new Set([...decided.rawOnly, ...raw]) }
    } else {
      const ours = verdict.found.filter(({ place }) => definitions.files.has(place.file))
      const errors = ours.filter(({ severity, check }) => severity === 'error' && check !== 'unused-waiver')
      if (errors.length === 0) {
        const changes = differences(
          read,
          verdict.artifacts.filter(({ path }) => isMade(definitions, path)),
          (file) => file,
        )
        const files = new Map([...base, ...definitions.files])
        write(into, files)
        return { definitions, changes, excused, folder: into, written: [...files.keys()] }
      }
      if (round === rounds - 1) throw uncompiled(errors)
      excused += errors.length
      areTypesChecked = false
      decided = { ...decided, waived: merged(decided.waived, waiversFor(errors)) }
    }
    definitions = definitionsOf(read, known, decided)
  }
  throw new Error('An import ends in its last round.')
}

/** Whether an output comes of what was imported. */
const isMade = ({ made }: Definitions, path: string): boolean => {
  const stem = basename(path).replace(/\.(?:json|yml)$/, '')
  return [...made.values()].some((file) => basename(file) === `${stem}.ts`)
}

interface Contents {
  readonly files: ReadonlySet<string>
  readonly uids: ReadonlyMap<string, string>
  /** The names of series that it declares or records. */
  readonly series: ReadonlySet<string>
  readonly metrics: readonly Defined<AnyMetric>[]
}

const nothing: Contents = { files: new Set(), uids: new Map(), series: new Set(), metrics: [] }

/** The catalog of an earlier import. */
function catalogIn(folder: string): string | undefined {
  const path = join(folder, earlierCatalog)
  const text = existsSync(path) ? readFileSync(path, 'utf8') : ''
  return isOfImport(text) ? text : undefined
}

/** What a project has already. Throws `Refused` where it does not load. */
async function contentsOf(folder: string): Promise<Contents> {
  const model = modelOf(await load(folder))
  const boards = model.imported.boards.map(({ file, value }) => [value.uid ?? '', file] as const)
  return {
    files: new Set(definitionFiles(folder).map((path) => path.slice(folder.length + 1))),
    uids: new Map([...model.dashboards.map(({ uid, file }) => [uid, file] as const), ...boards]),
    series: new Set(model.catalog.names),
    metrics: model.metrics,
  }
}

function placeProblems(folder: string, isProject: boolean): readonly Problem[] {
  const problem = (where: string, what: string, next: string): Problem[] => [{ where, what, next }]
  if (!existsSync(dirname(folder)))
    return problem(dirname(folder), 'There is no such folder.', 'Make it, or name another place with --into.')
  if (!existsSync(folder) || isProject) return []
  try {
    if (readdirSync(folder).length === 0) return []
  } catch {
    return problem(folder, 'This is no folder.', 'Name a folder that is not there yet, with --into DIR.')
  }
  return problem(
    folder,
    'The folder holds files, and is no project: it has no stack.ts beside a package.json.',
    'Name a folder that is not there yet, or a project, with --into DIR.',
  )
}

/** Grafana loads one of two dashboards with one uid. */
function uidProblems({ dashboards }: Read, taken: ReadonlyMap<string, string>): readonly Problem[] {
  const first = new Map<string, string>()
  return dashboards.flatMap(({ file, json: { uid } }) => {
    if (typeof uid !== 'string' || uid === '') return []
    const shown = printable(uid)
    const theirs = taken.get(uid)
    const other = first.get(uid)
    first.set(uid, other ?? file)
    if (theirs !== undefined)
      return [
        {
          where: file,
          what: `The uid ${shown} is that of ${theirs} of this project.`,
          next: 'Give it another uid, or remove that definition.',
        },
      ]
    if (other === undefined) return []
    return [
      {
        where: file,
        what: `The uid ${shown} is that of a dashboard in ${other} already, and Grafana loads one of the two.`,
        next: 'Give each its own, or import one of them.',
      },
    ]
  })
}

const takenFile = (into: string, path: string): Problem => ({
  where: join(into, path),
  what: 'This file is there already.',
  next: 'Rename what is imported, or remove the file; nothing was written.',
})

const uncompiled = (
  found: readonly {
    readonly place: { readonly file: string; readonly path: readonly string[] }
    readonly what: string
    readonly next: string
  }[],
): Refused =>
  new Refused(
    found.slice(0, 20).map(({ place, what, next }) => ({
      where: [place.file, ...place.path].join(' › '),
      what: `What would be written does not compile here: ${what}`,
      next: `Import the file without this part, and tell us of it. ${next}`,
    })),
  )

type Waived = Decided['waived']

function merged(one: Waived, other: Waived): Waived {
  const files = new Map([...one].map(([file, places]) => [file, new Map(places)]))
  for (const [file, places] of other) {
    const known = files.get(file) ?? new Map<string, Readonly<Record<string, string>>>()
    files.set(file, known)
    for (const [place, waive] of places) known.set(place, { ...known.get(place), ...waive })
  }
  return files
}

const idOf = (name: string): string =>
  fileName(name)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '') || 'imported'

function write(into: string, files: ReadonlyMap<string, string>): void {
  try {
    replaceFiles(
      into,
      [...files].map(([path, text]) => [path, Buffer.from(text)]),
    )
    for (const name of definitionFolders) mkdirSync(join(into, name), { recursive: true })
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error
    throw new Refused({
      where: into,
      what: `It could not be written: ${error.message}.`,
      next: 'Free the path and allow writing to it, or name another one with --into.',
    })
  }
}
