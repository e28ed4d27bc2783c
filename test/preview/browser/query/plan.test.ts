// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Grafana's macros look like a template's placeholders.
import { expect, test } from 'vitest'
import type { Lookup } from '../../../../build/preview/app/query/interpolate.ts'
import { planOf } from '../../../../build/preview/app/query/plan.ts'
import { askingOf, panelOf, rangeOf } from './panels.ts'

/** The question of a panel with one query, or why it is refused. */
function questionOf(
  target: object,
  {
    width = 1000,
    hours = 1,
    lookup = () => undefined,
    ...panel
  }: { width?: number; hours?: number; lookup?: Lookup; interval?: string; maxDataPoints?: unknown } = {},
) {
  const asking = askingOf('', { range: rangeOf(1_768_348_805, 1_768_348_805 + hours * 3600), lookup })
  const [query] = planOf(panelOf({ ...panel, targets: [{ refId: 'A', expr: 'up', ...target }] }), width, asking).queries
  return query !== undefined && 'question' in query ? query.question : query
}
const step = (...args: Parameters<typeof questionOf>) => (questionOf(...args) as { step?: number }).step
const expr = (text: string, ...rest: [{ width?: number; hours?: number; lookup?: Lookup; interval?: string }?]) =>
  (questionOf({ expr: text }, ...rest) as { expr?: string }).expr

test.each([
  ['an hour', {}, {}, 15],
  ['a day', {}, { hours: 24 }, 60],
  ['a day in a narrow panel', {}, { hours: 24, width: 100 }, 900],
  ['a week', {}, { hours: 168 }, 600],
  ['the data points of the panel', {}, { maxDataPoints: 12 }, 300],
  ['the data points of an old panel', {}, { maxDataPoints: '12' }, 300],
  ['the least step of the panel', {}, { interval: '1m' }, 60],
  ['the least step of the query', { interval: '30s' }, { interval: '1m' }, 30],
  ['a bound', { interval: '>2m' }, {}, 120],
  ['seconds without a unit', { interval: '90' }, {}, 90],
  ['a variable', { interval: '$least' }, { lookup: (name: string) => (name === 'least' ? '5m' : undefined) }, 300],
  ['four scrapes', { interval: '$__rate_interval' }, {}, 60],
  ['nothing less than a second', { interval: '100ms' }, { hours: 0.01 }, 1],
  ['at most 11,000 points', { interval: '1s' }, { hours: 24, width: 100_000 }, 8],
  ['a factor that Grafana ignores', { intervalFactor: 10 }, {}, 15],
])('the step follows %s', (_, target, more, expected) => {
  expect(step(target, more)).toBe(expected)
})

test('a step that is no duration is refused in words', () => {
  expect(questionOf({ interval: 'often' })).toEqual({
    refId: 'A',
    refused: 'The least step of this panel is often, which is no duration such as 30s.',
  })
})

test('a range is aligned to its step, a moment is the end of the range', () => {
  expect(questionOf({})).toEqual({ kind: 'range', expr: 'up', start: 1_768_348_800, end: 1_768_352_400, step: 15 })
  expect(questionOf({ instant: true, range: false })).toEqual({ kind: 'instant', expr: 'up', time: 1_768_352_405 })
})

test.each([
  ['rate(x[$__rate_interval])', 'rate(x[60s])'],
  ['rate(x[${__rate_interval}:$__interval])', 'rate(x[60s:15s])'],
  ['x / $__interval_ms * 1000', 'x / 15000 * 1000'],
  ['increase(x[$__range]) / $__range_s + $__range_ms', 'increase(x[3600s]) / 3600 + 3600000'],
  ['x @ ${__to:date:seconds} > $__from', 'x @ 1768352405 > 1768348805000'],
  ['"${__from:date}" "${__from:date:iso}"', '"2026-01-14T00:00:05.000Z" "2026-01-14T00:00:05.000Z"'],
  ['"${__from:date:YYYY-MM-DD HH:mm}"', '"2026-01-14 00:00"'],
])('Grafana says %s as %s', (text, expected) => {
  expect(expr(text)).toBe(expected)
})

test('a rate looks back further than the step, and further where the query asks for a least step', () => {
  expect(expr('[$__rate_interval]', { hours: 24 })).toBe('[75s]')
  expect((questionOf({ expr: '[$__rate_interval]', interval: '2m' }) as { expr: string }).expr).toBe('[480s]')
  expect(expr('[$__rate_interval]', { interval: '2m' })).toBe('[135s]')
})

test('the automatic choice of an interval is the step', () => {
  expect(expr('[$every]', { lookup: (name) => (name === 'every' ? '$__auto_interval_every' : undefined) })).toBe(
    '[15s]',
  )
})

test('a name that nobody knows is refused, groups of a regular expression are not', () => {
  expect(questionOf({ expr: 'up{job="$job"}' })).toMatchObject({ refused: expect.stringContaining('$job') })
  expect(questionOf({ expr: 'up{job="${job:pipe}"}' })).toMatchObject({ refused: expect.stringContaining('$job') })
  for (const text of [
    'label_replace(up, "a", "$1-${2}", "b", "(.)(.)")',
    'label_replace(up, "a", "$x", "b", "(?P<x>.)")',
  ]) {
    expect(expr(text)).toBe(text)
  }
})

test('a chosen value that looks like a variable is not taken for one', () => {
  expect(expr('up{job="$job"}', { lookup: (name) => (name === 'job' ? 'a$b' : undefined) })).toBe('up{job="a$b"}')
})

test('what is asked is the same until the step changes', () => {
  const at = (width: number) => JSON.stringify(questionOf({}, { width, hours: 24 }))
  expect(at(1001)).toBe(at(1000))
  expect(at(300)).not.toBe(at(1000))
})
