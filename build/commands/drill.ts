import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TypeSource } from '../definitions/types/checker.ts'
import { describeWarning, Refused } from '../findings/problem.ts'
import type { Drill } from '../language/drill.ts'
import { type DrillOutcome, drillsFile } from '../model/drills.ts'
import type { Defined } from '../model/load.ts'
import type { Model } from '../model/model.ts'
import { nearest } from '../nearest.ts'
import { printDuration } from '../promql/duration.ts'
import { projectRoot } from './paths.ts'
import { drilled, results } from './results.ts'
import { untyped } from './types.ts'

/** What the command line asks for: the names of drills, or all. */
export interface DrillOptions {
  readonly names: readonly string[]
  readonly types: TypeSource
}

/**
 * Plays drills, prints what came of each, and records it beside them. Throws `Refused` with each that came to something else
 * than it says.
 */
export async function drill({ names, types }: DrillOptions): Promise<number> {
  const [{ compile }, { isAsSaid, outcomes }] = await Promise.all([
    import('../compile.ts'),
    import('../drills/record.ts'),
  ])
  if (types === 'none') console.error(untyped)
  const { model } = await compile(projectRoot(), types, results(true))
  const asked = names.length === 0 ? model.drills : names.map((name) => drillNamed(model, name))
  const kept = drilled()
  const played: DrillOutcome[] = []
  const isWatched = process.stderr.isTTY
  const all = outcomes(model, asked, kept)
  for (const [at, { value }] of asked.entries()) {
    if (isWatched) process.stderr.write(`\r\u001b[K${at + 1} of ${asked.length}: ${value.title}`)
    const { value: outcome } = all.next()
    if (outcome === undefined) break
    played.push(outcome)
    if (isWatched) process.stderr.write('\r\u001b[K')
    console.log(lineOf(value, outcome))
  }
  kept.tidy()
  record(model, played)
  const failed = asked.flatMap(({ file, value }, at) => {
    const outcome = played[at]
    return outcome === undefined || isAsSaid(value, outcome) ? [] : [problemOf(file, value, outcome)]
  })
  if (failed.length > 0) throw new Refused(failed)
  const unneeded = names.length === 0 ? idle(model, played) : []
  if (unneeded.length > 0) console.error(describeWarning(warningOf(unneeded)))
  console.log(summary(played))
  return 0
}

/** The drill of this name or title. Throws `Refused` (exit 2). */
export function drillNamed({ drills }: Model, name: string): Defined<Drill> {
  const found = drills.find((each) => each.name === name || each.value.title === name)
  if (found !== undefined) return found
  const meant = nearest(
    name,
    drills.flatMap((each) => [each.name, each.value.title]),
  )
  throw new Refused(
    {
      where: 'command line › drill',
      what: `There is no drill ${name}${meant === undefined ? '' : `; did you mean ${meant}?`}`,
      next: 'Name drills as alerts/drills/ exports them, or by their titles; without a name all are played.',
    },
    2,
  )
}

/** What was played takes the place of what was recorded of it; what is no drill any more is forgotten. */
function record({ drills, drilled }: Model, played: readonly DrillOutcome[]): void {
  const known = new Map([...drilled.drills, ...played].map((each) => [each.name, each]))
  const all = drills.flatMap(({ name }) => known.get(name) ?? [])
  writeFileSync(join(projectRoot(), drillsFile), `${JSON.stringify({ drills: all }, undefined, 2)}\n`)
}

function lineOf({ title, notYet }: Drill, { noticed, alerts, pages, tickets, fails }: DrillOutcome): string {
  const told =
    noticed === null ? 'nobody is told' : `told after ${printDuration(noticed * 1000)} by ${alerts.join(', ')}`
  const counts = [counted(pages, 'page'), counted(tickets, 'ticket')].filter((each) => each !== '').join(', ')
  const verdict = fails.length === 0 ? 'ok' : notYet === undefined ? 'NOT SO' : 'not yet'
  return `${verdict.padEnd(8)}${title}: ${told}${counts === '' ? '' : ` (${counts})`}`
}

const counted = (count: number, what: string): string =>
  count === 0 ? '' : `${count} ${what}${count === 1 ? '' : 's'}`

const problemOf = (file: string, { title, notYet }: Drill, { fails }: DrillOutcome) => ({
  where: `${file} › ${title}`,
  what: fails.length === 0 ? `It passes, and says that it does not yet: ${notYet}` : fails.join(' '),
  next:
    fails.length === 0
      ? 'Take `notYet` out.'
      : 'Mend the alerts or their routes until it passes. What must wait says why in `notYet`, and the table shows it.',
})

/** The alerts that no drill needs. */
const idle = ({ groups }: Model, played: readonly DrillOutcome[]): readonly string[] =>
  groups
    .flatMap(({ alerts }) => alerts)
    .filter(({ arms, undrilled }) => undrilled === undefined && arms.some(({ severity }) => severity.tells.length > 0))
    .map(({ name }) => name)
    .filter((name) => !played.some(({ needs }) => needs.includes(name)))

const warningOf = (alerts: readonly string[]) => ({
  where: 'alerts/drills',
  what: `No drill needs ${alerts.join(', ')}: whatever happens, the others tell as much.`,
  next: 'Add the drill that an alert is for, or remove the alert.',
})

function summary(played: readonly DrillOutcome[]): string {
  const passed = played.filter(({ fails }) => fails.length === 0).length
  const rest = played.length - passed
  return `${played.length} drills, ${passed} as they should${rest === 0 ? '' : `, ${rest} not yet`}; recorded in ${drillsFile}: npm run build shows them in out/reference/drills.md`
}
