import { dashboardsIn, nameDashboards } from '../documents/convert/read.ts'
import { readFiles } from '../documents/files.ts'
import { type Problem, Refused } from '../findings/problem.ts'
import { replaceFiles } from '../output/replace.ts'
import { refuseOverwriting, refuseTwice } from './convert/refusals.ts'
import { reportOf } from './convert/report.ts'
import { targetsOf } from './convert/targets.ts'
import { usageOf } from './usage.ts'

/**
 * Writes the dashboards of a file or folder in the classic form, each by a rename once all are there, and prints what was
 * lost. Answers 0; throws `Refused`: exit 1 for what cannot be converted, 2 for a wrong call.
 */
export function convert(operands: readonly string[]): number {
  const [from, to, ...more] = operands
  if (from === undefined || to === undefined || more.length > 0)
    throw new Refused(
      {
        where: 'command line › convert',
        what: `A file or folder to read and one to write are expected, and ${operands.length} paths are named.`,
        next: `Usage: ${usageOf('convert')}`,
      },
      2,
    )
  const { texts, faults } = readFiles([from])
  const read = texts.map(dashboardsIn)
  const found = read.flatMap(({ dashboards }) => dashboards)
  const problems: Problem[] = [
    ...faults.map(({ place, what, next }) => ({ where: place.file, what, next })),
    ...read.flatMap((each) => each.problems),
  ]
  if (problems.length === 0 && found.length === 0)
    problems.push({ where: from, what: 'There is no dashboard in it.', next: nameDashboards })
  refuseTwice(found, problems)
  if (problems.length > 0) throw new Refused(problems)

  const outputs = targetsOf(found, from, to)
  refuseOverwriting(outputs, from, to)
  try {
    replaceFiles(
      '',
      outputs.map(({ path, json }) => [path, Buffer.from(`${JSON.stringify(json, null, 2)}\n`)]),
    )
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error
    throw new Refused({
      where: to,
      what: `Nothing was written: ${error.message}.`,
      next: 'Free this path and allow writing to it, or name another one.',
    })
  }
  console.log(reportOf(outputs))
  return 0
}
