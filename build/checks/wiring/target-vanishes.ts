import type { Expr, Selector } from '../../promql/tree.ts'
import { walk } from '../../promql/walk.ts'
import type { Check } from '../check.ts'
import { listed } from '../support/alternatives.ts'
import { limitOf } from '../support/around.ts'
import { candidatesOf, matchersOf } from '../support/known-series.ts'
import { alertsOf } from '../support/rules.ts'
import { missed, readsJob, upSelectors } from '../support/up-alerts.ts'

export const targetVanishes: Check = {
  id: 'target-vanishes',
  severity: 'warning',
  covers: ['I04'],
  about:
    'An alert on `up == 0` sees targets that do not answer, and none that are gone: when discovery finds no target any more, or the job leaves the scrape configuration, the series ends and the alert with it. `absent(up{job="x"})` in this or another alert misses the job itself, and so does `up` of some time ago `unless` it is there now.',
  run: (subject) => {
    const alerts = alertsOf(subject).map(({ rule }) => rule)
    const absent = alerts.flatMap(({ query }) => missed(query.expr))
    return alerts.flatMap(({ place, query }) =>
      [...walk(query.expr)].flatMap(downSelectors).flatMap((culprit) => {
        const jobs = jobsOf(culprit) ?? subject.scraping?.jobs.map(({ name }) => name)
        const forgotten = jobs?.filter((job) => !absent.some((selector) => missesJob(selector, job)))
        if (forgotten?.length === 0 || (jobs === undefined && absent.length > 0)) return []
        return [
          {
            place,
            query: { ...query, culprit },
            what: `This sees targets that do not answer; when ${forgotten === undefined ? 'a job' : listed(forgotten, 6, 'or')} has no target left, the series are gone, and nothing fires.`,
            next: `Add \`or absent(up{job="${forgotten?.[0] ?? '…'}"})\`, or an alert of its own on it.`,
          },
        ]
      }),
    )
  },
}

/** What is read of `up` in a condition that holds when it is 0, such as `min by (job) (up) < 1`. */
function downSelectors(expr: Expr): readonly Selector[] {
  const limit = limitOf(expr)
  if (limit === undefined) return []
  const { op, value } = limit
  const isDown = (op === '==' && value === 0) || (op === '!=' && value === 1) || (op === '<' && value <= 1)
  return isDown ? upSelectors(limit.expr) : []
}

/** The jobs that a selector lists; `undefined` if it lists none. */
const jobsOf = (selector: Selector): readonly string[] | undefined =>
  matchersOf(selector, 'job')
    .map(candidatesOf)
    .find((jobs) => jobs !== undefined)

/** Whether a selector inside `absent` is empty when the job is: it reads this job and no other. */
function missesJob(selector: Selector, job: string): boolean {
  const jobs = jobsOf(selector)
  return jobs?.length === 1 && readsJob(selector, job)
}
