import { expect, test } from 'vitest'
import { compareDrills } from '../../build/diff/compare/drills.ts'
import type { DrillOutcome } from '../../build/model/drills.ts'

const redisDies: DrillOutcome = {
  name: 'redisDies',
  title: 'Redis dies',
  input: 'a',
  noticed: 174,
  alerts: ['PyBaseRedisDown'],
  inhibited: [],
  pages: 1,
  tickets: 0,
  fails: [],
  needs: ['PyBaseRedisDown'],
}
const night: DrillOutcome = {
  ...redisDies,
  name: 'quietNight',
  title: 'Nobody works at night',
  noticed: null,
  alerts: [],
  pages: 0,
  needs: [],
}
const said = (before: readonly DrillOutcome[], after: readonly DrillOutcome[]): readonly string[] =>
  compareDrills(before, after).map(({ what }) => what)

test('what came to the same is not told, whatever it was made of', () => {
  expect(said([redisDies, night], [{ ...redisDies, input: 'b', needs: [] }, night])).toEqual([])
})

test.each([
  ['later', { noticed: 486 }, 'Redis dies: told after 2m54s → 8m6s'],
  [
    'never',
    { noticed: null, pages: 0, alerts: [], fails: ['PyBaseRedisDown tells nobody.'] },
    'Redis dies: told after 2m54s → never, 1 → 0 pages, no longer as it should be',
  ],
  ['more often', { pages: 3, tickets: 1 }, 'Redis dies: 1 → 3 pages, 0 → 1 ticket'],
])('somebody is told %s', (_, more, sentence) => {
  expect(said([redisDies], [{ ...redisDies, ...more }])).toEqual([sentence])
})

test('something harmless pages, or only tells', () => {
  const loud = { ...night, noticed: 600, alerts: ['PyBaseTargetDown'] }
  expect(said([night], [{ ...loud, pages: 1 }])).toEqual(['Nobody works at night: pages somebody, by PyBaseTargetDown'])
  expect(said([night], [{ ...loud, tickets: 1 }])).toEqual([
    'Nobody works at night: tells somebody, by PyBaseTargetDown',
  ])
})

test('a drill is new, is gone, or has another title', () => {
  expect(said([], [redisDies, night])).toEqual([
    'Redis dies: is new: told after 2m54s by PyBaseRedisDown',
    'Nobody works at night: is new: nobody is told',
  ])
  expect(said([redisDies], [])).toEqual(['Redis dies: is played no more'])
  expect(said([redisDies], [{ ...redisDies, title: 'Redis is dead' }])).toEqual([])
})
