import { queriesOf } from '../../model/queries.ts'
import { selectors } from '../../promql/rewrite.ts'
import type { Aggregation, Selector } from '../../promql/tree.ts'
import { walk } from '../../promql/walk.ts'
import type { Check } from '../check.ts'
import { listed } from '../support/alternatives.ts'
import { knownOf } from '../support/known-series.ts'

export const ambiguousJob: Check = {
  id: 'ambiguous-job',
  severity: 'warning',
  covers: ['M12', 'L10'],
  isLocal: true,
  about:
    'A metric that several jobs expose is added up over all of them only where somebody says so: with a matcher on the job, or with the job in `by`. Otherwise the sum changes its meaning on the day that another job starts to expose the same name.',
  run: (subject) =>
    queriesOf(subject).flatMap((query) =>
      [...new Set([...walk(query.expr)].filter((node) => node.is === 'aggregation').flatMap(merged))].flatMap(
        (culprit) => {
          const jobs = knownOf(subject, culprit)?.metric?.jobs ?? []
          if (jobs.length < 2) return []
          return [
            {
              place: query.place,
              query: { ...query, culprit },
              what: `${culprit.metric} comes from ${jobs.length} jobs (${listed(jobs)}), and this adds them up without choosing.`,
              next: `Write job="${jobs[0]}" for one of them, job=~"${jobs.join('|')}" for all, or group by (job).`,
            },
          ]
        },
      ),
    ),
}

/** The selectors without a job of which an aggregation forgets the job. */
function merged({ op, grouping, expr }: Aggregation): readonly Selector[] {
  const listsJob = grouping?.labels.includes('job') ?? false
  const keeps = grouping?.kind === 'without' ? !listsJob : listsJob
  if (keeps || ['topk', 'bottomk', 'limitk', 'limit_ratio'].includes(op)) return []
  return selectors(expr).filter(
    ({ matchers }) => !matchers.some(({ label }) => label === 'job' || label === 'instance'),
  )
}
