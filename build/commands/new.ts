import { readFileSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { listed } from '../checks/support/alternatives.ts'
import { Refused } from '../findings/problem.ts'
import { load } from '../model/load.ts'
import { nearest } from '../nearest.ts'
import { type Kind, kinds, type Request } from '../new/request.ts'
import { scaffold } from '../new/scaffold.ts'
import { isAbsent } from '../output/manifest.ts'
import { replaceFiles } from '../output/replace.ts'
import { formatted } from './new/format.ts'
import { tryOut } from './new/trial.ts'
import { projectRoot } from './paths.ts'
import { usageOf } from './usage.ts'

/** What each kind of definition can be told besides its name. */
const options: Readonly<Record<Kind, readonly (keyof Request)[]>> = {
  metric: ['in', 'type', 'labels', 'text'],
  query: ['in', 'of'],
  panel: ['in', 'of', 'by', 'type', 'row', 'text'],
  dashboard: ['of', 'by', 'type', 'text'],
  alert: ['in', 'of', 'by', 'row', 'above', 'below', 'text'],
  record: ['in', 'of', 'by', 'over'],
}

const spellings: Partial<Record<keyof Request, string>> = { labels: 'label' }

/**
 * Adds a definition and its test to the repository's files, laid out as `npm run format` does, and tells what is left
 * to a person. Everything is tried out in a copy before the first file is replaced. Throws `Refused`.
 */
export async function add(operands: readonly string[], wishes: Omit<Request, 'kind' | 'name'>): Promise<number> {
  const request: Request = { ...wishes, in: inRepository(wishes.in), ...named(operands) }
  refuseForeign(request)
  const definitions = await load(projectRoot())
  const { files, following, awaitsProse, made, left } = scaffold(request, { definitions, read })
  const before = new Map(Object.keys(files).map((file) => [file, read(file)]))
  const laidOut = Object.fromEntries(
    Object.entries(files).map(([file, text]) => [
      file,
      file.endsWith('.ts') ? formatted(projectRoot(), file, text) : text,
    ]),
  )
  const loaded = await tryOut(projectRoot(), laidOut, definitions, awaitsProse)
  refuseChanged(before)
  write({ ...laidOut, ...following?.(loaded) })
  console.log([...made, '', ...left.map((each) => `- ${each}`)].join('\n'))
  return 0
}

/** A path as the repository has it: `./queries/http.ts` is `queries/http.ts`. */
const inRepository = (path: string | undefined): string | undefined =>
  path === undefined ? undefined : relative(projectRoot(), resolve(path)).replaceAll(sep, '/')

function named([kind = '', name, ...rest]: readonly string[]): Pick<Request, 'kind' | 'name'> {
  const known = kinds.find((each) => each === kind)
  if (known !== undefined && name !== undefined && name !== '' && rest.length === 0) return { kind: known, name }
  throw wrong(
    known === undefined
      ? unknownKind(kind)
      : rest.length > 0
        ? `One name is expected after ${kind}, but there are ${rest.length + 1} words; a name with blanks stands in quotes.`
        : `The name of the ${kind} is missing.`,
  )
}

function unknownKind(kind: string): string {
  const all = listed(kinds, kinds.length, 'or')
  if (kind === '') return `It is not said what to add: ${all}.`
  const meant = nearest(kind, kinds)
  const hint = meant === undefined ? '' : ` Did you mean ${meant}?`
  return `There is no kind of definition ${kind}: it is ${all}.${hint}`
}

function refuseForeign(request: Request): void {
  const { kind } = request
  for (const name of ['in', 'of', 'by', 'type', 'labels', 'row', 'over', 'above', 'below', 'text'] as const) {
    const value = request[name]
    if (value === undefined || value.length === 0 || options[kind].includes(name)) continue
    const known = options[kind].map((each) => `--${spellings[each] ?? each}`)
    throw wrong(`A ${kind} has no --${spellings[name] ?? name}; it has ${known.join(', ')}.`)
  }
}

const wrong = (what: string): Refused =>
  new Refused({ where: 'command line › new', what, next: `Usage: ${usageOf('new')}` }, 2)

function read(file: string): string | undefined {
  try {
    return readFileSync(join(projectRoot(), file), 'utf8')
  } catch (error) {
    if (isAbsent(error)) return undefined
    throw unusable(file, 'read', error)
  }
}

function refuseChanged(before: ReadonlyMap<string, string | undefined>): void {
  const changed = [...before].find(([file, text]) => read(file) !== text)?.[0]
  if (changed === undefined) return
  throw new Refused({
    where: changed,
    what: 'The file was saved by somebody else meanwhile, so nothing was written.',
    next: 'Run this again.',
  })
}

function write(files: Readonly<Record<string, string>>): void {
  try {
    replaceFiles(
      projectRoot(),
      Object.entries(files).map(([file, text]) => [file, Buffer.from(text)]),
    )
  } catch (error) {
    throw unusable(Object.keys(files).join(', '), 'written', error)
  }
}

function unusable(where: string, doing: string, error: unknown): unknown {
  if (!(error instanceof Error && 'syscall' in error)) return error
  return new Refused({
    where,
    what: `Nothing was added, because the file cannot be ${doing}: ${error.message}.`,
    next: 'Allow reading and writing it, and run this again.',
  })
}
