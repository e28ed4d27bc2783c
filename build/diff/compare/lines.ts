import type { Change, Weight } from '../change.ts'
import { grouped } from '../match/pair.ts'
import { conceal, hidden } from '../secrets.ts'
import { change, listed, shown } from '../words.ts'
import type { FieldChange } from './fields.ts'

/** More fields of one thing than this are told in one line. */
const most = 3

export interface Subject {
  readonly part: string
  /** What the sentences begin with: `panel 'Errors'`. */
  readonly name: string
}

/** The sentences about fields that have no sentence of their own. */
export function fieldLines(
  { part, name }: Subject,
  fields: readonly FieldChange[],
  weigh: (path: string) => Weight,
): readonly Change[] {
  const told = together(
    fields.map(({ path, before, after }) => ({
      path,
      weight: weigh(path),
      before: conceal(path, before),
      after: conceal(path, after),
    })),
  )
  const weights = [...new Set(told.map(({ weight }) => weight))]
  return weights.flatMap((weight): readonly Change[] => {
    const these = told.filter((each) => each.weight === weight)
    if (these.length <= most)
      return these.map(({ path, before, after }) => ({
        weight,
        part,
        what: `${name}: ${path} ${lineOf(before, after)}`,
      }))
    return [
      {
        weight,
        part,
        what: `${name}: ${these.length} settings changed`,
        detail: {
          kind: 'lines',
          removed: these
            .filter(({ before }) => before !== undefined)
            .map((each) => `${each.path}: ${shown(each.before)}`),
          added: these.filter(({ after }) => after !== undefined).map((each) => `${each.path}: ${shown(each.after)}`),
        },
      },
    ]
  })
}

interface Told extends FieldChange {
  readonly weight: Weight
}

/** Fields of one weight that changed alike are told as one. */
const together = (fields: readonly Told[]): readonly Told[] =>
  [...grouped(fields, ({ weight, before, after }) => JSON.stringify([weight, before, after])).values()].flatMap(
    ([first, ...others]) =>
      first === undefined ? [] : { ...first, path: listed([first, ...others].map(({ path }) => inWords(path))) },
  )

/** Without what every setting of a panel begins with. */
const inWords = (path: string): string => path.replace(/^(?:fieldConfig\.(?:defaults\.)?|options\.)(?:custom\.)?/, '')

/** Two values that look alike when they are cut short, or hidden, are told as changed. */
function lineOf(before: unknown, after: unknown): string {
  return shown(before) !== shown(after)
    ? change(before, after)
    : after === hidden
      ? 'changed'
      : `changed (${shown(after)})`
}
