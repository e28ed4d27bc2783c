import { parseDuration, printDuration } from '../../promql/duration.ts'
import type { Objective } from './objective.ts'
import { budgetOf, type Pair, percentOf, type Speed } from './pairs.ts'

/** The prose of an alert's runbook, for objectives of which nobody has written one: what follows from the objective itself. */
export function proseOf(about: Objective, speed: Speed, pairs: readonly Pair[]): string {
  const { promise, objective, over, atLeast } = about
  const budget = percentOf(budgetOf(objective))
  const speeds = pairs.map(
    (pair) => `${pair.factor} times as fast as that over ${pair.long} and still over ${pair.short}`,
  )
  const isPage = speed === 'page'
  return `## Meaning

${promise} That is so for ${objective} over ${over}, and ${budget} of all may fail: the error budget. It goes
${speeds.join(', or\n')}.

It does not say that everybody is hit, or still is: a part of them may be, and a short and total outage is in the long window
for as long as that lasts. ${atLeast === 1 ? '' : `With fewer than ${atLeast} failures in the long window it stays silent, whatever their share is.`}

## Impact

${isPage ? `Users notice: at this speed the budget of ${over} is gone in ${lasting(about, pairs)}, and the objective missed.` : `Few users notice, or all of them now and then: it is too much for the budget of ${over} in the long run, and nothing for the night.`}
What is spent is spent: what breaks later in the period has less to break.

## Diagnosis

1. When did it begin? The panel of the burn rate shows it over each window; compare it with the deploys and restarts marked there.
2. Who is hit? The queries below split what fails.
3. Does an alert on the cause fire too? Its runbook comes first.

## Mitigation

${isPage ? 'Now: undo what changed last, or switch off what fails.' : 'In the next days: find what fails again and again, and mend that first.'} What brings the share of failures down ends this alert, once the short
window is over.

Afterwards: where the budget is spent, changes that may break something wait until the period has passed, and what spent it is mended.
`
}

/** How long the budget lasts at the speed of the first pair. */
function lasting({ over }: Objective, [pair]: readonly Pair[]): string {
  const hours = parseDuration(over) / 3_600_000 / (pair?.factor ?? 1)
  return printDuration(Math.max(1, Math.round(hours)) * 3_600_000)
}
