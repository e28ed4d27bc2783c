import { expect, test } from 'vitest'
import * as z from 'zod'
import { pybaseSettings } from '../../build/pybase/settings.ts'
import { overlaySchema } from '../../build/stack/overlay-schema.ts'
import stack from '../../stack.ts'

const schema = z.fromJSONSchema(overlaySchema(pybaseSettings))
const isTaken = (overlay: unknown): boolean => schema.safeParse(overlay).success

test.each([
  [{}],
  [{ retention: '30d' }],
  [{ versions: 'debian12' }],
  [{ versions: 'mine', releases: { mine: { ...stack.releases.pinned, cadvisor: null } } }],
  [{ notify: { slack: { enabled: false } } }],
  [{ targets: { node: { address: 'host:9100' } }, broker: { queues: { search: 'find' } } }],
  [{ releases: { pinned: { grafana: null } } }],
])('an overlay may say %j', (overlay) => {
  expect(isTaken(overlay)).toBe(true)
})

test('it may say all that stack.ts says', () => {
  expect(isTaken(stack)).toBe(true)
})

test.each([
  [{ retenton: '30d' }],
  [{ retention: 30 }],
  [{ versions: 'Newest one' }],
  [{ releases: { mine: { prometheus: '3' } } }],
  [{ notify: { slack: { enabled: 'no' } } }],
  [{ targets: { node: { address: 'http://host' } } }],
  [{ ports: { grafana: 70_000 } }],
])('it may not say %j', (overlay) => {
  expect(isTaken(overlay)).toBe(false)
})
