import { expect, test } from 'vitest'
import { beyondLastBucket } from '../../../build/checks/thresholds/beyond-last-bucket.ts'
import { alert, panel, recording, subject, told } from '../subject.ts'

const p95 = 'histogram_quantile(0.95, sum by (le) (rate(extraction_duration_seconds_bucket[30m])))'

test('a threshold at the last edge', () => {
  expect(told(beyondLastBucket, subject({ rules: [alert({ expr: `${p95} > 600` })] }))).toMatchInlineSnapshot(`
    "error  beyond-last-bucket   rules.yml › group › SomeAlert
      histogram_quantile(0.95, sum by (le) (rate(extraction_duration_seconds_bucket[30m]))) > 600
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      The last bucket of the histogram ends at 600, and no quantile is above it: "> 600" is never true, however slow everything is.
      Count what lies above a bucket, \`_count\` less \`_bucket\`, or give the histogram a larger bucket."
  `)
})

test('a threshold in milliseconds', () => {
  expect(told(beyondLastBucket, subject({ rules: [alert({ expr: `${p95} > 30000` })] }))).toContain(
    'If 30000 is in milliseconds, write 30.',
  )
})

test.each([
  ['through max', `max(${p95}) > 600`],
  ['in another unit', `${p95} * 1000 > 600000`],
  ['turned around', `600 < ${p95}`],
  ['never below', `${p95} >= 601`],
  ['always below', `${p95} < 700`],
  ['through a recording rule', 'job:extraction:p95 > 600'],
])('%s', (_, expr) => {
  const rules = [recording({ name: 'job:extraction:p95', expr: p95 }), alert({ expr })]
  expect(told(beyondLastBucket, subject({ rules }))).toMatch(/The last bucket of the histogram ends at 600(000)?,/)
})

test('a colour that a panel never takes', () => {
  const thresholds = [
    { value: null, color: 'green' },
    { value: 600, color: 'orange' },
    { value: 900, color: 'red' },
  ]
  expect(told(beyondLastBucket, subject({ panels: [panel({ exprs: [p95], thresholds })] }))).toMatchInlineSnapshot(`
    "error  beyond-last-bucket   dashboard.json › Row › Panel
      The last bucket of the histogram ends at 600, and no quantile is above it: the panel never turns red, which begins at 900.
      Lower the threshold, or give the histogram a larger bucket."
  `)
})

test.each([
  ['an edge below the last', `${p95} > 300`],
  ['the last edge itself', `${p95} >= 600`],
  ['a count above the last edge', 'increase(extraction_duration_seconds_count[10m]) > 600'],
  ['the rate of a bucket', 'rate(extraction_duration_seconds_bucket{le="600.0"}[10m]) > 600'],
  [
    'a mean, which knows no buckets',
    'rate(extraction_duration_seconds_sum[10m]) / rate(extraction_duration_seconds_count[10m]) > 900',
  ],
  ['always above nothing', `${p95} >= 0`],
  ['an unknown histogram', 'histogram_quantile(0.95, rate(nobody_knows_bucket[5m])) > 1e9'],
  ['a native histogram', 'histogram_quantile(0.95, rate(nobody_knows[5m])) > 1e9'],
])('silent: %s', (_, expr) => {
  expect(told(beyondLastBucket, subject({ rules: [alert({ expr })] }))).toBe('')
})
