import { chmodSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { type Engine, findEngine } from '../../../build/commands/engine.ts'
import { findProgram, findTool, variableOf } from '../../../build/commands/tools.ts'
import { Refused } from '../../../build/findings/problem.ts'
import type { ReleaseSet } from '../../../build/stack/schema.ts'
import { copyFromImage } from './from-image.ts'
import { buildFromModule } from './from-module.ts'
import { type ProgramName, programNames, recipes, versionFor } from './recipes.ts'
import { versionOf } from './version.ts'

/** Where programs of releases are kept, as NAME-VERSION: once for each user of a machine, outside of what `npm ci` removes. */
export const cache = (env: NodeJS.ProcessEnv = process.env): string => {
  const { XDG_CACHE_HOME: named = '' } = env
  return join(isAbsolute(named) ? named : join(homedir(), '.cache'), 'pybase-monitoring', 'programs')
}

/** The path of each program. */
export type Programs = Readonly<Record<ProgramName, string>>

/**
 * The programs of a release set: each from its environment variable (`PROMETHEUS`), PATH, the cache, its published image,
 * or, where Go is, built from its module, the last two into the cache, unless only what is here counts. Says what takes long.
 * Throws `Refused` with every program that cannot be had, and for a variable that names one of another version.
 */
export async function findPrograms(
  set: string,
  releases: Partial<ReleaseSet>,
  folder: string = cache(),
  from: 'here' | 'anywhere' = 'anywhere',
): Promise<Programs> {
  const ways = from === 'here' ? [] : [fromImage, fromModule]
  const scratch = mkdtempSync(join(tmpdir(), 'pybase-programs-'))
  try {
    const found: [ProgramName, string][] = []
    const problems: string[] = []
    for (const name of programNames) {
      const release = releases[recipes[name].of]
      if (release === null || release === undefined) continue
      const version = versionFor(name, release)
      const result = await find({ name, version, release, set, folder, scratch }, ways)
      if ('path' in result) found.push([name, result.path])
      else problems.push(`${name} ${version}: ${result.reasons.join('; ')}`)
    }
    if (problems.length > 0) throw missing(set, problems, from)
    return Object.fromEntries(found) as Programs
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

const missing = (set: string, problems: readonly string[], from: 'here' | 'anywhere'): Refused =>
  new Refused({
    where: `--releases ${set}`,
    what: `Programs of this release set cannot be had:\n    ${problems.join('\n    ')}`,
    next:
      from === 'here'
        ? `Run \`npm run programs -- --releases ${set}\`, which gets them, once for this machine.`
        : `Name each in its environment variable (${variableOf('prometheus')}=/path), or install Go or start a container engine.`,
  })

interface Wanted {
  readonly name: ProgramName
  readonly version: string
  /** That of the set; another than the version where that is its substitute. */
  readonly release: string
  readonly set: string
  readonly folder: string
  readonly scratch: string
}
type Found = { readonly path: string } | { readonly reasons: readonly string[] }

async function find(wanted: Wanted, ways: readonly Get[]): Promise<Found> {
  const { name, version, release, set, folder } = wanted
  const installedPath = findTool(name)
  const installedVersion = installedPath === undefined ? undefined : await versionOf(installedPath)
  if (installedPath !== undefined && installedVersion === version) return { path: installedPath }
  const given = process.env[variableOf(name)] ?? ''
  if (given !== '')
    throw new Refused({
      where: `${variableOf(name)}=${given}`,
      what: `It is ${name} ${installedVersion ?? 'of no version that it tells'}, and ${set} runs ${version}${version === release ? '' : ` instead of ${release}`}.`,
      next: `Name a program of ${version}, or unset ${variableOf(name)} so that it is looked for.`,
    })
  const place = join(folder, `${name}-${version}`)
  if (existsSync(place) && (await versionOf(place)) === version) return { path: place }
  const reasons = [
    installedPath === undefined ? 'none in PATH' : `${installedPath} is ${installedVersion ?? 'of no version'}`,
    ...(ways.length === 0 ? [`none in ${folder}`] : []),
  ]
  for (const get of ways) {
    const reason = await kept(place, wanted, get)
    if (reason === undefined) return { path: place }
    reasons.push(reason)
  }
  return { reasons }
}

/** Gets a program to a new file: answers why that fails, if it does. */
type Get = (wanted: Wanted, to: string) => Promise<string | undefined>

/** Gets a program beside its place and moves it there, so that one which was interrupted is never taken for whole. */
async function kept(place: string, wanted: Wanted, get: Get): Promise<string | undefined> {
  const { name, version, folder } = wanted
  mkdirSync(folder, { recursive: true })
  const beside = mkdtempSync(join(folder, 'new-'))
  try {
    const made = join(beside, name)
    const reason = await get(wanted, made)
    if (reason !== undefined) return reason
    chmodSync(made, 0o755)
    const told = await versionOf(made)
    if (told !== version) return `what was got as ${version} says that it is ${told ?? 'of no version'}`
    renameSync(made, place)
    return undefined
  } finally {
    rmSync(beside, { recursive: true, force: true })
  }
}

const fromImage: Get = async ({ name, version }, to) => {
  const engine = await anyEngine()
  if (typeof engine === 'string') return engine
  const { image, inImage } = recipes[name]
  return copyFromImage(engine, image(version), inImage, to)
}

/** An engine that answers, or why there is none. */
const anyEngine = (): Promise<Engine | string> =>
  findEngine((reason) => ({ where: 'a container engine', what: reason, next: '' })).catch((error: unknown) => {
    if (error instanceof Refused) return `no container engine: ${error.problems.map(({ what }) => what).join(' ')}`
    throw error
  })

const fromModule: Get = ({ name, version, scratch }, to) => {
  const go = findProgram('go') ?? findProgram('/usr/local/go/bin/go')
  if (go === undefined) return Promise.resolve('no Go')
  console.log(`Building ${name} ${version} from its Go module, once; this takes minutes.`)
  return buildFromModule(go, recipes[name], version, scratch, to)
}
