import { junk } from './junk.ts'

/** An argument of a word that is right, and what may stand in its place. */
export type Argument = Value | Options | List

/** A value that is no object of the author's. */
export interface Value {
  readonly is: 'value'
  readonly right: unknown
  /** Whether another value of this kind, such as `text` or `counter`, would be right too. */
  readonly takes: (kind: string) => boolean
}

/** An object of options. */
export interface Options {
  readonly is: 'options'
  readonly of: Readonly<Record<string, Argument>>
  /** Those that may be left out. */
  readonly optional: readonly string[]
  /** Any name is one. */
  readonly isOpen: boolean
  /** What may stand in the place of the whole. */
  readonly takes?: readonly string[]
}

export interface List {
  readonly is: 'list'
  readonly of: readonly Argument[]
  /** Whether it may have no member. */
  readonly mayBeEmpty: boolean
}

export const value = (right: unknown, ...kinds: readonly string[]): Value => ({
  is: 'value',
  right,
  takes: (kind) => kinds.includes(kind),
})

export const options = (of: Options['of'], ...optional: readonly string[]): Options => ({
  is: 'options',
  of,
  optional,
  isOpen: false,
})

/** The same, or something else of these kinds. */
export const or = (of: Options, ...takes: readonly string[]): Options => ({ ...of, takes })

/** An object under names of the author's choice. */
export const record = (of: Options['of']): Options => ({ is: 'options', of, optional: Object.keys(of), isOpen: true })
export const list = (...of: readonly Argument[]): List => ({ is: 'list', of, mayBeEmpty: false })
export const anyList = (...of: readonly Argument[]): List => ({ is: 'list', of, mayBeEmpty: true })

/** The argument as it is right. */
export function right(argument: Argument): unknown {
  switch (argument.is) {
    case 'value':
      return argument.right
    case 'list':
      return argument.of.map(right)
    case 'options':
      return Object.fromEntries(Object.entries(argument.of).map(([key, each]) => [key, right(each)]))
  }
}

/** One wrong form of an argument, and what is wrong, for people. */
export interface Wrong {
  readonly value: unknown
  readonly how: string
}

/** Every way in which an argument can be wrong at one place. */
export function wrongs(argument: Argument): readonly Wrong[] {
  const replaced = junk
    .filter(({ kind }) => !fits(argument, kind))
    .map(({ kind, value: other }) => ({ value: other, how: kind }))
  switch (argument.is) {
    case 'value':
      return replaced
    case 'list':
      return [
        ...replaced,
        ...argument.of.flatMap((each, at) =>
          wrongs(each).map(({ value: other, how }) => ({
            value: argument.of.map((one, index) => (index === at ? other : right(one))),
            how: `[${at}] ${how}`,
          })),
        ),
      ]
    case 'options':
      return [...replaced, ...wrongOptions(argument)]
  }
}

function fits(argument: Argument, kind: string): boolean {
  if (argument.is === 'value') return argument.takes(kind)
  if (argument.is === 'list') return argument.mayBeEmpty && kind === 'empty list'
  if (argument.takes?.includes(kind)) return true
  return kind === 'empty object' && Object.keys(argument.of).every((key) => argument.optional.includes(key))
}

const strangers = ['fro', 'Summary', 'constructor', 'toString', 'hasOwnProperty', '', 'not', 'then']

function wrongOptions(argument: Options): readonly Wrong[] {
  const whole = right(argument) as Readonly<Record<string, unknown>>
  const required = Object.keys(argument.of).filter((key) => !argument.optional.includes(key))
  return [
    ...(argument.isOpen ? [] : strangers.map((key) => ({ value: { ...whole, [key]: 1 }, how: `+${key}` }))),
    ...required.map((key) => {
      const { [key]: _, ...rest } = whole
      return { value: rest, how: `-${key}` }
    }),
    ...Object.entries(argument.of).flatMap(([key, each]) =>
      wrongs(each).map(({ value: other, how }) => ({ value: { ...whole, [key]: other }, how: `${key}: ${how}` })),
    ),
  ]
}
