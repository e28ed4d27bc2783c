import { expect, test } from 'vitest'
import { humanizer } from '../../../build/checks/texts/humanizer.ts'
import { alert, subject, told } from '../subject.ts'

const saying = (expr: string, description: string) =>
  subject({ rules: [alert({ expr, annotations: { description } })] })

const share = 'sum(rate(http_requests_total{status=~"5.."}[5m])) / sum(rate(http_requests_total[5m]))'
const p95 = 'histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket[5m])))'

test('a function that takes the value for something else is told', () => {
  const rules = [
    alert({ expr: `100 * ${share} > 5`, annotations: { description: '{{ $value | humanizePercentage }}' } }),
    alert({ expr: `${p95} * 1000 > 500`, annotations: { description: 'Took {{ humanizeDuration $value }}.' } }),
    alert({ expr: `${share} > 0.05`, annotations: { description: '{{ $value | printf "%.2f" }}% failed.' } }),
  ]
  expect(told(humanizer, subject({ rules }))).toMatchInlineSnapshot(`
    "error  humanizer   rules.yml › group › SomeAlert › annotation description
      {{ $value | humanizePercentage }}
         ^^^^^^
      humanizePercentage takes the value for a share from 0 to 1, and it is percent.
      Take humanize, and "%" after the braces.

    error  humanizer   rules.yml › group › SomeAlert › annotation description
      Took {{ humanizeDuration $value }}.
                               ^^^^^^
      humanizeDuration takes the value for seconds, and it is milliseconds.
      Take humanizeDuration, and divide the expression by 1000.

    error  humanizer   rules.yml › group › SomeAlert › annotation description
      {{ $value | printf "%.2f" }}% failed.
         ^^^^^^
      The value is a share from 0 to 1, and "%" follows it: 5% would read 0.05%.
      Write {{ $value | humanizePercentage }}, without the "%"."
  `)
})

test.each([
  ['a share as a duration', `${share} > 0.05`, '{{ $value | humanizeDuration }}'],
  ['a duration as bytes', `${p95} > 1`, '{{ $value | humanize1024 }}'],
  ['bytes as a share', 'redis_memory_used_bytes > 1e9', '{{ $value | humanizePercentage }}'],
  ['a rate as a share', 'sum(rate(http_requests_total[5m])) > 5', '{{ $value | humanizePercentage }}'],
  ['two signs of percent', 'some_metric > 5', '{{ $value | humanizePercentage }}%'],
  ['a moment as a duration', 'pybase_start_time_seconds > 0', '{{ $value | humanizeDuration }}'],
])('%s is told', (_, expr, description) => {
  expect(told(humanizer, saying(expr, description))).toContain('humanizer')
})

test.each([
  ['a share', `${share} > 0.05`, '{{ $value | humanizePercentage }}'],
  ['a duration', `${p95} > 1`, '{{ $value | humanizeDuration }}'],
  ['an age', 'time() - pybase_start_time_seconds < 60', '{{ $value | humanizeDuration }}'],
  ['a moment', 'pybase_start_time_seconds > 0', '{{ $value | humanizeTimestamp }}'],
  ['bytes', 'redis_memory_used_bytes > 1e9', '{{ $value | humanize1024 }}B'],
  ['percent', `100 * ${share} > 5`, '{{ $value | humanize }}%'],
  ['a gauge without a unit', 'redis_key_size > 5', '{{ $value | humanizePercentage }}'],
  ['an unknown metric', 'some_metric > 5', '{{ $value | humanizeDuration }}'],
  ["another query's value", `${p95} > 1`, '{{ with query "up" }}{{ . | first | value | humanizePercentage }}{{ end }}'],
])('%s is fine', (_, expr, description) => {
  expect(told(humanizer, saying(expr, description))).toBe('')
})

test('percent of what nobody knows, multiplied again', () => {
  expect(told(humanizer, saying('100 * theirs_used / theirs_size > 5', '{{ $value | humanizePercentage }}'))).toContain(
    'humanizePercentage does so again',
  )
  expect(told(humanizer, saying('theirs_used / theirs_size > 5', '{{ $value | humanizePercentage }}'))).toBe('')
})
