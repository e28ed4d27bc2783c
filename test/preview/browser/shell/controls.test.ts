import { expect, test } from 'vitest'
import { readDashboard } from '../../../../build/preview/app/dashboard/read.ts'
import { chosenAfter, chosenWith } from '../../../../build/preview/app/shell/choice.ts'
import { shortcutOf } from '../../../../build/preview/app/shell/shortcuts.ts'
import { moved, periodOf, zoomedOut } from '../../../../build/preview/app/shell/time.ts'
import { timeRangeOf } from '../../../../build/preview/app/view/view.ts'

const now = Date.UTC(2026, 0, 14, 12)
const minute = 60_000
const hour = timeRangeOf('now-1h', 'now', now, 'utc')

test.each([
  [['$__all'], ['$__all', 'a'], ['a']],
  [['a'], ['a', 'b'], ['a', 'b']],
  [['a', 'b'], ['a', 'b', '$__all'], ['$__all']],
  [['a'], [], ['$__all']],
])('of %j a click that makes it %j leaves %j', (before, after, chosen) => {
  expect(chosenAfter(before, after, true)).toEqual(chosen)
})

test('without `All`, one value stays chosen', () => {
  expect(chosenAfter(['a'], [], false)).toEqual(['a'])
})

test('with another choice, the choices among what depends on it are taken back', () => {
  const query = (name: string, text: string) => ({ name, type: 'query', query: text })
  const { variables } = readDashboard({
    templating: {
      list: [
        query('job', 'label_values(up{zone="$zone"}, job)'),
        query('instance', 'label_values(up{job=~"$job"}, instance)'),
        query('disk', 'label_values(size{instance=~"[[instance:regex]]"}, disk)'),
        query('zone', 'label_values(up{job=~"$job"}, zone)'),
        query('other', 'label_values(up, other)'),
      ],
    },
  })
  const chosen = { job: ['a'], instance: ['a1'], disk: ['sda'], zone: ['x'], other: ['o'], foreign: ['f'] }
  const changed = (name: string) => chosenWith(variables, chosen, name, ['new'])
  expect(changed('job')).toEqual({ job: ['new'], other: ['o'], foreign: ['f'] })
  expect(changed('instance')).toEqual({ job: ['a'], instance: ['new'], zone: ['x'], other: ['o'], foreign: ['f'] })
  expect(changed('other')).toEqual({ ...chosen, other: ['new'] })
})

test('a range moves by half of itself and doubles around its middle', () => {
  expect(moved(hour, -1)).toEqual({ from: String(now - 90 * minute), to: String(now - 30 * minute) })
  expect(moved(hour, 1)).toEqual({ from: String(now - 30 * minute), to: String(now + 30 * minute) })
  expect(zoomedOut(hour)).toEqual({ from: String(now - 90 * minute), to: String(now + 30 * minute) })
})

test('a relative range stays relative in the address, an absolute one is its moments', () => {
  expect(periodOf(hour)).toEqual({ from: 'now-1h', to: 'now' })
  const absolute = timeRangeOf(String(now - minute), String(now), now, 'utc')
  expect(periodOf(absolute)).toEqual({ from: String(now - minute), to: String(now) })
})

test('a shortcut is the last keys, in order', () => {
  const known = ['t z', 't left', 'escape']
  expect(shortcutOf(['t', 'z'], known)).toBe('t z')
  expect(shortcutOf(['x', 'escape'], known)).toBe('escape')
  expect(shortcutOf(['z', 't'], known)).toBeUndefined()
  expect(shortcutOf(['z'], known)).toBeUndefined()
})
