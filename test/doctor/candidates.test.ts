import { expect, test } from 'vitest'
import { candidates } from '../../build/doctor/prometheus/metrics/candidates.ts'
import { examined } from './pretend.ts'

const counted = (...names: readonly string[]) => ({
  resultType: 'vector',
  result: names.map((name) => ({ metric: { __name__: name }, value: [1_700_000_000, '1'] })),
})

test('a metric that nobody declared is told; what Prometheus writes for a job itself is not', async () => {
  const { findings } = await examined(candidates, {
    targets: () => ({
      activeTargets: [
        {
          labels: { job: 'pybase-api', instance: 'a:1' },
          scrapePool: 'pybase-api',
          scrapeUrl: '',
          lastError: '',
          health: 'up',
        },
      ],
    }),
    query: () =>
      counted('up', 'scrape_duration_seconds', 'ALERTS', 'ALERTS_FOR_STATE', 'http_requests_total', 'surprise'),
    'targets/metadata': () => [],
    metadata: () => ({}),
  })
  expect(findings.map(({ where }) => where)).toEqual(['job pybase-api › surprise'])
})
