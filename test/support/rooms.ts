import { type Import, imports, sources } from './imports.ts'

/** The rooms of the house, in the order in which the pipeline goes through them, and what each is for. */
export const rooms: Readonly<Record<string, string>> = {
  queries: 'what exists and what we ask of it, one file per process',
  alerts: 'alert groups, and the prose of the runbooks',
  dashboards: 'the dashboards',
  'stack.ts': 'settings: everything that differs between installations',
  'build/language': 'the words that definitions are written in',
  'build/exporters': 'how well-known exporters are run',
  'build/promql': 'the PromQL tree: parse, print, evaluate, type-check, infer labels and units',
  'build/stack': 'the schema of the settings, and the releases that ship',
  'build/findings':
    'what is wrong, where, and what to do next; how that is told, as text, JSON, SARIF, Markdown and to GitHub',
  'build/documents':
    "anybody's files, with places: YAML, JSON, expositions, rules, dashboards of each form, configurations; dashboards of version 2 in the classic form",
  'build/definitions': 'reads the definitions: loaded, their types checked, each mistake told once',
  'build/model': 'puts them together; what is checked, theirs or anybody’s',
  'build/documents/exposition': 'reads recorded /metrics texts',
  'build/checks': 'what the types cannot see, one file per check, sorted by what it reasons about',
  'build/witness': 'input series that show what each alert does',
  'build/targets': 'model → files',
  'build/output': 'writes them, whole or not at all',
  'build/documents/convert': 'dashboards of version 2 of the schema in the classic form',
  'build/diff': 'what two versions differ in: read, match, compare',
  'build/data': 'samples: of the synthetic day, of a Prometheus, of an exposition',
  'build/drills': 'what happens to a healthy stack, and what the alerts and Alertmanager make of it',
  'build/reference': 'pages about all that there is',
  'build/costs': 'what dashboards and rules read, and what would save it',
  'build/doctor': 'what a running stack should be, and is',
  'build/history': 'what alert rules would have done with what a Prometheus remembers',
  'build/preview': 'the dashboards drawn: the page, its server, its pictures; a package of its own',
  'build/explain': "what sets anybody's alert off, and what does not",
  'build/pybase': "what is PyBase's alone: its settings, instrumentation, operator's guide and synthetic day",
  'build/import': "anybody's dashboards and rules as definitions, and the proof that these are equal",
  'build/new': 'texts of definitions to be',
  'build/init': 'a project to begin with',
  'build/package': 'the compiler as an npm package',
  'build/bundle': 'the compiler as one file of JavaScript, which starts in a fraction of the time',
  'build/commands': 'the command line',
}

/** Definitions get the language by the name of the package. */
const roomOf = (file: string): string | undefined =>
  file === 'build/index.ts'
    ? 'build/language'
    : Object.keys(rooms).find((room) => file === room || file.startsWith(`${room}/`))

/** Which rooms a room cannot run without: its imports, those of types alone and those of the house's small tools left out. */
function neighbours(): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map(Object.keys(rooms).map((room) => [room, new Set<string>()]))
  for (const { file, from, type } of imports) {
    const [room, other] = [roomOf(file), roomOf(from)]
    if (!type && room !== undefined && other !== undefined && room !== other) found.get(room)?.add(other)
  }
  return found
}

/**
 * The ways in a circle: rooms, and files that stand beside them, of which each needs the others, were it only for a type. Each
 * circle is told by the imports that make it.
 */
export function circles(all: readonly Pick<Import, 'file' | 'from'>[] = imports): readonly string[] {
  const partOf = (file: string): string | undefined =>
    /^build\/[^/]+$/.test(file) && sources.has(file) ? file : roomOf(file)
  const ways = new Map<string, Map<string, string>>()
  for (const { file, from } of all) {
    const [part, other] = [partOf(file), partOf(from)]
    if (part === undefined || other === undefined || part === other) continue
    const own = ways.get(part) ?? new Map<string, string>()
    if (!own.has(other)) own.set(other, `${file} → ${from}`)
    ways.set(part, own)
  }
  const reached = (from: string, seen = new Set<string>()): ReadonlySet<string> => {
    for (const next of ways.get(from)?.keys() ?? [])
      if (!seen.has(next)) {
        seen.add(next)
        reached(next, seen)
      }
    return seen
  }
  const reach = new Map([...ways.keys()].map((part) => [part, reached(part)]))
  return [...ways].flatMap(([part, own]) =>
    [...own].flatMap(([other, told]) => (reach.get(other)?.has(part) ? [told] : [])),
  )
}

/** The folders of code that no room is. */
export const homeless = (): readonly string[] => [
  ...new Set(
    [...sources.keys()]
      .filter((file) => !file.startsWith('test/') && file.split('/').length > 2 && roomOf(file) === undefined)
      .map((file) => file.split('/').slice(0, 2).join('/')),
  ),
]

/** A page with the picture of the rooms and of the ways between them, those left out that others make. */
export function page(): string {
  const ways = neighbours()
  const reached = (from: string, seen = new Set<string>()): ReadonlySet<string> => {
    for (const next of ways.get(from) ?? [])
      if (!seen.has(next)) {
        seen.add(next)
        reached(next, seen)
      }
    return seen
  }
  const isImplied = (from: string, to: string): boolean =>
    [...(ways.get(from) ?? [])].some((over) => over !== to && reached(over).has(to))
  const edges = [...ways].flatMap(([from, others]) =>
    [...others]
      .filter((to) => !isImplied(from, to))
      .map((to) => `  ${idOf(from)} --> ${idOf(to)}`)
      .sort(),
  )
  return (
    [
      '# The rooms',
      'What imports what when it runs; a way that others make already is left out. Made from the code by `test/rooms.test.ts`,\n' +
        'which fails when this page is not current (`npx vitest run test/rooms -u` writes it). Definitions are data, without I/O: they\n' +
        'import the language, and checks and targets read what is made of them and know none. Rooms need each other one way, for types\n' +
        'too: a test refuses circles. `test/boundaries.test.ts` holds who may import whom.',
      [
        '```mermaid',
        'flowchart TD',
        ...Object.keys(rooms).map((room) => `  ${idOf(room)}[${room}]`),
        ...edges,
        '```',
      ].join('\n'),
      [
        '| room | what it is for |',
        '|---|---|',
        ...Object.entries(rooms).map(([room, what]) => `| \`${room}\` | ${what} |`),
      ].join('\n'),
    ].join('\n\n') + '\n'
  )
}

const idOf = (room: string): string => room.replace(/\W/g, '_')
