import { listed } from '../../language/demands/shown.ts'
import { units } from '../../language/units.ts'
import { nearest } from '../../nearest.ts'
import { packageName } from '../../place.js'
import type { TypeFault } from './compiler.ts'
import { cut, inWords, literal, queryIn, sentenceIn, valuesOf, withoutQueries } from './type-text.ts'

/** What an error means, in the words of the language, and what to do. */
export interface Message {
  readonly what: string
  readonly next: string
}

/** Names that are not there: the cause of whatever else is wrong around them. */
const unknownNames: ReadonlySet<number> = new Set([2304, 2305, 2307, 2339, 2448, 2551, 2552, 2614, 2724, 2792])
export const isUnknownName = ({ code }: TypeFault): boolean => unknownNames.has(code)

/** What only follows from another error, such as a type that could not be inferred. */
const consequences: ReadonlySet<number> = new Set([2454, 7005, 7006, 7022, 7031, 7034, 7053])
export const isConsequence = ({ code }: TypeFault): boolean => consequences.has(code)

/** A name that is declared twice is told at both places. */
export const isTwin = ({ code }: TypeFault): boolean => code === 2300 || code === 2451

/** What is no TypeScript at all. */
export const isSyntax = ({ code }: TypeFault): boolean => code < 2000
const conflictMarker = 1185

/** The name that an error about an unknown name is about. */
export const nameIn = ({ text }: TypeFault): string | undefined =>
  /(?:member(?: named)?|name|Property) '([^']+)'/.exec(text)?.[1]

