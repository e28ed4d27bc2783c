import type { AlertRule } from '../../documents/views.ts'
import type { Subject } from '../../model/subject.ts'
import { isPartOf } from '../../promql/infer/part-of.ts'
import type { Check, Finding } from '../check.ts'
import { type Comparison, waysToHold } from '../support/comparisons.ts'
import { inferenceOf } from '../support/inference.ts'
import { findingOf, type Inspected } from '../support/inspect.ts'
import { growthQuotient } from '../support/merged.ts'
import { alertsOf, type Evaluated } from '../support/rules.ts'
import { slowestSampling } from '../support/sampling.ts'
import { inWords, windowsOf } from '../support/windows.ts'

export const idleShare: Check = {
  id: 'idle-share',
  severity: 'warning',
  covers: ['A14'],
  isLocal: true,
  about:
    'At night one request fails, and 100% of all requests have failed. The share stays there for as long as the event is in the window, so an alert that waits for less wakes somebody for a single event. It waits for a whole window, or asks for a number of events beside the share. And where nothing happens at all the share is NaN, which is not equal to anything: `!=` holds. Whether traffic is ever that sparse the check cannot know; hence a warning. It looks at shares whose numerator is a part of the denominator by the same metric.',
  run: (subject) =>
    alertsOf(subject).flatMap((alert) => {
      const { of } = inferenceOf(subject, alert.rule.query)
      const ways = waysToHold(alert.rule.query.expr)
      const found = ways.flatMap((way) => way.flatMap((condition) => judge(subject, alert, way, condition, of)))
      return [...new Map(found.map((finding) => [finding.query?.culprit, finding])).values()]
    }),
}

function judge(
  subject: Subject,
  { rule, interval }: Evaluated<AlertRule>,
  way: readonly Comparison[],
  condition: Comparison,
  of: Inspected['of'],
): readonly Finding[] {
  const { node, measured, op, limit } = condition
  const quotient = growthQuotient(measured, of)
  if (quotient === undefined || of(quotient).kind !== 'ratio') return []
  const { min, above } = of(quotient.right).domain
  if (op === '!=' && min === 0 && above !== true) {
    return [
      findingOf(rule.query, {
        culprit: node,
        what: `Without traffic the share is NaN, and NaN != ${limit} is true: the alert fires when nothing happens.`,
        next: 'Divide by (… > 0), or compare with > or <.',
      }),
    ]
  }
  // Only a part of a whole is all of it when there is one event.
  if (isPartOf(quotient.left, quotient.right) !== 'part') return []
  const sampling = slowestSampling(subject, measured)
  const window = Math.max(...lengths(measured))
  if ((op !== '>' && op !== '>=') || limit < 0 || sampling === undefined || interval === undefined || !(window > 0))
    return []
  const lasts = window - sampling.seconds - interval
  const others = way.filter((other) => other !== condition && growthQuotient(other.measured, of) === undefined)
  const isFloored = floors(quotient.right, min, of) || others.some((other) => asks(other, of))
  const most = of(measured).domain.max
  if (isFloored || rule.for > lasts || limit >= (Number.isFinite(most) ? most : 1)) return []
  return [
    findingOf(rule.query, {
      culprit: node,
      what: `One event of one makes the share 100% for ${inWords(lasts)} (the window of ${inWords(window)} less a scrape and an evaluation), and the alert waits ${inWords(rule.for)}: a single event fires it.`,
      next: `Wait ${inWords(window)}, or ask for a number of events beside it: … and sum(increase(…)) > 1.5.`,
    }),
  ]
}

const lengths = (measured: Comparison['measured']): readonly number[] =>
  [...windowsOf(measured)].map(({ seconds = Number.NaN }) => seconds)

/** Whether a condition asks for more than a single event. */
const asks = ({ measured, op, limit }: Comparison, of: Inspected['of']): boolean =>
  (op === '>' || op === '>=') && floors(measured, limit, of)

/** Whether a single event is less than `least` of what an expression measures. */
function floors(measured: Comparison['measured'], least: number, of: Inspected['of']): boolean {
  const { kind } = of(measured)
  if (kind === 'increase') return least >= 1
  if (kind === 'rate') return least * Math.max(...lengths(measured)) >= 1
  return least > 0
}
