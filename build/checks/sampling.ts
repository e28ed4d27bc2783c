import { selectors } from '../promql/rewrite.ts'
import type { Expr, Selector } from '../promql/tree.ts'
import { accepts } from '../promql/regex/compile.ts'
import { rulesOf } from './rules.ts'
import type { Subject } from './subject.ts'

/** How often a series gets a sample, and who sees to it. */
export interface Sampling {
  readonly seconds: number
  /** As the end of a sentence: `the job redis is scraped`. */
  readonly who: string
}

/** How often the slowest job that a selector can read is scraped, or its recording rule evaluated; `undefined` if unknown. */
export function samplingOf(subject: Subject, selector: Selector): Sampling | undefined {
  const known = subject.catalog.find(selector.metric ?? '')
  if (known === undefined) return undefined
  if ('recording' in known) {
    const name = known.recording.name
    const seconds = rulesOf(subject).find(({ rule }) => rule.kind === 'recording' && rule.name === name)?.interval
    return seconds === undefined ? undefined : { seconds, who: `${name} is evaluated` }
  }
  const jobs = new Set<string>(known.metric.jobs)
  const matchers = selector.matchers.filter(({ label }) => label === 'job')
  const [slowest] = (subject.scraping?.jobs ?? [])
    .filter(({ name }) => jobs.has(name) && matchers.every((matcher) => accepts(matcher, name) !== false))
    .toSorted((a, b) => b.interval - a.interval)
  return slowest && { seconds: slowest.interval, who: `the job ${slowest.name} is scraped` }
}

/** The slowest sampling among all that an expression reads; `undefined` if one of them is unknown. */
export function slowestSampling(subject: Subject, expr: Expr): Sampling | undefined {
  const all = selectors(expr).map((selector) => samplingOf(subject, selector))
  const known = all.filter((each) => each !== undefined)
  return known.length < all.length ? undefined : known.toSorted((a, b) => b.seconds - a.seconds)[0]
}
