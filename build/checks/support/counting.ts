import { queriesOf } from '../../model/queries.ts'
import type { Subject } from '../../model/subject.ts'
import type { Selector } from '../../promql/tree.ts'
import { windowsOf } from './windows.ts'

/** Of what happens there is never less, so such a total counts from the start. */
const events =
  /(?:^|_)(?:hits?|miss(?:es)?|req(?:s|uests?)|responses?|err(?:s|ors?)|fail(?:ed|ures?)|received|sent|processed|completed|rejected|accepted|dropped|retries|timeouts?|events|queries|transactions|commits|rollbacks|calls|5xx|4xx)(?:_\w+)?_total$/

/** How many there are now, whatever the name ends with. */
const levels = /(?:^|_)(?:active|current|open|pending|queued|waiting|running|in_?(?:flight|progress))_/

/** Whether a metric that nobody knows counts from a start: another query takes its rate, or its name counts events. */
export function isCounting(subject: Subject, { metric = '' }: Selector): boolean {
  // What rules record under a name of their own may be a sum of anything.
  if (metric.includes(':') || subject.catalog.find(metric) !== undefined) return false
  // A rate of a gauge is a common mistake, and no proof that it counts.
  return (events.test(metric) && !levels.test(metric)) || (metric.endsWith('_total') && ratedIn(subject).has(metric))
}

const rated = new WeakMap<Subject, ReadonlySet<string>>()

/** The metrics whose rate some query takes. */
function ratedIn(subject: Subject): ReadonlySet<string> {
  const known =
    rated.get(subject) ??
    new Set(
      queriesOf(subject).flatMap(({ expr }) =>
        [...windowsOf(expr)].flatMap(({ node, fn }) =>
          node.is === 'selector' && (fn === 'rate' || fn === 'increase') ? (node.metric ?? []) : [],
        ),
      ),
    )
  rated.set(subject, known)
  return known
}
