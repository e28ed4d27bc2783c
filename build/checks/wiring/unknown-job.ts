import { queriesOf } from '../../model/queries.ts'
import type { Subject } from '../../model/subject.ts'
import { nearest } from '../../nearest.ts'
import { compile } from '../../promql/regex/compile.ts'
import { selectors } from '../../promql/rewrite.ts'
import type { Matcher, Selector } from '../../promql/tree.ts'
import type { Check } from '../check.ts'
import { alternatives, listed } from '../support/alternatives.ts'
import { knownOf, matchersOf } from '../support/known-series.ts'
import { variableQueriesOf } from '../support/label-values.ts'
import { seriesJobsOf } from '../support/scraping.ts'

export const unknownJob: Check = {
  id: 'unknown-job',
  severity: 'error',
  covers: ['I01', 'I02', 'M03', 'L06'],
  isLocal: true,
  about:
    'A job that a query, or a variable of a dashboard, names is scraped, and it is one that exposes the metric. The name of a job that no scrape configuration has, or of another job, selects nothing and says so nowhere. A label job that static_configs or relabel_configs write is the name that counts. It is silent where discovery or relabelling may make it anything, and where the jobs of the catalog have other names in the scrape configuration.',
  run: (subject) => {
    const scraped = seriesJobsOf(subject)
    if (scraped === undefined) return []
    return [...queriesOf(subject), ...variableQueriesOf(subject)].flatMap((query) =>
      selectors(query.expr).flatMap((selector) =>
        matchersOf(selector, 'job').flatMap((culprit) =>
          wrong(subject, scraped, selector, culprit).map((said) => ({
            place: query.place,
            query: { ...query, culprit, part: 'value' },
            ...said,
          })),
        ),
      ),
    )
  },
}

interface Said {
  readonly what: string
  readonly next: string
}

function wrong(
  subject: Subject,
  scraped: readonly string[],
  selector: Selector,
  { op, value }: Matcher,
): readonly Said[] {
  const known = knownOf(subject, selector)
  if (known === undefined || value === '') return []
  const exposing = known.jobs
  // Somebody's jobs may have other names than ours.
  const comparable = exposing.length > 0 && exposing.every((job) => scraped.includes(job))
  const fits = (jobs: readonly string[], wanted: string): boolean => {
    if (jobs.includes(wanted)) return true
    // A regular expression where a text is due has a check of its own.
    const pattern = compile(wanted)
    return jobs.some((job) => pattern.matches(job) !== false)
  }
  if (op === '!=' && comparable && exposing.every((job) => job === value)) {
    return [
      {
        what: `Only ${value} exposes ${known.name}, so nothing is left when it is excluded.`,
        next: `Write job="${value}", or take a metric of another job.`,
      },
    ]
  }
  const wanted = op === '=' || op === '!=' ? [value] : alternatives(value)
  return wanted.flatMap((job) => {
    const effect = op === '=' || op === '=~' ? 'selects nothing' : 'excludes nothing'
    if (!fits(scraped, job)) {
      const renamed = subject.scraping?.jobs.find(({ name }) => name === job)
      if (renamed !== undefined) {
        return {
          what: `The scrape configuration of ${job} writes job="${listed(renamed.seriesJobs ?? [])}" into its series, so it ${effect}.`,
          next: 'Name the job as its series do, or leave the label job alone in the scrape configuration.',
        }
      }
      const meant = nearest(job, scraped)
      return {
        what: `No scrape configuration has the job ${job}, so it ${effect}; ${meant === undefined ? `the jobs are ${listed(scraped)}` : `the nearest is ${meant}`}.`,
        next: 'Correct the name, or add the job to the scrape configuration.',
      }
    }
    if (!comparable || fits(exposing, job)) return []
    return {
      what: `The job ${job} does not expose ${known.name}, so it ${effect}: ${listed(exposing)} ${exposing.length === 1 ? 'does' : 'do'}.`,
      next: `Name ${exposing.length === 1 ? `the job ${exposing[0]}` : 'one of these jobs'}, or take a metric of ${job}.`,
    }
  })
}
