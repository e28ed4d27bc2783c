import type { Subject } from '../../model/subject.ts'
import { accepts } from '../../promql/regex/compile.ts'
import { selectors } from '../../promql/rewrite.ts'
import type { Expr, Matcher } from '../../promql/tree.ts'
import type { Check } from '../check.ts'
import { inspectQuery } from '../support/inspect.ts'
import { candidatesOf } from '../support/known-series.ts'
import { alertsOf } from '../support/rules.ts'

export const crossJobWithoutHold: Check = {
  id: 'cross-job-without-hold',
  severity: 'warning',
  covers: ['A10'],
  isLocal: true,
  about:
    'An alert that sets one job against another sees their samples at different moments: after a restart of Prometheus or of one job, or while a counter of one is a scrape ahead, the two disagree for a moment. With a `for` of a scrape or two that moment passes unnoticed.',
  run: (subject) =>
    alertsOf(subject)
      .filter(({ rule }) => rule.for === 0)
      .flatMap(({ rule }) =>
        inspectQuery(subject, rule.query, ({ node }) => {
          if (node.is !== 'binary' || ['and', 'or', 'unless'].includes(node.op)) return undefined
          const [left, right] = [jobsIn(subject, node.left), jobsIn(subject, node.right)]
          if (left === undefined || right === undefined || left.some((job) => right.includes(job))) return undefined
          return {
            culprit: node,
            part: 'operator',
            what: `The left side comes from ${left.join(', ')}, the right side from ${right.join(', ')}, and the alert has no for: the first evaluation that sees only one of them up to date can fire it.`,
            next: 'Give the alert a for of two scrapes or more.',
          }
        }),
      ),
}

/** The jobs that an expression reads; `undefined` where one is not known, or there is none. */
function jobsIn({ catalog }: Subject, expr: Expr): readonly string[] | undefined {
  const read = selectors(expr).map((selector) => {
    const wanted = selector.matchers.filter(({ label }) => label === 'job')
    const exposing = catalog.metricOf(selector)?.jobs ?? namedBy(wanted)
    return exposing?.filter((job) => wanted.every((matcher) => accepts(matcher, job) !== false))
  })
  const jobs = [...new Set(read.flatMap((each) => each ?? []))]
  return jobs.length === 0 || read.some((each) => each === undefined || each.length === 0) ? undefined : jobs
}

/** The jobs that a selector lists, of a metric that nobody knows. */
const namedBy = (wanted: readonly Matcher[]): readonly string[] | undefined =>
  wanted.map(candidatesOf).find((jobs) => jobs !== undefined)
