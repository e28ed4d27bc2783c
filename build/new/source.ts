import { refused } from './request.ts'

const token = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g

/** The text with blanks for its comments and underscores for its literals: what is left is code, in its place. */
export const bare = (text: string): string =>
  text.replace(token, (found) => found.replace(/[^\n]/g, found.startsWith('/') ? ' ' : '_'))

/** The arguments or entries between the bracket at `open` and the one that closes it. */
interface Brackets {
  readonly close: number
  /** Where each begins, blanks and comments skipped. */
  readonly entries: readonly number[]
}

/** What the bracket at `open` holds, or `undefined` where it is not closed. */
export function brackets(text: string, open: number): Brackets | undefined {
  const code = bare(text)
  const entries: number[] = []
  let depth = 0
  let due = false
  for (let at = open; at < code.length; at += 1) {
    const sign = code.charAt(at)
    if (/\s/.test(sign)) continue
    if (')]}'.includes(sign)) depth -= 1
    if (depth === 0 && at > open) return { close: at, entries }
    if (due && sign !== ',') entries.push(at)
    due = depth === 1 && sign === ','
    if ('([{'.includes(sign)) {
      depth += 1
      due ||= at === open
    }
  }
  return undefined
}

/** Puts another argument into the call, or another entry into the object, whose bracket opens at `open`. */
export function append(text: string, open: number, entry: string): string {
  const close = brackets(text, open)?.close
  if (close === undefined) throw new Error(`The bracket at ${open} is not closed.`)
  const last = bare(text).slice(0, close).trimEnd().length
  const comma = /[([{,]/.test(text.charAt(last - 1)) ? '' : ','
  return `${text.slice(0, last)}${comma}${text.slice(last, close).trimEnd()}\n${entry},\n${text.slice(close)}`
}

export const insertAt = (text: string, at: number, added: string): string => text.slice(0, at) + added + text.slice(at)

/** Where `pattern`, which ends with the bracket, opens it: once in the file. Throws `Refused` with what to write. */
export function opening(file: string, text: string, pattern: RegExp, expected: string): number {
  const found = [...bare(text).matchAll(new RegExp(pattern.source, 'gm'))]
  const [only] = found
  const open = only === undefined ? -1 : only.index + only[0].length - 1
  if (only !== undefined && found.length === 1 && brackets(text, open) !== undefined) return open
  throw refused(
    file,
    `The file should hold \`${expected}\` once, at the beginning of a line, but holds it ${found.length === 1 ? 'unclosed' : `${found.length} times`}.`,
    'Write the definition by hand, as the README shows, or bring the file into that form and run this again.',
  )
}

/** Whether a file declares or imports this identifier. */
export const declares = (text: string, name: string): boolean =>
  new RegExp(
    `^(?:export )?(?:const|let|function|class|type|interface) (?:${name}\\b|[{[][^=]*\\b${name}\\b)`,
    'm',
  ).test(text) || new RegExp(`^import (?:[^']*[\\s{,])?${name}\\b[^']* from '`, 'm').test(text)

/** The names in braces that a file imports from another, as it spells the path. */
const importedFrom = (text: string, from: string): readonly string[] =>
  [...text.matchAll(/^import (?:\w+, )?\{([^}]*)\} from '([^']+)'/gm)]
    .filter(([, , path]) => path === from)
    .flatMap(([, names = '']) => names.split(',').map((name) => name.trim()))

/** Imports a name, unless it is imported already. The formatter merges and sorts. */
export const importing = (text: string, name: string, from: string): string =>
  importedFrom(text, from).includes(name) ? text : withImport(text, `{ ${name} }`, from)

/** The text with an import, and how it names what another definition file exports. */
export function referring(text: string, module: string, name: string): readonly [text: string, expression: string] {
  const from = `../queries/${module}.ts`
  const namespace = new RegExp(`^import (?:\\w+, )?\\* as (\\w+) from '${from}'`, 'm').exec(text)?.[1]
  if (namespace !== undefined) return [text, `${namespace}.${name}`]
  const names = importedFrom(text, from)
  if (names.includes(name)) return [text, name]
  if (names.length > 0 && !declares(text, name)) return [withImport(text, `{ ${name} }`, from), name]
  return [withImport(text, `* as ${module}`, from), `${module}.${name}`]
}

function withImport(text: string, what: string, from: string): string {
  const first = /^import /m.exec(text)?.index ?? 0
  return insertAt(text, first, `import ${what} from '${from}'\n`)
}

/** A text as TypeScript; the formatter chooses the quotes. */
export const quoted = (text: string): string => JSON.stringify(text)

/** The text of a literal in quotes. */
export const unquoted = (literal: string): string => literal.slice(1, -1).replace(/\\(.)/g, '$1')
