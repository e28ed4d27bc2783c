import type { Examination, Finding } from '../../examination.ts'
import { queryNow } from '../api.ts'

/** Gauges by which an exporter tells that it is up and its server is not, and what that means. */
const behind = [
  {
    metric: 'pg_up',
    what: 'The exporter answers, and cannot reach PostgreSQL.',
    next: "Look whether PostgreSQL runs, then at the exporter's log: it tells of wrong passwords and hosts.",
  },
  {
    metric: 'redis_up',
    what: 'The exporter answers, and cannot reach Redis.',
    next: "Look whether Redis runs, then at the exporter's log: it tells of wrong passwords and hosts.",
  },
  {
    metric: 'pg_scrape_collector_success',
    what: 'A collector of the exporter fails.',
    next: "Look at the exporter's log: mostly its role lacks the right to read, or an extension is missing.",
  },
] as const

export const exporters: Examination = {
  id: 'exporters',
  question: 'Do the exporters reach the servers behind them?',
  needs: ['targets'],
  async run({ servers: { prometheus } }) {
    const findings = await Promise.all(
      behind.map(async ({ metric, what, next }) =>
        (await queryNow(prometheus, `${metric} == 0`)).map(
          ({ labels: { job, instance, collector } }): Finding => ({
            severity: 'error',
            where: ['job', job, '›', instance, ...(collector === undefined ? [] : ['› collector', collector])].join(
              ' ',
            ),
            what,
            next,
          }),
        ),
      ),
    )
    return { facts: [], findings: findings.flat() }
  },
}
