import type { Problem } from '../findings/problem.ts'
import { listed } from '../language/demands/shown.ts'
import { printDuration } from '../promql/duration.ts'
import { evaluator } from '../promql/evaluate/evaluate.ts'
import type { Draft, Subject } from './draft.ts'
import { waysIn } from './draft.ts'
import { triedText } from './effort.ts'
import { plain } from './humanize.ts'
import type { Impossible } from './impossible.ts'
import { seriesOf } from './plan.ts'
import { type Rule, Simulation } from './simulate.ts'
import type { Comparing } from './ways.ts'

/** A claim for which no witness was found: what was tried last, and why it could not be made or played. */
export interface Missing {
  readonly draft?: Draft
  /** A clause. */
  readonly why?: string
}

/** The verdict on a condition that no input can make true, or false. */
export const ruledOut = (where: string, { verdict, why }: Impossible): Problem => ({
  where,
  what:
    verdict === 'never fires'
      ? `The alert can never fire: ${why}.`
      : `The alert always fires, and is never silent while its series are there: ${why}.`,
  next: 'Correct the threshold, the direction of the comparison, or how the conditions are joined.',
})

/** What an author told of an alert, and what is not so. */
export const untrue = (where: string, { title, claim }: Draft): Problem => ({
  where,
  what: `The alert should be seen to do this: "${title}". Played through, it ${claim === 'silent' ? 'fires' : 'does not'}.`,
  next: 'Correct the condition, or the scenario.',
})

/** A scenario that tells of what the condition does not look at. */
export const unread = (where: string, title: string, metric: string, read: readonly string[]): Problem => ({
  where,
  what: `The scenario '${title}' tells of ${metric}, and the condition reads ${listed(read, 'and')}.`,
  next: 'Tell of what the condition reads, or leave it out.',
})

/** A reason that takes the place of nothing. */
export const needless = (where: string, reason: string, isShown: boolean): Problem => ({
  where,
  what: `It says why it is unproven ("${reason}"), and ${isShown ? 'its witnesses show what it does' : 'its scenarios do in place of witnesses'}.`,
  next: 'Remove unproven.',
})

/** No verdict on the alert: the prover found no way. With what it saw, so that the author can judge. */
export function notShown(
  where: string,
  [first, ...others]: readonly [Missing, ...Missing[]],
  subject: Subject,
  rules: readonly Rule[],
): Problem {
  const seen = [first, ...others].find(({ draft }) => draft !== undefined) ?? first
  const titles = [first, ...others].flatMap(({ draft }) => (draft === undefined ? [] : `"${draft.title}"`))
  const more = titles.length > 3 ? ` and ${titles.length - 3} more` : ''
  const why = seen.why ?? first.why
  const what =
    seen.draft === undefined
      ? `The prover found no input that shows when the alert fires and when not: ${why}. That may be its own limit, and the alert right.`
      : `The prover found no input that shows this of the alert: ${titles.slice(0, 3).join(', ')}${more}. That may be its own limit, and the alert right. ` +
        `It tried ${triedText}. ${why === undefined ? 'Of the last it saw this:' : `It could not play the last: ${why}.`}`
  const table = seen.draft === undefined || seen.why !== undefined ? [] : courseOf(seen.draft, subject, rules)
  return {
    where,
    what: [what, ...table].join('\n    '),
    next:
      'Tell in `scenarios` what must set it off and what must not: at least one that fires() and one that is silent(). ' +
      "Or excuse it, and have it listed with the waivers: unproven: 'why nobody needs to see it'.",
  }
}

/** More lines say no more. */
const mostLines = 8

/** When the alert had which value and state, as lines of a table. */
function courseOf({ plans, length }: Draft, subject: Subject, rules: readonly Rule[]): readonly string[] {
  const { clock } = subject.ground
  const atom = waysIn(subject)
    .flatMap(({ holds }) => holds)
    .find((each): each is Comparing => each.asks === 'value')
  const end = Math.floor((length * clock.spacing) / clock.interval) * clock.interval
  const run = new Simulation(rules, clock, 'left-open').run(plans, end)
  const series = plans.map((plan) => seriesOf(plan, clock.spacing))
  const value = atom && evaluator(atom.expr, series, { windows: 'left-open', interval: clock.interval })
  const condition = rules.map(({ expr }) => evaluator(expr, series, { windows: 'left-open', interval: clock.interval }))
  const step = Math.max(1, Math.ceil(run.length / mostLines))
  const lines = run
    .filter((_, at) => at % step === 0 || at === run.length - 1)
    .map(({ at, firing }) => {
      const state =
        firing.length > 0 ? 'fires' : condition.some((answer) => answer(at).length > 0) ? 'pending' : 'silent'
      const found = value?.(at)[0]?.value
      return [printDuration(at), found === undefined ? '-' : plain(Number(found.toPrecision(5))), state]
    })
  const limit = atom === undefined ? '' : ` (${atom.op} ${plain(atom.value)})`
  const table = [['after', `value${limit}`, 'state'], ...lines]
  const widths = [0, 1].map((column) => Math.max(...table.map((cells) => cells[column]?.length ?? 0)))
  return table.map((cells) =>
    cells
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}
