import { isPartOf } from '../../promql/infer/part-of.ts'
import { selectors } from '../../promql/rewrite.ts'
import type { Binary } from '../../promql/tree.ts'
import type { Check } from '../check.ts'
import { groupsByMacro } from '../legends/legend-label.ts'
import { type Inspected, inspect } from '../support/inspect.ts'
import { inline } from '../support/shape.ts'

export const selfRatio: Check = {
  id: 'self-ratio',
  severity: 'error',
  covers: ['A03'],
  isLocal: true,
  about:
    'A share of 5xx answers that keeps the label status on both sides divides each series by itself: the 503s by the 503s. The answer is 1 wherever there is one, and an alert on it fires at the first error. What the numerator selects by must be aggregated away on both sides. A query says this of itself, whatever the metric.',
  run: (subject) =>
    inspect(subject, ({ node, of, around }) => {
      if (node.is !== 'binary' || node.op !== '/') return undefined
      // A recording rule stands for what it records.
      const whole = inline(subject, node)
      if (whole.is !== 'binary') return undefined
      const part = isPartOf(whole.left, whole.right)
      if (part === undefined || (part === 'part' && groupsByMacro(whole))) return undefined
      const chosen = chosenLabels(whole)
      if (part === 'part' && (chosen.length === 0 || !readsOneMetric(whole))) return undefined
      if (!chosen.every((label) => isPaired(node, label, of))) return undefined
      // `x / x` makes a factor of 1 that only chooses or counts.
      if (chosen.length === 0 && around().some((outer) => outer.is === 'binary' && outer.op === '*' && outer.matching))
        return undefined
      return {
        culprit: node,
        part: 'operator',
        what:
          chosen.length === 0
            ? 'Both sides are the same: the quotient is always 1.'
            : `Both sides keep ${chosen.join(' and ')}, so each series is divided by itself: the quotient is always 1.`,
        next:
          chosen.length === 0
            ? 'Divide by what the left side is a part of.'
            : `Add up over ${chosen.join(' and ')} on both sides: sum(…) / sum(…).`,
      }
    }),
}

/** A bucket is a part of its histogram's count, but no series of it. */
const readsOneMetric = ({ left, right }: Binary): boolean =>
  new Set([...selectors(left), ...selectors(right)].map(({ metric }) => metric)).size === 1

/** The labels by which the left side selects and the right side does not. */
function chosenLabels({ left, right }: Binary): readonly string[] {
  const [whole] = selectors(right)
  const chosen = selectors(left)[0]?.matchers.filter(
    ({ label, op, value }) =>
      !whole?.matchers.some((other) => other.label === label && other.op === op && other.value === value),
  )
  return [...new Set(chosen?.map(({ label }) => label))]
}

/** Whether the two sides are paired by this label, which both keep: what the left side selects is among the right's series. */
function isPaired({ left, right, matching }: Binary, label: string, of: Inspected['of']): boolean {
  const compared = matching === undefined || (matching.kind === 'on') === matching.labels.includes(label)
  return compared && of(left).labels.isPossible(label) && of(right).labels.isPossible(label)
}
