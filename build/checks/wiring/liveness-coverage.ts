import type { Subject } from '../../model/subject.ts'
import { selectors } from '../../promql/rewrite.ts'
import type { Selector } from '../../promql/tree.ts'
import type { Check } from '../check.ts'
import { candidatesOf, knownOf, matchersOf } from '../support/known-series.ts'
import { alertsOf } from '../support/rules.ts'
import { missed, readsJob, upSelectors } from '../support/up-alerts.ts'

export const livenessCoverage: Check = {
  id: 'liveness-coverage',
  severity: 'error',
  covers: ['I05'],
  about:
    'Each job that an alert depends on has an alert that tells when it is down, on `up` or with absent(). An alert whose metric is no longer scraped is silent for ever, which looks like health. It is checked where the scrape configuration is known.',
  run: (subject) => {
    const alerts = alertsOf(subject).map(({ rule }) => rule)
    const watching = alerts.flatMap(({ query }) => [...upSelectors(query.expr), ...missed(query.expr)])
    const scraped = new Set(subject.scraping?.jobs.map(({ name }) => name))
    const told = new Set<string>()
    return alerts.flatMap(({ place, query }) =>
      selectors(query.expr).flatMap((culprit) =>
        (culprit.metric === 'up' ? [] : jobsOf(subject, culprit)).flatMap((job) => {
          if (!scraped.has(job) || told.has(job) || watching.some((selector) => readsJob(selector, job))) return []
          told.add(job)
          return [
            {
              place,
              query: { ...query, culprit },
              what: `This alert is silent when the job ${job} is down, and no alert tells that it is.`,
              next: `Add an alert on up{job="${job}"} == 0 or absent(up{job="${job}"}).`,
            },
          ]
        }),
      ),
    )
  },
}

/** The jobs that a selector names, or else those that are known to expose its metric. */
const jobsOf = (subject: Subject, selector: Selector): readonly string[] =>
  matchersOf(selector, 'job')
    .map(candidatesOf)
    .find((jobs) => jobs !== undefined) ??
  knownOf(subject, selector)?.metric?.jobs ??
  []
