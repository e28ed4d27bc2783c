import { expect, test } from 'vitest'
import { bucketEdge } from '../../../build/checks/thresholds/bucket-edge.ts'
import { panel, subject, told } from '../subject.ts'

const upTo = (matcher: string) =>
  subject({
    panels: [panel({ exprs: [`sum(rate(http_request_duration_seconds_bucket{${matcher}}[$__rate_interval]))`] })],
  })

test('a bucket that does not exist', () => {
  expect(told(bucketEdge, upTo('le="0.3"'))).toMatchInlineSnapshot(`
    "error  bucket-edge   dashboard.json › Row › Panel
      sum(rate(http_request_duration_seconds_bucket{le="0.3"}[$__rate_interval]))
                                                    ^^^^^^^^
      No bucket of http_request_duration_seconds_bucket fits le="0.3": they end at 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 1, 2.5, 5, 7.5, 10 and +Inf.
      Take one of these edges."
  `)
})

test('one spelling of a whole edge', () => {
  expect(told(bucketEdge, upTo('le="1"'))).toMatchInlineSnapshot(`
    "error  bucket-edge   dashboard.json › Row › Panel
      sum(rate(http_request_duration_seconds_bucket{le="1"}[$__rate_interval]))
                                                    ^^^^^^
      le="1" reads the bucket 1 in one spelling only: Python and Prometheus 3 write "1.0".
      Match both: le=~"1(\\\\.0)?"."
  `)
})

test.each([
  ['a negative matcher that excludes nothing', 'le!="0.3"', 'No bucket'],
  ['a pattern that fits none', 'le=~"0[.]3"', 'No bucket'],
  ['a pattern of one spelling', 'le=~"1|2.5"', 'in one spelling only'],
  ['a word', 'le="Inf"', 'No bucket'],
])('%s', (_, matcher, sentence) => {
  expect(told(bucketEdge, upTo(matcher))).toContain(sentence)
})

test.each([
  ['a fraction', 'le="0.25"'],
  ['the spelling of Python and Prometheus 3', 'le="1.0"'],
  ['both spellings', 'le=~"1(\\\\.0)?"'],
  ['infinity', 'le="+Inf"'],
  ['everything but infinity', 'le!="+Inf"'],
  ['a variable', 'le="$edge"'],
])('silent: %s', (_, matcher) => {
  expect(told(bucketEdge, upTo(matcher))).toBe('')
})

test('silent on an unknown histogram', () => {
  expect(told(bucketEdge, subject({ panels: [panel({ exprs: ['rate(nobody_knows_bucket{le="0.3"}[5m])'] })] }))).toBe(
    '',
  )
})
