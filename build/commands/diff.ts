import type { TypeSource } from '../definitions/types/checker.ts'
import { type Change, weights } from '../diff/change.ts'
import { compare } from '../diff/compare.ts'
import type { Version } from '../diff/read/version.ts'
import { Refused } from '../findings/problem.ts'
import { isColoured } from '../findings/styled.ts'
import { nearest } from '../nearest.ts'
import { type FormatName, formatNames, formats } from './diff/report.ts'
import type { Side } from './diff/side.ts'
import { sidesOf } from './diff/sides.ts'
import { editedOutput } from './edited.ts'

export interface DiffOptions {
  /** Nothing, a revision, a range of revisions, or two paths. */
  readonly operands: readonly string[]
  readonly format: string | undefined
  /** Answers 1 where there are differences. */
  readonly tellsByExitCode: boolean
  readonly types: TypeSource
}

/** Prints what two versions of the output differ in, and warns of files of `out/` that this overlooks. Answers 0 or 1; throws `Refused` (exit 2) for what it cannot compare. */
export async function diff({ operands, format, tellsByExitCode, types }: DiffOptions): Promise<number> {
  const print = formats[formatOf(format)]
  const [before, after] = await sidesOf(operands, types).catch(asUsage)
  const { artifacts } = after
  const edited = artifacts && (await editedOutput(async () => artifacts))
  if (edited !== undefined) console.error(edited)
  const changes = changesOf(before, after)
  const colours = isColoured()
  const { explanation } = after
  console.log(print({ before: before.shown, after: after.shown, changes, explanation }, { colours }))
  return tellsByExitCode && changes.length > 0 ? 1 : 0
}

/** Each environment is compared with itself; one that only one side has, with nothing. */
function changesOf(before: Side, after: Side): readonly Change[] {
  const own = compare(before.version, after.version)
  const names = [...new Set([...(before.environments?.keys() ?? []), ...(after.environments?.keys() ?? [])])].sort()
  const theirs = names.flatMap((name) =>
    compare(before.environments?.get(name) ?? nothing, after.environments?.get(name) ?? nothing).map((change) => ({
      ...change,
      part: `${name} › ${change.part}`,
    })),
  )
  return weights.flatMap((weight) => [...own, ...theirs].filter((each) => each.weight === weight))
}

const nothing: Version = { dashboards: [], groups: [], configs: [], documents: [] }

/** 1 means differences, so whatever stands in the way of comparing is 2. */
function asUsage(error: unknown): never {
  throw error instanceof Refused ? new Refused(error.problems, 2) : error
}

function formatOf(name = 'text'): FormatName {
  const found = formatNames.find((each) => each === name)
  if (found !== undefined) return found
  const meant = nearest(name, formatNames)
  const what = `There is no format ${name}${meant === undefined ? '.' : `; did you mean ${meant}?`}`
  throw new Refused({ where: 'command line › diff', what, next: `Formats: ${formatNames.join(', ')}.` }, 2)
}
