import { readExpositions } from '../checks/read/expositions.ts'
import { readFiles } from '../checks/read/files.ts'
import { subjectOfFiles } from '../checks/read/subject.ts'
import { problemOf } from '../checks/render.ts'
import { runChecks } from '../checks/run.ts'
import type { Subject } from '../checks/subject.ts'
import { readDefinitions } from '../definitions/read.ts'
import type { TypeSource } from '../definitions/types/checker.ts'
import { resolve } from '../model/model.ts'
import { nearest } from '../nearest.ts'
import { Refused } from '../problem.ts'
import { subjectOf } from '../subject.ts'
import { wrongIn } from '../wrong.ts'
import { type FormatName, formatNames, formats } from './check/report.ts'
import { counted } from './check/summary.ts'
import { waiversText } from './check/waivers.ts'
import { editedOutput } from './edited.ts'
import { root } from './paths.ts'
import { isColoured } from './styled.ts'
import { untyped } from './types.ts'

export interface CheckOptions {
  /** Files and folders of somebody; without one, our definitions are checked. */
  readonly paths: readonly string[]
  /** Recorded `/metrics` texts. */
  readonly catalogs: readonly string[]
  readonly isForeignOnly: boolean
  readonly format: string | undefined
  readonly waivers: boolean
  readonly types: TypeSource
}

/** Prints every finding, and warns of files of `out/` that somebody edited. Answers 0 without any, 1 with some; throws `Refused` (exit 2) for wrong usage. */
export async function check(options: CheckOptions): Promise<number> {
  const format = formatOf(options.format)
  const paths = options.paths.filter((path) => !isExposition(path))
  const catalogs = [...options.catalogs, ...options.paths.filter(isExposition)]
  refuseIdle({ ...options, paths, catalogs })
  const files = readFiles(paths)
  const expositions = readFiles(catalogs)
  const isOurs = paths.length === 0 && !options.waivers
  const reading = await readDefinitions(root, isOurs ? options.types : 'none')
  const { definitions, findings } = reading
  if (definitions === undefined || findings.length > 0) {
    if (!isOurs) throw new Refused(findings.map(problemOf))
    console.log(
      formats[format]({ diagnostics: wrongIn(reading), checked: 'the definitions' }, { colours: isColoured() }),
    )
    return 1
  }
  if (isOurs && options.types === 'none') console.error(untyped)
  const model = resolve(definitions)
  if (options.waivers) {
    console.log(waiversText(model))
    return 0
  }
  const { series, faults } = readExpositions(expositions.texts)
  const { isForeignOnly } = options
  const subject =
    paths.length === 0
      ? subjectOf(model)
      : withFaults(subjectOfFiles(files.texts, { model, foreign: series, isForeignOnly }), [
          ...files.faults,
          ...expositions.faults,
          ...faults,
        ])
  const diagnostics = runChecks(subject)
  if (isOurs && !diagnostics.some(({ severity }) => severity === 'error')) {
    const edited = await editedOutput(async () => {
      const { compileDefinitions } = await import('../compile.ts')
      return compileDefinitions(definitions).artifacts
    })
    if (edited !== undefined) console.error(edited)
  }
  const checked = checkedIn(subject, files.texts.length)
  console.log(formats[format]({ diagnostics, checked }, { colours: isColoured() }))
  return diagnostics.length === 0 ? 0 : 1
}

const isExposition = (path: string): boolean => path.toLowerCase().endsWith('.prom')

const withFaults = (subject: Subject, faults: Subject['faults'] & object): Subject => ({
  ...subject,
  faults: [...(subject.faults ?? []), ...faults],
})

function formatOf(name = 'text'): FormatName {
  const found = formatNames.find((each) => each === name)
  if (found !== undefined) return found
  const meant = nearest(name, formatNames)
  throw wrong(
    `There is no format ${name}${meant === undefined ? '' : `; did you mean ${meant}?`}`,
    `Formats: ${formatNames.join(', ')}.`,
  )
}

/** A catalog says nothing of our own definitions, and without one nothing at all is known. */
function refuseIdle({ paths, catalogs, isForeignOnly }: CheckOptions): void {
  if (catalogs.length > 0 && paths.length === 0)
    throw wrong(
      'A catalog is for checking files, and no file is named.',
      'Name rule files, dashboards, or a folder of them.',
    )
  if (catalogs.length === 0 && isForeignOnly)
    throw wrong('--only-catalog needs a catalog.', 'Add --catalog FILE with a recorded /metrics text.')
}

const wrong = (what: string, next: string): Refused => new Refused({ where: 'command line › check', what, next }, 2)

/** `12 rules and 40 panels`, and of how many files where they are somebody's. */
function checkedIn({ ruleFiles, dashboards, model: ours }: Subject, files: number): string {
  const rules = ruleFiles.flatMap(({ groups }) => groups.flatMap((group) => group.rules)).length
  const panels = dashboards.flatMap((dashboard) => dashboard.panels).length
  const what = `${counted(rules, 'rule')} and ${counted(panels, 'panel')}`
  return ours === undefined ? `${what} of ${counted(files, 'file')}` : what
}
