import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Problem, Refused } from '../findings/problem.ts'
import type { Group } from '../language/alert.ts'
import type { Dashboard } from '../language/dashboard.ts'
import type { Drill } from '../language/drill.ts'
import type { Board, RuleFile } from '../language/imported.ts'
import type { Job } from '../language/job.ts'
import type { AnyMetric } from '../language/metric.ts'
import { type AnyQuery, Query } from '../language/query.ts'
import { importModule, loadedAtOnce } from '../modules.js'
import type { Stack } from '../stack/schema.ts'
import { brokenFile, misused } from './broken.ts'
import { type DrillRecord, readDrills } from './drills.ts'
import { type FaultRecord, readFaults } from './faults.ts'
import { misfits } from './jobs.ts'
import { kubernetesMisfits } from './kubernetes.ts'
import { type Proofs, readProofs } from './proofs.ts'

/** A definition and the file that it came from, relative to the repository: `dashboards/overview.ts`. */
export interface Defined<T> {
  readonly file: string
  /** The name of the output: the file's name without its extension, or the exported name of a metric or query. */
  readonly name: string
  readonly value: T
}

/** Everything that people define, as their files export it. */
export interface Definitions {
  readonly stack: Stack
  readonly jobs: readonly Job[]
  readonly metrics: readonly Defined<AnyMetric>[]
  /** Metrics that an exported object holds for those who read them, by `object.name`: none of them is the project's own. */
  readonly beside?: readonly Defined<AnyMetric>[]
  readonly queries: readonly Defined<AnyQuery>[]
  readonly dashboards: readonly Defined<Dashboard>[]
  readonly groups: readonly Defined<Group>[]
  /** Dashboards and rule files that were there before their definitions. */
  readonly imported?: Imported
  /** The prose of each runbook, by alert name. */
  readonly runbooks: ReadonlyMap<string, string>
  /** What came of faults on real servers; `undefined` where nothing was recorded. */
  readonly faults: FaultRecord | undefined
  /** What happens to a healthy stack, and what must come of it, by the names of the exports. */
  readonly drills: readonly Defined<Drill>[]
  /** What came of them when they were last played. */
  readonly drilled: DrillRecord
  readonly proofs: Proofs
  /** What the project adds to the compiler, an `Extension` of `build/extension.ts`: who uses a part of it knows the part. */
  readonly extension?: object | undefined
}

/** What was imported, and keeps its ids, places, labels and texts. */
export interface Imported {
  readonly boards: readonly Defined<Board>[]
  readonly ruleFiles: readonly Defined<RuleFile>[]
}

type Module = Readonly<Record<string, unknown>>

/** Loads the definitions below `root`. Throws `Refused` with every file that cannot be loaded. */
export async function load(root: string): Promise<Definitions> {
  const problems: Problem[] = []
  const atOnce = await loadedAtOnce(root)
  const loaded = async (file: string): Promise<Module | undefined> =>
    (atOnce?.get(file) as Module | undefined) ?? importFile(root, file, problems)
  const modules = async (folder: string): Promise<readonly Defined<Module>[]> => {
    const found: Defined<Module>[] = []
    for (const name of typescriptFiles(join(root, folder))) {
      const file = `${folder}/${name}.ts`
      const value = await loaded(file)
      if (value !== undefined) found.push({ file, name, value })
    }
    return found
  }

  const settings = await loaded('stack.ts')
  const queryFiles = await modules('queries')
  const shown = defaults<Dashboard | Board>(await modules('dashboards'), ['dashboard', 'board'], problems)
  const alertFiles = await modules('alerts')
  const watched = defaults<Group | RuleFile>(alertFiles, ['group', 'rule file'], problems)
  const groups = ofType<Group>(watched, 'group')
  problems.push(...ungathered(alertFiles, groups))
  const drillFiles = existsSync(join(root, 'alerts', 'drills')) ? await modules('alerts/drills') : []
  const jobs = queryFiles.find(({ name }) => name === 'jobs')?.value.default
  if (problems.length === 0 && !Array.isArray(jobs)) {
    problems.push({
      where: 'queries/jobs.ts',
      what: 'The file exports no list of jobs by default.',
      next: 'End it with `export default [ … ] as const`.',
    })
  }
  // One broken file breaks all that import it: say it once.
  if (problems.length > 0) throw new Refused(problems.filter(isFirstToSay))

  const { default: stack, extension } = settings as { readonly default: Stack; readonly extension?: object }
  const unfit = [
    ...misfits(root, stack, jobs as readonly Job[], groups),
    ...kubernetesMisfits(stack, jobs as readonly Job[]),
  ]
  if (unfit.length > 0) throw new Refused(unfit.filter(isFirstToSay))

  const exports = queryFiles.flatMap(({ file, value }) =>
    Object.entries(value).map(([name, exported]) => ({ file, name, value: exported })),
  )
  return {
    stack,
    jobs: jobs as readonly Job[],
    metrics: exports.filter((entry): entry is Defined<AnyMetric> => isMetric(entry.value)),
    beside: exports.flatMap(({ file, name, value }) =>
      typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
        ? Object.entries(value).flatMap(([inner, metric]) =>
            isMetric(metric) ? [{ file, name: `${name}.${inner}`, value: metric }] : [],
          )
        : [],
    ),
    queries: exports.filter((entry): entry is Defined<AnyQuery> => isQuery(entry.value)),
    dashboards: ofType<Dashboard>(shown, 'dashboard'),
    groups,
    imported: { boards: ofType<Board>(shown, 'board'), ruleFiles: ofType<RuleFile>(watched, 'rule file') },
    runbooks: readRunbooks(join(root, 'alerts', 'runbooks')),
    faults: readFaults(root),
    drills: drillFiles.flatMap(({ file, value }) =>
      Object.entries(value)
        .flatMap(([name, exported]) => (isDrill(exported) ? [{ file, name, value: exported }] : []))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    ),
    drilled: readDrills(root),
    proofs: readProofs(root),
    extension,
  }
}

