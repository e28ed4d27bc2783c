import { expect, test } from 'vitest'
import { bareValue } from '../../../build/checks/texts/bare-value.ts'
import { alert, subject, told } from '../subject.ts'

const saying = (expr: string, description: string) =>
  subject({ rules: [alert({ expr, annotations: { description } })] })

const share = 'sum(rate(http_requests_total{status=~"5.."}[5m])) / sum(rate(http_requests_total[5m])) > 0.05'
const p95 = 'histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket[5m]))) > 1'

test('a bare number of something that has a unit is told', () => {
  expect(told(bareValue, saying(share, '{{ $value }} of all requests failed.'))).toMatchInlineSnapshot(`
    "warning  bare-value   rules.yml › group › SomeAlert › annotation description
      {{ $value }} of all requests failed.
         ^^^^^^
      The value is a share from 0 to 1, and it is printed bare, as in 0.05263157894736842.
      Write {{ $value | humanizePercentage }}."
  `)
})

test.each([
  ['seconds', p95, 'It took {{ $value }} or longer.', 'humanizeDuration'],
  ['bytes', 'redis_memory_used_bytes > 1e9', 'Redis uses {{- $value -}}.', 'humanize1024'],
  ['a moment', 'pybase_start_time_seconds > 0', 'Started at {{ .Value }}.', 'humanizeTimestamp'],
])('%s are told', (_, expr, description, fn) => {
  expect(told(bareValue, saying(expr, description))).toContain(fn)
})

test.each([
  ['a share through a function', share, '{{ $value | humanizePercentage }} failed.'],
  ['a share with so many digits', share, '{{ printf "%.3f" $value }} of all requests failed.'],
  ['a share that is compared', share, '{{ if gt $value 0.5 }}Most{{ else }}Some{{ end }} failed.'],
  ['seconds with their unit', p95, 'It took {{ $value }}s, {{ $value }} seconds.'],
  ['bytes with their unit', 'redis_memory_used_bytes > 1e9', 'Redis uses {{ $value }} bytes.'],
  ['the raw value', share, 'It fails.\n  VALUE = {{ $value }}\n  LABELS = {{ $labels }}'],
  ['the raw value in a sentence', share, 'It fails (current value is: {{ $value }}).'],
  ['a number of things', 'redis_key_size > 5', '{{ $value }} tasks wait.'],
  ['a number of seconds of nobody knows what', 'some_metric > 5', 'It took {{ $value }}.'],
])('%s is fine', (_, expr, description) => {
  expect(told(bareValue, saying(expr, description))).toBe('')
})

test.each([
  ['a rate', 'sum by (job) (rate(theirs_total[5m])) > 5', '{{ $value }} a second.'],
  ['a quotient', '100 * theirs_used / theirs_size > 5', 'Now {{ .Value }} of the disk.'],
  ['a mean', 'avg by (job) (theirs) > 5 and on (job) up == 1', 'It has {{ $value }}.'],
])('a fraction of what nobody knows: %s', (_, expr, description) => {
  expect(told(bareValue, saying(expr, description))).toContain('The value is a fraction')
})

test.each([
  ['rounded', 'round(rate(theirs_total[5m]) * 60) > 5', '{{ $value }} a minute.'],
  ['in percent', '100 * theirs_used / theirs_size > 5', '{{ $value }}% of the disk.'],
  ['counted', 'count(rate(theirs_total[5m]) > 1) > 5', '{{ $value }} are busy.'],
  ['through a function', 'rate(theirs_total[5m]) > 5', '{{ $value | humanize }} a second.'],
])('no long tail of digits: %s', (_, expr, description) => {
  expect(told(bareValue, saying(expr, description))).toBe('')
})
