import { Refused } from '../../findings/problem.ts'
import { nearest } from '../../nearest.ts'
import { listed, shown } from './shown.ts'

/** What is wrong with a value: one sentence with both values, and what to do. */
export interface Fault {
  readonly what: string
  readonly next: string
  /** The option that is at fault, as the author wrote it. */
  readonly key?: string
}

/**
 * What a word of the language demands of a value that it is given. TypeScript has said the same before, but not to
 * JavaScript, to a cast, or to a build without types.
 */
export interface Demand {
  /** What is due, for a sentence: `a text`. */
  readonly due: string
  /** Every fault of a value; `name` is what the sentence calls it. */
  readonly faults: (value: unknown, name: string) => readonly Fault[]
}

type Holds = (value: unknown) => boolean
type Advice = string | ((value: unknown) => string)

/** That a value is what `due` names. */
export const due = (what: string, holds: Holds, advice: Advice): Demand => ({
  due: what,
  faults: (value, name) => (holds(value) ? [] : [misfit(value, name, what, advice)]),
})

function misfit(value: unknown, name: string, what: string, advice: Advice): Fault {
  const next = value === undefined ? whyUndefined : typeof advice === 'string' ? advice : advice(value)
  return { what: `${name} should be ${what}, and is ${shown(value)}.`, next }
}

const whyUndefined = 'Was it forgotten, or its name misspelt? What a file does not export is undefined.'

/** Throws `Refused` with all faults; `word` is what the author called: `alert ApiLatencyHigh`. */
export function refuse(word: string, ...faults: readonly (readonly Fault[])[]): void {
  const all = faults.flat()
  if (all.length === 0) return
  throw new Refused(all.map((fault) => ({ where: word, ...fault, what: sentence(fault) })))
}

/** With a capital, unless it begins with a word of the author's. */
const sentence = ({ what, key }: Fault): string =>
  key !== undefined && (what.startsWith(key) || what.includes(` › ${key}`))
    ? what
    : what.slice(0, 1).toUpperCase() + what.slice(1)

export const text: Demand = due(
  'a text',
  (value) => typeof value === 'string' && value.trim() !== '',
  'Write what people should read there.',
)

export const line: Demand = due(
  'one line of text',
  (value) => typeof value === 'string' && value.trim() !== '' && !/[\r\n]/.test(value),
  'Write it in one line.',
)

/** A key for a panel, or for anything that is told apart by a plain word. */
export const isTrue: Demand = due('true', (value) => value === true, 'Write true, or leave it out.')

export const aFunction: Demand = due(
  'a function that answers a sentence',
  (value) => typeof value === 'function',
  'Write ({ value, labels }) => `…`.',
)

export const howMany: Demand = due(
  'a whole number from 1 on',
  (value) => Number.isInteger(value) && Number(value) >= 1,
  'Write 10, say.',
)

/** That a value is one of a closed list. */
export const oneOf = (values: readonly unknown[]): Demand =>
  due(
    listed(values.map((value) => (typeof value === 'string' ? `'${value}'` : String(value)))),
    (value) => values.includes(value),
    (value) => {
      const texts = values.filter((each): each is string => typeof each === 'string')
      const meant = typeof value === 'string' ? nearest(value, texts) : undefined
      return meant === undefined ? 'Choose one of them.' : `Did you mean '${meant}'?`
    },
  )

interface Length {
  readonly least: number
  readonly most?: number
}

/** A list whose members all are what `each` demands. */
export const listOf = (each: Demand, { least, most = Number.POSITIVE_INFINITY }: Length = { least: 0 }): Demand => {
  const what = `a list of ${plural(each.due)}`
  const size =
    most === Number.POSITIVE_INFINITY ? `${least} or more` : least === most ? `${least}` : `${least} to ${most}`
  return {
    due: what,
    faults: (value, name) => {
      if (!Array.isArray(value)) return [misfit(value, name, what, `Write it in brackets: [ … ].`)]
      const members = [...(value as readonly unknown[])]
      if (members.length < least || members.length > most)
        return [{ what: `${name} should have ${size}, and has ${members.length}.`, next: `Give it ${size}.` }]
      return members.flatMap((member, at) =>
        each.faults(member, members.length === 1 ? name : `${name}, no. ${at + 1},`),
      )
    },
  }
}

const plural = (what: string): string =>
  /^an? /.test(what) ? `${what.replace(/^an? /, '')}s`.replace(/([^aeiou])ys$/, '$1ies') : what

/** Whether a value is an object of the author's own, neither a list nor something that the language made. */
export const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' &&
  value !== null &&
  [Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null)

/** An object in which every value is what `each` demands, under any name. */
export const recordOf = (each: Demand, names: Demand = text): Demand => {
  const what = `an object of ${plural(each.due)}`
  return {
    due: what,
    faults: (value, name) =>
      isPlain(value)
        ? Object.entries(value).flatMap(([key, member]) => [
            ...names.faults(key, `a name in ${name}`),
            ...each.faults(member, `${name} › ${key}`).map((fault) => ({ ...fault, key })),
          ])
        : [misfit(value, name, what, 'Write it in braces: { … }.')],
  }
}

/** A demand that is made only of what is there. */
export interface Optional extends Demand {
  readonly isOptional: true
}

export const optional = (demand: Demand): Optional => ({ ...demand, isOptional: true })

/** An object with these options and no others; `noun` is what one of them is called. */
export function options(known: Readonly<Record<string, Demand | Optional>>, noun = 'option'): Demand {
  const names = Object.keys(known)
  const takes = `It takes ${listed(names, 'and')}.`
  const what = 'an object of options'
  return {
    due: what,
    faults: (value, name) => {
      if (!isPlain(value)) return [misfit(value, name, what, takes)]
      // What the language made, an alert, say, given for the option of that name.
      const { type } = value
      if (typeof type === 'string' && !Object.hasOwn(known, 'type') && Object.hasOwn(known, type))
        return [misfit(value, name, what, `Write it in braces: { ${type}: … }.`)]
      const unknown = Object.keys(value).filter((key) => !Object.hasOwn(known, key))
      return [
        ...unknown.map((key) => stranger(noun, key, names, takes)),
        ...names.flatMap((key) => {
          const demand = known[key]
          if (demand === undefined) return []
          if (Object.hasOwn(value, key)) return demand.faults(value[key], key).map((fault) => ({ key, ...fault }))
          // Who misspelt it is told so once.
          const isMeant = unknown.some((other) => nearest(other, names) === key)
          return 'isOptional' in demand || isMeant ? [] : [missing(key, demand)]
        }),
      ]
    },
  }
}

function stranger(noun: string, key: string, names: readonly string[], takes: string): Fault {
  const meant = nearest(key, names)
  return {
    what: `there is no ${noun} ${shown(key).slice(1, -1)}${meant === undefined ? '.' : `; did you mean ${meant}?`}`,
    next: meant === undefined ? takes : `Write ${meant}. ${takes}`,
    key,
  }
}

const missing = (key: string, { due: what }: Demand): Fault => ({
  what: `${key} is missing.`,
  next: `Add ${key}: ${what}.`,
  key,
})
