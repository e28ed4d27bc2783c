/** A piece of TypeScript: a text that stands as it is, or one that is broken over lines where it is too long. */
export type Code = string | Call | Method | Obj | List | Commented

export interface Call {
  readonly is: 'call'
  readonly fn: string
  readonly args: readonly Code[]
}

/** `on.name(args)` */
export interface Method {
  readonly is: 'method'
  readonly on: Code
  readonly name: string
  readonly args: readonly Code[]
}

export interface Obj {
  readonly is: 'object'
  readonly entries: readonly (readonly [key: string, Code])[]
}

export interface List {
  readonly is: 'list'
  readonly items: readonly Code[]
}

/** Code with lines of comments before it, and others behind it; those of a member stand before its name. */
export interface Commented {
  readonly is: 'commented'
  readonly before: readonly string[]
  readonly code: Code
  readonly after: readonly string[]
}

export const call = (fn: string, ...args: readonly Code[]): Call => ({ is: 'call', fn, args })
export const method = (on: Code, name: string, ...args: readonly Code[]): Method => ({ is: 'method', on, name, args })
export const object = (entries: Obj['entries']): Obj => ({ is: 'object', entries })
export const list = (items: readonly Code[]): List => ({ is: 'list', items })
export const commented = (before: readonly string[], code: Code, after: readonly string[] = []): Code =>
  before.length + after.length === 0 ? code : { is: 'commented', before, code, after }

/** What the formatter of this repository takes for a line. */
const width = 120

/** A value of JSON as code. Foreign text cannot end its literal, a comment or a template, and no key is a prototype. */
export function literal(value: unknown): Code {
  if (typeof value === 'string') return quoted(value)
  if (Array.isArray(value)) return list(value.map(literal))
  if (typeof value === 'object' && value !== null)
    return object(Object.entries(value).flatMap(([key, each]) => (each === undefined ? [] : [[key, literal(each)]])))
  return Object.is(value, -0) ? '-0' : String(value)
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** A text in quotes, in those of which it has fewer. */
export function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'"
  const inner = text.replace(
    /[\\\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu,
    (each) => escapes[each] ?? [...each].map((part) => `\\u{${(part.codePointAt(0) ?? 0).toString(16)}}`).join(''),
  )
  return quote + (quote === "'" ? inner.replaceAll("'", "\\'") : inner) + quote
}

/** The name of a member: `__proto__` would set a prototype. */
export const keyText = (key: string): string =>
  key === '__proto__' ? "['__proto__']" : /^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key)

/** Code on one line. */
export function flat(code: Code): string {
  if (typeof code === 'string') return code
  switch (code.is) {
    case 'call':
      return `${code.fn}(${code.args.map(flat).join(', ')})`
    case 'method':
      return `${flat(code.on)}.${code.name}(${code.args.map(flat).join(', ')})`
    case 'list':
      return `[${code.items.map(flat).join(', ')}]`
    case 'commented':
      return flat(code.code)
    case 'object':
      return code.entries.length === 0 ? '{}' : `{ ${code.entries.map(entryText).join(', ')} }`
  }
}

const entryText = ([key, value]: Obj['entries'][number]): string => {
  const text = flat(value)
  return keyText(key) === text ? text : `${keyText(key)}: ${text}`
}

const broken = new WeakMap<object, boolean>()

/** Whether something inside stands on several lines however short it is: a list of lists, or of objects, of several each. */
function isBroken(code: Code): boolean {
  if (typeof code === 'string') return false
  if (code.is === 'commented') return true
  const known = broken.get(code)
  if (known !== undefined) return known
  const inside =
    code.is === 'list'
      ? code.items
      : code.is === 'object'
        ? code.entries.map(([, value]) => value)
        : code.is === 'method'
          ? [code.on, ...code.args]
          : code.args
  const found = (code.is === 'list' && isTable(code.items)) || inside.some(isBroken)
  broken.set(code, found)
  return found
}

const isTable = (items: readonly Code[]): boolean =>
  items.length > 1 &&
  (items.every((item) => typeof item !== 'string' && item.is === 'list' && item.items.length > 1) ||
    items.every((item) => typeof item !== 'string' && item.is === 'object' && item.entries.length > 1))

/** Code that begins at column `at` of a line that is indented by `indent`, and that `after` columns follow. */
export function formatted(code: Code, indent = 0, at = indent, after = 0): string {
  const line = flat(code)
  if (typeof code === 'string' || (!isBroken(code) && at + line.length + after <= width)) return line
  const inside = `\n${' '.repeat(indent + 2)}`
  const end = `\n${' '.repeat(indent)}`
  switch (code.is) {
    case 'object':
      return `{${code.entries
        .map(([key, written]) => {
          const { before, code: value } = partsOf(written)
          return before.map((line) => inside + commentLine(line)).join('') + memberText(key, value, indent)
        })
        .join('')}${end}}`
    case 'list':
      if (code.items.length === 0) return '[]'
      if (code.items.every((item) => typeof item === 'string' && /^-?[\d.e+-]+$/.test(item)))
        return `[${filled(code.items as readonly string[], indent + 2)}${end}]`
      return `[${code.items.map((item) => itemText(item, indent)).join('')}${end}]`
    case 'method': {
      const chain = chainOf(code)
      if (chain.length > 1)
        return `${formatted(chain.base, indent, at)}${chain.methods
          .map(({ name, args }) => `${inside}.${name}${argumentsOf(args, indent + 2, indent + 3 + name.length, 0)}`)
          .join('')}`
      const on = formatted(code.on, indent, at, code.name.length + 3)
      const lines = on.split('\n')
      const start = (lines.length === 1 ? at : 0) + (lines.at(-1) ?? '').length + code.name.length + 1
      return `${on}.${code.name}${argumentsOf(code.args, indent, start, after)}`
    }
    case 'commented':
      return `${code.before.map((line) => commentLine(line) + end).join('')}${formatted(code.code, indent, indent, after)}`
    case 'call':
      return `${code.fn}${argumentsOf(code.args, indent, at + code.fn.length, after)}`
  }
}

