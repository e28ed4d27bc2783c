import { expect, test } from 'vitest'
import { rankingOverTime } from '../../../build/checks/dashboards/ranking-over-time.ts'
import { panel, subject, told } from '../subject.ts'

test('a graph of the largest', () => {
  const panels = [panel({ exprs: ['topk(5, sum by (endpoint) (rate(http_requests_total[$__rate_interval])))'] })]
  expect(told(rankingOverTime, subject({ panels }))).toMatchInlineSnapshot(`
    "warning  ranking-over-time   dashboard.json › Row › Panel
      topk(5, sum by (endpoint) (rate(http_requests_total[$__rate_interval])))
      ^^^^
      topk ranks anew at each point of the graph: it shows every series that was ever among them, in pieces.
      Show all series, filter them by a limit, or make the panel a table or a bar chart."
  `)
})

test.each([
  ['a table', panel({ type: 'table', exprs: ['topk(5, redis_memory_used_bytes)'] })],
  ['bars', panel({ type: 'bargauge', instant: true, exprs: ['topk(5, redis_memory_used_bytes)'] })],
  ['all series', panel({ exprs: ['redis_memory_used_bytes'] })],
  ['one of each', panel({ exprs: ['redis_up * on (job) topk without (pod) (1, theirs_info)'] })],
  ['the sum of the largest', panel({ exprs: ['sum(topk(5, redis_memory_used_bytes))'] })],
  [
    'members chosen once',
    panel({ exprs: ['redis_memory_used_bytes and topk(5, max_over_time(redis_memory_used_bytes[1h] @ end()))'] }),
  ],
])('%s is left alone', (_, shown) => {
  expect(told(rankingOverTime, subject({ panels: [shown] }))).toBe('')
})

test('one of each group is no ranking', () => {
  const exprs = ['a * on (pod) group_left (ns) topk by (pod) (1, b)']
  expect(told(rankingOverTime, subject({ panels: [panel({ exprs })] }))).toBe('')
})
