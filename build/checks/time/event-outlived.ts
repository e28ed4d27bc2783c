import type { AlertRule } from '../../documents/views.ts'
import type { Subject } from '../../model/subject.ts'
import type { Check, Finding } from '../check.ts'
import { waysToHold } from '../support/comparisons.ts'
import { type Event, eventIn } from '../support/events.ts'
import { alertsOf, type Evaluated } from '../support/rules.ts'
import { slowestSampling } from '../support/sampling.ts'
import { inWords } from '../support/windows.ts'

export const eventOutlived: Check = {
  id: 'event-outlived',
  severity: 'warning',
  covers: ['R07'],
  isLocal: true,
  about:
    'An alert on an event does not wait longer than the event is seen. `increase(x[5m]) > 0` holds for five minutes after one event, less a scrape and an evaluation; with `for: 5m` a single event never fires. A warning, because somebody may mean only events that keep coming.',
  run: (subject) =>
    alertsOf(subject).flatMap((alert) =>
      waysToHold(alert.rule.query.expr)
        .map((way) => way.map((condition) => eventIn(subject, condition)))
        // Beside a condition of another kind, this one is more likely a guard: "and there is traffic".
        .flatMap((way) => (way.every((event) => event !== undefined) ? way : []))
        .flatMap((event) => judge(subject, alert, event)),
    ),
}

function judge(
  subject: Subject,
  { rule, interval }: Evaluated<AlertRule>,
  { node, measured, seconds }: Event,
): readonly Finding[] {
  const lasts = Math.max(0, seconds - (slowestSampling(subject, measured)?.seconds ?? 0) - (interval ?? 0))
  if (rule.for <= lasts) return []
  return [
    {
      place: rule.place,
      query: { ...rule.query, culprit: node },
      what: `One event meets the condition for at most ${inWords(lasts)} (the window of ${inWords(seconds)} less a scrape and an evaluation), and the alert waits ${inWords(rule.for)}: only events that keep coming for that long fire it.`,
      next: `Wait ${inWords(lasts)} or less, or look at a window longer than ${inWords(rule.for)}.`,
    },
  ]
}