/** The settings of the project below `root` alone. Throws `Refused` where they cannot be loaded. */
export async function loadStack(root: string): Promise<Stack> {
  const problems: Problem[] = []
  const atOnce = await loadedAtOnce(root)
  const settings = atOnce?.get('stack.ts') ?? (await importFile(root, 'stack.ts', problems))
  if (settings === undefined) throw new Refused(problems)
  return (settings as { readonly default: Stack }).default
}

async function importFile(root: string, file: string, problems: Problem[]): Promise<Module | undefined> {
  try {
    return (await importModule(pathToFileURL(join(root, file)).href)) as Module
  } catch (error) {
    if (error instanceof Refused) problems.push(...misused(error, join(root, '/')))
    else problems.push(brokenFile(error, join(root, '/'), file))
    return undefined
  }
}

function defaults<T extends { readonly type: string }>(
  modules: readonly Defined<Module>[],
  types: readonly [T['type'], ...T['type'][]],
  problems: Problem[],
): readonly Defined<T>[] {
  const [type] = types
  return modules.flatMap(({ file, name, value }) => {
    const exported = value.default as T | undefined
    if (exported !== undefined && types.includes(exported?.type)) return [{ file, name, value: exported }]
    problems.push({
      where: file,
      what: exported === undefined ? 'The file has no default export.' : `The default export is no ${type}.`,
      next: `End it with \`export default ${type}(…)\`, or move it to another folder.`,
    })
    return []
  })
}

/** Rules that a file exports and no group gathers: nobody would ever evaluate them. */
function ungathered(files: readonly Defined<Module>[], groups: readonly Defined<Group>[]): readonly Problem[] {
  const gathered = new Set<unknown>(groups.flatMap(({ value }) => value.rules))
  // Of a file without a group that is said already.
  const grouped = files.filter(({ file }) => groups.some((group) => group.file === file))
  return grouped.flatMap(({ file, value }) =>
    Object.entries(value)
      .filter(([, exported]) => isRule(exported) && !gathered.has(exported))
      .map(([name]) => ({
        where: `${file} › ${name}`,
        what: `No group gathers ${name}, so nothing would evaluate it.`,
        next: `List it at the end of the file: export default group(…, ${name}).`,
      })),
  )
}

const isRule = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'type' in value && ['alert', 'recording'].includes(String(value.type))

const ofType = <T extends { readonly type: string }>(
  all: readonly Defined<{ readonly type: string }>[],
  type: T['type'],
): readonly Defined<T>[] => all.filter((each): each is Defined<T> => each.value.type === type)

const isFirstToSay = ({ what, where }: Problem, at: number, all: readonly Problem[]): boolean =>
  all.findIndex((other) => other.what === what && other.where === where) === at

const metricTypes: readonly unknown[] = ['counter', 'gauge', 'histogram', 'info', 'timestamp']
const isMetric = (value: unknown): value is AnyMetric =>
  typeof value === 'object' && value !== null && 'type' in value && metricTypes.includes(value.type)
const isDrill = (value: unknown): value is Drill =>
  typeof value === 'object' && value !== null && 'type' in value && value.type === 'drill'
const isQuery = (value: unknown): value is AnyQuery => value instanceof Query && !isMetric(value)

const typescriptFiles = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => name.slice(0, -'.ts'.length))
    .sort()

/** A repository that keeps its runbooks elsewhere has no such folder. */
function readRunbooks(folder: string): ReadonlyMap<string, string> {
  if (!existsSync(folder)) return new Map()
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .sort()
  return new Map(files.map((name) => [name.slice(0, -'.md'.length), readFileSync(join(folder, name), 'utf8')]))
}
