import { packageName } from '../../place.js'
import { importLine, isWord } from '../modules.ts'
import { Names } from '../names.ts'
import { DefinitionText } from './source.ts'

interface Statement {
  readonly from: number
  readonly to: number
  /** As it is imported: `a`, or `a as b`; of a namespace `* as a`. */
  readonly names: readonly string[]
  readonly path: string
}

const statement = /^import (?:type )?(?:\{([^}]*)\}|(\* as [\w$]+)) from '([^']+)'\n/gm

const statementsIn = (text: string): readonly Statement[] =>
  [...text.matchAll(statement)].map(({ 0: found, 1: listed, 2: space, 3: path = '', index }) => ({
    from: index,
    to: index + found.length,
    names: space === undefined ? (listed ?? '').split(',').flatMap((name) => name.trim() || []) : [space],
    path,
  }))

const ownName = (name: string): string => name.replace(/^.* as /, '').replace(/^type /, '')

/** What a file of definitions imports, and what is imported besides for what is written into it. */
export class Imports {
  readonly #there: readonly Statement[]
  readonly #spaces = new Map<string, string>()
  readonly #added = new Map<string, string>()
  readonly #words = new Set<string>()
  readonly #names: Names
  readonly #text: string

  constructor(text: string) {
    this.#text = text
    this.#there = statementsIn(text)
    const declared = new DefinitionText(text).constants()
    this.#names = new Names([...this.#there.flatMap(({ names }) => names.map(ownName)), ...declared])
    for (const { names, path } of this.#there)
      for (const name of names) if (name.startsWith('* as ')) this.#spaces.set(path, ownName(name))
  }

  /** How the file names what another file of queries exports. */
  member(file: string, name: string): string {
    const path = `../${file}`
    const direct = this.#there
      .find((each) => each.path === path && !this.#spaces.has(path))
      ?.names.find((each) => each === name || each.startsWith(`${name} as `))
    if (direct !== undefined) return ownName(direct)
    const known = this.#spaces.get(path)
    if (known !== undefined) return `${known}.${name}`
    const alias = this.#names.take(file.replace(/^.*\//, '').replace(/\.ts$/, ''))
    this.#spaces.set(path, alias)
    this.#added.set(alias, path)
    return `${alias}.${name}`
  }

  /** A name that is written: a word of the language is imported. */
  word(name: string): void {
    if (isWord(name)) this.#words.add(name)
  }

  /** The text, edited, with the imports that it needs: those that only the old text needed are gone. */
  settled(text: string): string {
    const there = statementsIn(text)
    const uses = (of: string, statements: readonly Statement[]): ReadonlySet<string> => {
      const last = statements.at(-1)?.to ?? 0
      return new Set(new DefinitionText(of.slice(last)).code.match(/(?<![\w$.])[A-Za-z_$][\w$]*/g) ?? [])
    }
    const [before, now] = [uses(this.#text, this.#there), uses(text, there)]
    const isKept = (name: string): boolean => now.has(ownName(name)) || !before.has(ownName(name))
    const added = [...this.#added].filter(([alias]) => now.has(alias))
    let result = text
    let isOfPackage = false
    for (const { from, to, names, path } of [...there].reverse()) {
      const words = path === packageName ? [...this.#words].filter((word) => now.has(word)) : []
      isOfPackage ||= path === packageName && !names.some((name) => name.startsWith('* as '))
      const kept = [...new Set([...names.filter(isKept), ...words])]
      if (kept.length === names.length && names.every((name, at) => kept[at] === name)) continue
      result = result.slice(0, from) + lineOf(kept, path) + result.slice(to)
    }
    const missing = isOfPackage ? [] : [...this.#words].filter((word) => now.has(word))
    const lines = [
      ...(missing.length > 0 ? [`${importLine(missing)}\n`] : []),
      ...added.map(([alias, path]) => `import * as ${alias} from '${path}'\n`),
    ]
    return lines.reduce(withLine, result)
  }
}

const lineOf = (names: readonly string[], path: string): string => {
  const [first] = names
  if (first === undefined) return ''
  if (path === packageName) return `${importLine(names)}\n`
  if (first.startsWith('* as ')) return `import ${first} from '${path}'\n`
  const line = `import { ${names.join(', ')} } from '${path}'\n`
  return line.length <= 121 ? line : `import {\n${names.map((name) => `  ${name},\n`).join('')}} from '${path}'\n`
}

/** An import where the order of paths has it: packages before files. */
function withLine(text: string, line: string): string {
  const path = pathIn(line)
  const later = statementsIn(text).find((each) => order(each.path) > order(path))
  const last = statementsIn(text).at(-1)
  const at = later?.from ?? last?.to ?? 0
  return text.slice(0, at) + line + text.slice(at)
}

const pathIn = (line: string): string => /from '([^']+)'/.exec(line)?.[1] ?? ''
const order = (path: string): string => (path.startsWith('.') ? `1${path}` : `0${path}`)
