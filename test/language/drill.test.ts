import { expect, test } from 'vitest'
import { Refused } from '../../build/findings/problem.ts'
import { alert } from '../../build/language/alert.ts'
import { drill } from '../../build/language/drill.ts'
import { down, grows, restarts, scales, stands, turns } from '../../build/language/touch.ts'
import { node, queue, requests } from './metrics.ts'

const queueLong = alert('PyBaseQueueLong', {
  when: queue.above(10),
  severity: 'warning',
  component: 'api',
  summary: 'The queue is long.',
  description: ({ value }) => `It holds ${value}.`,
})
const about = { lasts: '1h', happens: [stands(queue, 20)] } as const
const noticed = { by: queueLong, within: '3m' } as const

/** What is said of a definition that no type has seen. */
function refusal(define: () => unknown): unknown {
  try {
    define()
  } catch (error) {
    if (error instanceof Refused) return error.problems.map(({ what, next }) => `${what} ${next}`).join('\n')
    throw error
  }
  return 'nothing was refused'
}
const refused = (more: object): unknown => refusal(() => drill('The queue fills', { ...about, ...more } as never))

test('a drill in base units', () => {
  expect(drill('The queue fills', { ...about, at: '08:30', noticed, pages: 0, tickets: 1 })).toMatchObject({
    title: 'The queue fills',
    at: 8.5 * 3600,
    lasts: 3600,
    happens: [{ does: 'stand', value: 20 }],
    expects: { noticed: { by: [{ name: 'PyBaseQueueLong' }], within: 180 }, pages: 0, tickets: 1 },
  })
})

test.each([
  ['no end', { lasts: undefined, quiet: true }, /lasts should be a time/],
  ['an end at its beginning', { lasts: '0s', quiet: true }, /lasts is 0s, so that nothing happens/],
  ['nothing that happens', { happens: [], quiet: true }, /should have 1 or more/],
  ['quiet and a page', { quiet: true, pages: 1 }, /It is quiet, and has pages: 1: one contradicts the other/],
  ['quiet and noticed', { quiet: true, noticed }, /It is quiet, and has noticed/],
  ['nothing expected', {}, /It expects nothing, so that it would pass with every alert removed/],
  ['noticed, and nobody told', { noticed, pages: 0, tickets: 0 }, /pages: 0 and tickets: 0: nobody is told/],
  ['no number of pages', { noticed, tickets: 1 }, /how many pages and tickets/],
  [
    'an alert that is undefined',
    { noticed: { within: '3m', by: undefined }, pages: 1, tickets: 0 },
    /Was it forgotten/,
  ],
  ['a time that is none', { at: '25:00', quiet: true }, /Write hours and minutes/],
  ['something else that happens', { happens: ['rain'], quiet: true }, /something that happens/],
])('%s is refused', (_, more, message) => {
  expect(refused(more)).toMatch(message)
})

test.each([
  ['grows() of a counter', () => grows(requests as never, 5), /what grows/],
  ['a negative factor', () => scales(requests, -1), /not negative/],
  ['a share of 30', () => turns(requests, 30 as never, { status: '503' }), /the share/i],
  ['a class of values', () => turns(requests, '30%', { status: '5xx' }), /status should become one value/],
  [
    'an end before the beginning',
    () => down(node, { from: '10m', until: '5m' }),
    /ends at 5m, before it begins at 10m/,
  ],
  ['again and again without a time between', () => down(node, { every: '0s' }), /every 0s/],
  ['a job by its name', () => restarts('node' as never, '10s'), /the job/i],
])('%s is refused', (_, define, message) => {
  expect(refusal(define)).toMatch(new RegExp(message.source, 'i'))
})