/** `source` is what stands at the place, as the author wrote it; `root` ends in a slash. */
export function messageOf(fault: TypeFault, source: string, root: string): Message {
  const chain = [...lines(fault)].map(({ code, text }) => ({ code, text: withoutRoot(text, root) }))
  for (const { code, text } of chain) {
    const told = named(code, text) ?? missing(text, source) ?? option(text) ?? reckoned(code, source)
    if (told !== undefined) return told
  }
  const window = chain.some(({ text }) =>
    /"not ready: choose a window with \.over\(\)"' is not assignable to type '"ready"/.test(text),
  )
  const [, twin] = (isTwin(fault) ? /'([^']+)'\.$/.exec(fault.text) : undefined) ?? []
  if (twin !== undefined) return { what: `${twin} is declared twice.`, next: 'Give one of them another name.' }
  const chosen = chain.some(({ text }) => /"ready"' is not assignable to type '"not ready: /.test(text))
  if (chosen) return { what: 'This query has its window already.', next: 'Leave .over() out.' }
  if (window) return { what: 'This query has no window yet.', next: "Choose one: .over('5m')." }
  const general = chain[0]?.text ?? ''
  if (fault.code === 2834 || fault.code === 2835) {
    const path = source.replace(/['"]/g, '')
    return { what: `The import of ${path} lacks its ending.`, next: `Write '${path}.ts'.` }
  }
  if (fault.code === conflictMarker)
    return {
      what: 'A conflict of git is not resolved here.',
      next: 'Keep what is right of both sides, and remove the markers.',
    }
  return (
    mismatch(
      chain.map(({ text }) => text),
      source,
    ) ?? {
      what: cut(general, 240),
      next: isSyntax(fault) ? 'Correct the syntax there.' : 'Correct it there; an editor shows the types.',
    }
  )
}

/** Paths as people know them; TypeScript escapes what is not ASCII in some of them. */
const withoutRoot = (text: string, root: string): string =>
  text.replaceAll(root, '').replaceAll(
    root.replace(/[^\x20-\x7e]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`),
    '',
  )

function* lines(fault: TypeFault): Generator<TypeFault> {
  yield fault
  for (const reason of fault.reasons) yield* lines(reason)
}

const meant = (text: string): string | undefined => /Did you mean (?:to write )?'"?([^'"]+)"?'\?$/.exec(text)?.[1]

/** A name that is not there. */
function named(code: number, text: string): Message | undefined {
  if (!unknownNames.has(code)) return undefined
  const other = meant(text)
  const next = other === undefined ? undefined : `Did you mean ${other}?`
  const [, path] = /^Cannot find module '([^']+)'/.exec(text) ?? []
  if (path !== undefined)
    return {
      what: `There is no ${path}.`,
      next: path.startsWith('.') ? 'Correct the path of the import.' : `The words are imported from '${packageName}'.`,
    }
  const [, file, member] = /^(?:Module )?'"([^"]+)"' has no exported member (?:named )?'([^']+)'/.exec(text) ?? []
  if (member !== undefined) return { what: `${file} exports no ${member}.`, next: next ?? 'Correct the name.' }
  const [, name] = /^Cannot find name '([^']+)'/.exec(text) ?? []
  if (name === 'value' || name === 'labels')
    return { what: `There is no ${name} here.`, next: 'Write the sentence as a function: ({ value, labels }) => `…`.' }
  if (name !== undefined) return { what: `There is no ${name} here.`, next: next ?? 'Import it, or correct the name.' }
  const [, early] = /^Block-scoped variable '([^']+)' used before its declaration/.exec(text) ?? []
  if (early !== undefined) return { what: `${early} is declared further down.`, next: 'Move its declaration up.' }
  const [, property, type = ''] = /^Property '([^']+)' does not exist on type '(.*)'\./s.exec(text) ?? []
  return property === undefined ? undefined : propertyOf(property, type, next)
}

function propertyOf(property: string, type: string, next: string | undefined): Message {
  const [, file] = /^typeof import\("([^"]+)"\)$/.exec(type) ?? []
  if (file !== undefined)
    return {
      what: `${file}.ts exports no ${property}.`.replace(/\.ts\.ts /, '.ts '),
      next: next ?? 'Correct the name.',
    }
  const keys = /^\{ (?:readonly \w+: string; ?)+\}$/.test(type)
    ? [...type.matchAll(/readonly (\w+):/g)].map(([, key = '']) => key)
    : undefined
  if (keys !== undefined)
    return {
      what: `There is no ${property} here, only ${keys.join(', ')}.`,
      next: next ?? 'Mention one of these, or keep the label in the query with .by().',
    }
  if (type === '{}')
    return {
      what: `There is no ${property} here: the query carries no labels.`,
      next: next ?? 'Keep the label in the query with .by().',
    }
  const owner = /^(?:Query|Condition|Counter|Gauge|Histogram|Info|Timestamp)</.test(type)
    ? `${inWords(type).split(' that ')[0]} has no .${property}()`
    : `there is no ${property} here`
  const hint = owner.endsWith('here') ? undefined : otherWords.get(property)
  return { what: `${owner.slice(0, 1).toUpperCase()}${owner.slice(1)}.`, next: hint ?? next ?? 'Correct the name.' }
}

const compare = 'Compare with .above(…), .below(…) or .is(…).'
const reckon = 'Reckon with .plus(…), .minus(…), .times(…) or .dividedBy(…).'
const around = 'Write the aggregation around the query: sum(query), and behind it .by(…).'
/** What people call words that have another name, or another place. */
const otherWords: ReadonlyMap<string, string> = new Map(
  Object.entries({
    [compare]: ['greaterThan', 'moreThan', 'gt', 'gte', 'exceeds', 'lessThan', 'under', 'lt', 'lte', 'equals', 'eq'],
    [around]: ['sum', 'avg', 'max', 'min', 'count', 'groupBy', 'rate'],
    [reckon]: ['divide', 'div', 'multiply', 'mul', 'add', 'sub', 'subtract'],
    'Narrow the metric before it is read: rate(requests.where({ … })).': ['where'],
  }).flatMap(([advice, words]) => words.map((word) => [word, advice] as const)),
)

/** JavaScript's operators on what is no number. */
function reckoned(code: number, source: string): Message | undefined {
  if (code === 2365)
    return { what: `JavaScript compares and adds no queries: ${cut(source)}.`, next: `${compare} ${reckon}` }
  if (code !== 2362 && code !== 2363) return undefined
  return {
    what: `${cut(source)} is no number, and JavaScript reckons with numbers only.`,
    next: `${reckon} A share is ratio(part, whole).`,
  }
}

/** An option that there is not. */
function option(text: string): Message | undefined {
  const [, key] =
    /^Object literal may only specify known properties, (?:and|but) '([^']+)' does not exist in type/.exec(text) ?? []
  if (key === undefined) return undefined
  const other = meant(text)
  return {
    what: `There is no option ${key}${other === undefined ? '.' : `; did you mean ${other}?`}`,
    next: other === undefined ? 'Correct the name, or leave it out.' : `Write ${other}.`,
  }
}

/** An option or an argument that is due. */
function missing(text: string, source: string): Message | undefined {
  const [, key] = /^Property '([^']+)' is missing in type '.*' but required in type '.*'\.$/s.exec(text) ?? []
  if (key !== undefined) return { what: `${key} is missing.`, next: `Add ${key}.` }
  const [, most, got] = /^Expected (.+) arguments?, but got (\d+)\.$/.exec(text) ?? []
  if (got === undefined) return undefined
  const what = `It takes ${most} ${most === '1' ? 'argument' : 'arguments'}, and is given ${got}.`
  if (Number(got) < Number.parseInt(most ?? '', 10)) return { what, next: 'Give it what it takes.' }
  const isTime = /^['"`]\d+[a-z]/.test(source)
  const later = isTime
    ? ` A window is chosen behind it: .over(${source}).`
    : ` Labels are named behind it: .by(${source}).`
  return { what, next: `Leave ${cut(source)} out.${/^['"`]/.test(source) ? later : ''}` }
}

const pairs = [
  /^Argument of type '(.*)' is not assignable to parameter of type '(.*)'\.(?: Did you mean '.*'\?| Consider .*)?$/s,
  /^Type '(.*)' is not assignable to type '(.*)'(?: with 'exactOptionalPropertyTypes: true')?\.(?: Did you mean '.*'\?| Consider .*)?$/s,
  /^Type '(.*)' is missing the following properties from type '(.*)': .*$/s,
  /^The 'this' context of type '(.*)' is not assignable to method's 'this' of type '(.*)'\.$/s,
]

/** One thing where another is due. */
function mismatch(texts: readonly string[], source: string): Message | undefined {
  const found = texts.flatMap((text) => {
    const pair = pairs.map((pattern) => pattern.exec(text)).find((match) => match !== null)
    return pair === undefined || pair === null ? [] : [{ given: pair[1] ?? '', due: pair[2] ?? '', meant: meant(text) }]
  })
  const sentence = found
    .map(({ due }) => sentenceIn(due))
    .find((each) => each !== undefined && !each.startsWith('not ready'))
  if (sentence !== undefined)
    return {
      what: `${sentence.slice(0, 1).toUpperCase()}${sentence.slice(1)}.`,
      next: 'Correct it as the sentence says.',
    }
  // The innermost pair that says which value is none of which is the cause; of queries the outermost.
  const exact = found.findLast(({ given, due }) => isLiteral(given) && !isPhantom(due))
  const [whole] = found
  if (exact !== undefined) return ofValues(exact.given, withoutQueries(exact.due), exact.meant)
  if (whole === undefined) return undefined
  if (whole.given === 'string[]')
    return {
      what: `${cut(source)} is a list of any texts: TypeScript keeps no record of which.`,
      next: 'Write `as const` behind the list.',
    }
  const [given, due] = [queryIn(whole.given), queryIn(whole.due)]
  if (given !== undefined && due !== undefined) return ofQueries(given, due)
  const what = whole.given === 'undefined' ? `${cut(source)} is nothing (undefined)` : `This is ${inWords(whole.given)}`
  return { what: `${what}, and ${inWords(whole.due)} is due.`, next: adviceFor(whole.given, whole.due) }
}

const isLiteral = (type: string): boolean => valuesOf(type)?.length === 1
/** What the language's own types carry to be told apart. */
const isPhantom = (type: string): boolean => type === 'never' || type === '"ready"'

function ofValues(given: string, due: string, other: string | undefined): Message {
  const match = /^Match<(.*)>$/s.exec(due)?.[1] ?? due
  const values = valuesOf(match)
  const [value = ''] = valuesOf(given) ?? []
  if (isUnit(value) && values?.every(isUnit))
    return {
      what: `One measures ${value}, and the other ${listed(values)}.`,
      next: 'Join what has the same unit.',
    }
  const near = other ?? (values === undefined ? undefined : nearest(value, values))
  return {
    what: `${literal([value])} is not ${values === undefined ? inWords(match) : `one of ${literal(values)}`}.`,
    next:
      near === undefined
        ? `Write ${values === undefined ? inWords(match) : 'one of them'}.`
        : `Did you mean ${literal([near])}?`,
  }
}

const isUnit = (value: string): boolean => (units as readonly string[]).includes(value)

interface Query {
  readonly labels: string
  readonly unit: string
}

const ofQueries = (given: Query, due: Query): Message =>
  given.unit === due.unit
    ? {
        what: `This query carries ${given.labels}, and one that carries ${due.labels} is due.`,
        next: 'Keep the same labels on both sides, with .by().',
      }
    : {
        what: `This query measures ${given.unit}, and one that measures ${due.unit} is due.`,
        next: 'Join what has the same unit.',
      }

const startsWith = (type: string, ...names: readonly string[]): boolean =>
  names.some((name) => type.startsWith(`${name}<`))

function adviceFor(given: string, due: string): string {
  if (startsWith(due, 'Condition')) return 'Compare the query: .above(…), .below(…) or .is(…).'
  if (startsWith(given, 'Counter')) return 'Read a counter through rate() or increase().'
  if (startsWith(given, 'Histogram')) return 'Read a histogram through quantile(), or its .count and .sum.'
  if (startsWith(given, 'Condition')) return 'Take the query itself, without .above(), .below() or .is().'
  return `Give it ${inWords(due)}.`
}
