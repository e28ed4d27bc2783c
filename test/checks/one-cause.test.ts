import { expect, test } from 'vitest'
import { runChecks } from '../../build/checks/run.ts'
import { ruleFile } from './written.ts'

const p95 = (histogram: string) =>
  `histogram_quantile(0.95, sum by (le, job) (rate(${histogram}_bucket{job="pybase-api"}[5m])))`

/** The checks that say something of the condition of a rule in somebody's file. */
const saying = (expr: string): readonly string[] =>
  runChecks(ruleFile(expr)).flatMap(({ check, isOfQuery }) => (isOfQuery ? [check] : []))

test.each([
  ['between two buckets', `${p95('http_request_duration_seconds')} > 0.6`, 'between-buckets'],
  ['at the last bucket', `${p95('http_request_duration_seconds')} > 10`, 'beyond-last-bucket'],
  ['beyond it', `${p95('http_request_duration_seconds')} > 60`, 'beyond-last-bucket'],
  ['in milliseconds', `${p95('http_request_duration_seconds')} > 600`, 'beyond-last-bucket'],
  [
    'of a bucket that does not exist',
    'sum(rate(http_request_duration_seconds_bucket{job="pybase-api",le="0.6"}[5m])) > 5',
    'bucket-edge',
  ],
])('a threshold %s is one finding', (_, expr, check) => {
  expect(saying(expr)).toEqual([check])
})
