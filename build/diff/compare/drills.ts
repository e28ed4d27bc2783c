import type { DrillOutcome } from '../../model/drills.ts'
import { printDuration } from '../../promql/duration.ts'
import type { Change } from '../change.ts'
import { pair } from '../match/pair.ts'

/** What becomes of what may happen: who is told otherwise than before, and of what nobody is told any more. */
export function compareDrills(before: readonly DrillOutcome[], after: readonly DrillOutcome[]): readonly Change[] {
  const { pairs, removed, added } = pair(before, after, [({ name }) => name, ({ title }) => title])
  const change = ({ title }: DrillOutcome, what: string): Change => ({
    weight: 'alerting',
    part: 'drills',
    what: `${title}: ${what}`,
  })
  return [
    ...removed.map((each) => change(each, 'is played no more')),
    ...pairs.flatMap(([old, now]) => {
      const differences = differencesOf(old, now)
      return differences.length === 0 ? [] : [change(now, differences.join(', '))]
    }),
    ...added.map((each) => change(each, `is new: ${outcomeOf(each)}`)),
  ]
}

function differencesOf(old: DrillOutcome, now: DrillOutcome): readonly string[] {
  const wasQuiet = isQuiet(old)
  if (wasQuiet && !isQuiet(now))
    return [now.pages > 0 ? 'pages somebody' : 'tells somebody', `by ${now.alerts.join(', ')}`]
  return [
    ...(old.noticed === now.noticed
      ? []
      : [`told ${whenOf(old)} → ${now.noticed === null ? 'never' : timeOf(now.noticed)}`]),
    ...counts('page', old.pages, now.pages),
    ...counts('ticket', old.tickets, now.tickets),
    ...(old.fails.length > 0 && now.fails.length === 0 ? ['now as it should be'] : []),
    ...(old.fails.length === 0 && now.fails.length > 0 ? ['no longer as it should be'] : []),
  ]
}

const isQuiet = ({ noticed, pages, tickets }: DrillOutcome): boolean => noticed === null && pages + tickets === 0

const counts = (what: string, before: number, after: number): readonly string[] =>
  before === after ? [] : [`${before} → ${after} ${what}${after === 1 ? '' : 's'}`]

const whenOf = ({ noticed }: DrillOutcome): string => (noticed === null ? 'never' : `after ${timeOf(noticed)}`)
const timeOf = (seconds: number): string => printDuration(seconds * 1000)

const outcomeOf = (outcome: DrillOutcome): string =>
  isQuiet(outcome) ? 'nobody is told' : `told ${whenOf(outcome)} by ${outcome.alerts.join(', ')}`
