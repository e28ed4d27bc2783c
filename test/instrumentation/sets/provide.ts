import { hasSet } from './check.ts'
import { type Interpreter, interpreters } from './interpreters.ts'
import { make, unreachable, type Where } from './make.ts'
import { type PythonSet, pythonOf, type SetName, setNames, sets, suits } from './sets.ts'

/** The Python that has a set, or why none has and whether that is the network's fault alone. */
export type Provided =
  | { readonly python: string; readonly version: string }
  | { readonly python: undefined; readonly because: string[]; readonly isOffline: boolean }

/** Looks for every set, and makes what may be made. */
export async function provideAll(): Promise<Record<SetName, Provided>> {
  const found = await interpreters()
  const answers = await Promise.all(setNames.map(async (name) => [name, await provide(sets[name], found)] as const))
  return Object.fromEntries(answers) as Record<SetName, Provided>
}

/** A Python that has the packages already, the newest one first; else an environment of the newest Python that can be had. */
export async function provide(set: PythonSet, found: readonly Interpreter[], where?: Where): Promise<Provided> {
  const suitable = found.filter(({ version }) => suits(set, version))
  for (const { path, version } of suitable)
    if (await hasSet(path, set)) return { python: path, version: version.join('.') }
  const because = new Set<string>()
  for (const each of suitable) {
    const made = await make(set, each, where)
    if (made.python !== undefined) return { python: made.python, version: each.version.join('.') }
    because.add(made.fault)
    // It is no more there for the next one.
    if (made.fault === unreachable) break
  }
  if (suitable.length === 0) because.add(noPython(set, found))
  return { python: undefined, because: [...because], isOffline: because.has(unreachable) }
}

/** Names what there is in its place, with its version. */
function noPython(set: PythonSet, found: readonly Interpreter[]): string {
  const there = found.map(({ path, version }) => `${path} is ${version.join('.')}`)
  return `it needs ${pythonOf(set)}, and ${there.length === 0 ? 'there is no Python' : there.join(', ')}`
}
