import { checks } from '../checks/all.ts'
import type { TypeSource } from '../definitions/types/checker.ts'
import { Refused } from '../findings/problem.ts'
import { type FormatName, formatNames, formats } from '../findings/report.ts'
import { isColoured } from '../findings/styled.ts'
import { nearest } from '../nearest.ts'
import type { Running } from './check/running.ts'

export interface CheckOptions {
  /** Files and folders of somebody; without one, our definitions are checked. */
  readonly paths: readonly string[]
  /** Recorded `/metrics` texts. */
  readonly catalogs: readonly string[]
  readonly isForeignOnly: boolean
  /** Whether no metric is to be known. */
  readonly isWithoutCatalog: boolean
  /** The settings, instead of the nearest `monitoring-check.yml`. */
  readonly config: string | undefined
  /** A revision of git whose findings are not told. */
  readonly changedSince: string | undefined
  /** A file of findings that are not told, and one that keeps those of this run. */
  readonly baseline: string | undefined
  readonly writeBaseline: string | undefined
  /** Folders whose files are a stack each. */
  readonly scopes: readonly string[]
  /** Checks whose findings are not wanted. */
  readonly without: readonly string[]
  /** The release of Prometheus that will load the files. */
  readonly version: string | undefined
  readonly format: string | undefined
  readonly waivers: boolean
  /** The Prometheus that is asked; `undefined` where none is. */
  readonly running: Running | undefined
  readonly types: TypeSource
}

/** Prints every finding, and warns of files of `out/` that somebody edited. Answers 0 without any, 1 with some; throws `Refused` (exit 2) for wrong usage. */
export async function check(options: CheckOptions): Promise<number> {
  const format = formatOf(options.format)
  const paths = options.paths.filter((path) => !isExposition(path))
  const catalogs = [...options.catalogs, ...options.paths.filter(isExposition)]
  refuseIdle({ ...options, paths, catalogs })
  if (paths.length === 0 && options.running !== undefined) {
    const { askRunning } = await import('./check/running.ts')
    const { metrics } = await askRunning(options.running, new Set())
    console.log(
      `${options.running.saveAs}: ${metrics.length} metrics. Check with them: --only-catalog --catalog ${options.running.saveAs}`,
    )
    return 0
  }
  if (options.waivers) {
    const { ourWaivers } = await import('./check/ours.ts')
    console.log(await ourWaivers())
    return 0
  }
  const found = await (paths.length === 0
    ? import('./check/ours.ts').then(({ checkOurs }) => checkOurs(options.types))
    : import('./check/foreign.ts').then(({ checkFiles }) => checkFiles({ ...options, paths, catalogs })))
  console.log(formats[format](found, { colours: isColoured(), checks }))
  return found.diagnostics.length === 0 ? 0 : 1
}

const isExposition = (path: string): boolean => path.toLowerCase().endsWith('.prom')

function formatOf(name = 'text'): FormatName {
  const found = formatNames.find((each) => each === name)
  if (found !== undefined) return found
  const meant = nearest(name, formatNames)
  throw wrong(
    `There is no format ${name}${meant === undefined ? '' : `; did you mean ${meant}?`}`,
    `Formats: ${formatNames.join(', ')}.`,
  )
}

/** What is asked for together and makes no sense. A catalog says nothing of our own definitions, and without one nothing at all is known. */
function refuseIdle({
  paths,
  catalogs,
  isForeignOnly,
  isWithoutCatalog,
  without,
  version,
  running,
  scopes,
  config,
  changedSince,
  baseline,
  writeBaseline,
}: CheckOptions): void {
  const ofFiles = {
    '--config': config,
    '--changed-since': changedSince,
    '--baseline': baseline,
    '--write-baseline': writeBaseline,
    '--scope': scopes[0],
    '--without': without[0],
    '--prometheus-version': version,
    '--no-catalog': isWithoutCatalog || undefined,
  }
  const [idle] = Object.entries(ofFiles).find(([, value]) => value !== undefined) ?? []
  if (idle !== undefined && paths.length === 0)
    throw wrong(
      `${idle} is for checking files, and no file is named.`,
      'Name rule files, dashboards, or a folder of them.',
    )
  if (baseline !== undefined && writeBaseline !== undefined)
    throw wrong('--baseline and --write-baseline contradict each other.', 'Leave one of them out.')
  if (running !== undefined && (catalogs.length > 0 || isForeignOnly || isWithoutCatalog))
    throw wrong(
      '--prometheus and a catalog contradict each other.',
      'Leave one of them out: the server knows what it has.',
    )
  if (running !== undefined && paths.length === 0 && running.saveAs === undefined)
    throw wrong(
      '--prometheus is for checking files, and no file is named.',
      'Name rule files or dashboards, or keep what it knows: --save-catalog FILE.',
    )
  if (isWithoutCatalog && (catalogs.length > 0 || isForeignOnly))
    throw wrong('--no-catalog and a catalog contradict each other.', 'Leave one of them out.')
  if (version !== undefined && !/^\d+\.\d+(?:\.\d+)?$/.test(version))
    throw wrong(`${version} is no release of Prometheus.`, 'Write its number: --prometheus-version 3.5.')
  if (catalogs.length > 0 && paths.length === 0)
    throw wrong(
      'A catalog is for checking files, and no file is named.',
      'Name rule files, dashboards, or a folder of them.',
    )
  if (catalogs.length === 0 && isForeignOnly)
    throw wrong(
      '--only-catalog needs a catalog.',
      'Add --catalog FILE with a recorded /metrics text, or a saved catalog.',
    )
}

const wrong = (what: string, next: string): Refused => new Refused({ where: 'command line › check', what, next }, 2)