/** What methods are called on, and the calls; of a call there are as many more. */
function chainOf(code: Method) {
  const methods: Method[] = []
  let base: Code = code
  while (typeof base !== 'string' && base.is === 'method') {
    methods.unshift(base)
    base = base.on
  }
  return { base, methods, length: methods.length }
}

/** The last argument is broken by itself, where it is an object or list and the others fit before it. */
function argumentsOf(args: readonly Code[], indent: number, at: number, after: number): string {
  const line = `(${args.map(flat).join(', ')})`
  if (at + line.length + after <= width && !args.some(isBroken)) return line
  const last = args.at(-1)
  const before = args.slice(0, -1).map(flat)
  const head = `(${before.map((each) => `${each}, `).join('')}`
  const isHugged =
    last !== undefined &&
    typeof last !== 'string' &&
    (last.is === 'object' || last.is === 'list') &&
    (last.is === 'object' ? last.entries : last.items).length > 0 &&
    !args.slice(0, -1).some(isBroken) &&
    !isAlike(args.at(-2), last) &&
    at + head.length + 1 <= width
  if (isHugged) return `${head}${formatted(last, indent, at + head.length, width)})`
  return `(${args.map((each) => itemText(each, indent)).join('')}\n${' '.repeat(indent)})`
}

const partsOf = (code: Code): Omit<Commented, 'is'> =>
  typeof code !== 'string' && code.is === 'commented' ? code : { before: [], code, after: [] }

const commentLine = (line: string): string => (line === '' ? '//' : `// ${line}`)

/** Lines as comments. */
export const commentLines = (lines: readonly string[]): readonly string[] => lines.map(commentLine)

/** A member of an object on lines of its own. */
function memberText(key: string, value: Code, indent: number): string {
  const inside = `\n${' '.repeat(indent + 2)}`
  const head = `${keyText(key)}: `
  // A long text has a line of its own.
  if (typeof value === 'string' && /^['"]/.test(value) && indent + 2 + head.length + value.length + 1 > width)
    return `${inside}${keyText(key)}:${inside}  ${value},`
  const text = formatted(value, indent + 2, indent + 2 + head.length, 1)
  return `${inside}${text === keyText(key) ? text : head + text},`
}

/** An argument or an item of a list on lines of its own, with its comments. */
function itemText(item: Code, indent: number): string {
  const inside = `\n${' '.repeat(indent + 2)}`
  const { before, code, after } = partsOf(item)
  const lines = (comments: readonly string[]) => comments.map((line) => inside + commentLine(line)).join('')
  return `${lines(before)}${inside}${formatted(code, indent + 2, indent + 2, 1)},${lines(after)}`
}

const isAlike = (one: Code | undefined, other: Code): boolean =>
  one !== undefined && typeof one !== 'string' && typeof other !== 'string' && one.is === other.is

/** Numbers, as many as fit on a line. */
function filled(items: readonly string[], indent: number): string {
  const lines: string[] = []
  let line = ''
  for (const item of items) {
    if (line !== '' && indent + line.length + 1 + item.length + 1 > width) {
      lines.push(line)
      line = ''
    }
    line += `${line === '' ? '' : ' '}${item},`
  }
  return [...lines, line].map((each) => `\n${' '.repeat(indent)}${each}`).join('')
}

/** The words of a piece of code, for what it must import: names that a call begins with, and namespaces before a dot. */
export function namesIn(code: Code): readonly string[] {
  if (typeof code === 'string') {
    const template = /^(promql|openPromql)\(/.exec(code)?.[1]
    return [...(template === undefined ? [] : [template]), ...referencesIn(code)]
  }
  switch (code.is) {
    case 'call':
      return [code.fn.split('.')[0] ?? code.fn, ...code.args.flatMap(namesIn)]
    case 'method':
      return [...namesIn(code.on), ...code.args.flatMap(namesIn)]
    case 'list':
      return code.items.flatMap(namesIn)
    case 'commented':
      return namesIn(code.code)
    case 'object':
      return code.entries.flatMap(([, value]) => namesIn(value))
  }
}

/** `catalog.up` outside quotes; in a template only what is filled in. */
const referencesIn = (code: string): readonly string[] => {
  if (/^['"\d[{-]/.test(code)) return []
  const filledIn = code.includes('`')
    ? [...code.matchAll(/(?<!\\)\$\{([A-Za-z_$][\w$]*)/g)].map(([, name = '']) => name)
    : [/^[A-Za-z_$][\w$]*/.exec(code)?.[0] ?? '']
  return filledIn.filter((name) => name !== '')
}
