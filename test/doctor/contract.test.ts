import { describe, expect, test } from 'vitest'
import { differences, undeclared } from '../../build/doctor/contract/compare.ts'
import type { Expected } from '../../build/doctor/contract/expected.ts'
import { readExposition } from '../../build/documents/exposition/families.ts'
import { open } from '../../build/language/labels.ts'

const whats = (...given: Parameters<typeof differences>) => differences(...given).map(({ what }) => what)

const requests: Expected = {
  name: 'requests_total',
  type: 'counter',
  help: 'Requests.',
  labels: { method: ['GET', 'PUT'], route: open },
  edges: undefined,
  optional: undefined,
  flags: [],
  complete: false,
}
const exposed = (...lines: readonly string[]) =>
  readExposition(['# HELP requests_total Requests.', '# TYPE requests_total counter', ...lines, ''].join('\n'))

test('an exposition that keeps its promise differs in nothing', () => {
  expect(whats(exposed('requests_total{method="GET",route="/"} 1'), [requests])).toEqual([])
})

describe('a difference is named:', () => {
  test.each([
    [['requests_total{method="GET"} 1'], {}, 'requests_total does not have the declared label route.'],
    [
      ['requests_total{method="GET",route="/",user="a"} 1'],
      {},
      'requests_total has the label user, which is not declared for this release.',
    ],
    [['requests_total{method="get",route="/"} 1'], {}, 'requests_total has method="get", which is none of GET, PUT.'],
    [
      ['requests_total{method="GET",route="/"} 1'],
      { complete: true },
      'requests_total has no series with method="PUT", which must be there from the start.',
    ],
    [
      ['requests_total{method="GET",route="/"} 1'],
      { type: 'gauge' },
      'requests_total is exposed as a counter, and declared as a gauge.',
    ],
    [
      ['requests_total{method="GET",route="/"} 1'],
      { help: 'Other.' },
      'requests_total says "Requests.", and its declared help is "Other.".',
    ],
    [[], {}, 'requests_total has no series.'],
    [['requests_total{method="GET",route="/"} 1'], { name: 'other' }, 'other is not exposed.'],
  ] as const)('%j', (lines, changes, sentence) => {
    expect(whats(exposed(...lines), [{ ...requests, ...changes }])).toEqual([sentence])
  })
})

test('buckets are compared as numbers', () => {
  const text = (last: string) =>
    ['# TYPE a histogram', `a_bucket{le="1.0"} 0`, `a_bucket{le="${last}"} 1`, 'a_bucket{le="+Inf"} 1', ''].join('\n')
  const declared: Expected = { ...requests, name: 'a', type: 'histogram', help: undefined, labels: {}, edges: [1, 2.5] }
  expect(whats(readExposition(text('2.5')), [declared])).toEqual([])
  expect(whats(readExposition(text('5.0')), [declared])).toEqual([
    'a has the buckets 1, 5, Infinity, and declared are 1, 2.5, Infinity.',
  ])
})

test('what may be missing is no difference, and what is not declared is one', () => {
  const optional = { ...requests, name: 'other', optional: 'Only newer servers know it.' }
  expect(whats(exposed(), [optional])).toEqual([])
  expect(undeclared(exposed(), [optional])).toEqual(['requests_total is exposed, and the catalog does not declare it.'])
})
