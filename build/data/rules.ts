import { nameless } from '../promql/evaluate/labels.ts'
import type { LabelSet, Series } from '../promql/evaluate/series.ts'
import { parse } from '../promql/parse.ts'
import { type Active, keyOf, step } from '../witness/simulate.ts'
import type { DayPlan, PlannedAlert, PlannedRecording } from './day.ts'
import { prepared } from './query.ts'
import type { Synthetic } from './synthetic.ts'

/** Rules are evaluated this often: often enough for holds of minutes, and for what a query takes for the present. */
const usually = 60_000

/** The series of a recording rule, or those that Prometheus writes of its alerts; none for another name. */
export function recorded(name: string, plan: DayPlan, day: Synthetic): readonly Series[] {
  if (name === 'ALERTS' || name === 'ALERTS_FOR_STATE') return plan.alerts.flatMap((alert) => states(alert, plan, day))
  const book = new Book()
  for (const rule of plan.recordings.filter(({ record }) => record === name)) {
    const answer = prepared(parse(rule.expr), plan, day)
    for (const at of evaluations(plan, rule)) {
      for (const { labels, value } of answer(at)) book.write({ ...labels, ...rule.labels, __name__: name }, at, value)
    }
  }
  return book.series
}

/** How an alert goes from pending to firing and back. */
function states({ alert, expr, labels, ...hold }: PlannedAlert, plan: DayPlan, day: Synthetic): readonly Series[] {
  const book = new Book()
  const answer = prepared(parse(expr), plan, day)
  let active: ReadonlyMap<string, Active> = new Map()
  for (const at of evaluations(plan)) {
    active = step(hold, active, answer(at), at)
    for (const { sample, since, fires } of active.values()) {
      const own: LabelSet = { ...nameless(sample.labels), ...labels, alertname: alert }
      book.write({ __name__: 'ALERTS', ...own, alertstate: fires ? 'firing' : 'pending' }, at, 1)
      book.write({ __name__: 'ALERTS_FOR_STATE', ...own }, at, since / 1000)
    }
  }
  return book.series
}

/** How much later than the first samples rules begin, so that their windows are full; no round time, as for samples. */
const lead = 1_799_000

const evaluations = (
  { begin, now }: DayPlan,
  { every = usually, earlier = [] }: Pick<PlannedRecording, 'every' | 'earlier'> = {},
): readonly number[] =>
  [...earlier, 0]
    .toSorted((a, b) => b - a)
    .flatMap((back) =>
      Array.from({ length: Math.floor((now - begin - lead) / every) + 1 }, (_, at) => begin - back + lead + at * every),
    )

/** Writes down samples, each to its series. */
class Book {
  readonly #series = new Map<string, { labels: LabelSet; times: number[]; values: number[] }>()

  write(labels: LabelSet, time: number, value: number): void {
    const key = `${labels.__name__} ${keyOf(labels)}`
    const known = this.#series.get(key) ?? { labels, times: [], values: [] }
    this.#series.set(key, known)
    known.times.push(time)
    known.values.push(value)
  }

  get series(): readonly Series[] {
    return [...this.#series.values()]
  }
}
