import { describe, expect, test } from 'vitest'
import { row } from '../../build/language/dashboard.ts'
import { sum } from '../../build/language/functions.ts'
import { stat } from '../../build/language/panels.ts'
import { idOf } from '../../build/model/identity.ts'
import { place } from '../../build/model/layout.ts'
import { load } from '../../build/model/load.ts'
import { resolve } from '../../build/model/model.ts'
import { queue } from '../language/metrics.ts'
import { root } from '../support/root.ts'

const nothing = () => ({ noValue: 'Nothing', idle: 'Nothing' })
const panel = (title: string, key?: string) => stat(title, sum(queue), 'Any.', key === undefined ? {} : { key })
const [depth, length, other] = [panel('Queue depth'), panel('Queue length', 'queue-depth'), panel('Other')]

const ids = (...rows: readonly ReturnType<typeof row>[]): ReadonlyMap<string, number> =>
  new Map(place(rows, nothing).flatMap(({ panels }) => panels.map(({ title, id }) => [title, id])))

describe('the id of a panel', () => {
  const id = ids(row('Row', [depth])).get('Queue depth')

  test('stays when the panel moves', () => {
    expect(ids(row('First', [other], [other]), row('Last', [other, depth])).get('Queue depth')).toBe(id)
  })
  test('stays when its row is renamed', () => {
    expect(ids(row('Another', [depth])).get('Queue depth')).toBe(id)
  })
  test('stays when its title changes and its first key is written down', () => {
    expect(ids(row('Row', [length])).get('Queue length')).toBe(id)
  })
  test('is another one when its title changes without a key', () => {
    expect(ids(row('Row', [panel('Queue length')])).get('Queue length')).not.toBe(id)
  })
  test('differs from that of a row of the same name', () => {
    const [placed] = place([row('Queue depth', [depth])], nothing)
    expect(placed?.id).not.toBe(id)
  })
})

test('an id is a positive integer that a browser and a 32-bit column can hold', () => {
  const keys = ['', 'a', 'request-rate', 'ü', 'row Traffic', ...Array.from({ length: 2000 }, (_, at) => `key-${at}`)]
  for (const key of keys) {
    expect(Number.isInteger(idOf(key)), key).toBe(true)
    expect(idOf(key), key).toBeGreaterThan(0)
    expect(idOf(key), key).toBeLessThan(2 ** 31)
  }
})

test('an id never changes: links and alerts out there hold it', () => {
  expect([idOf('request-rate'), idOf('row traffic'), idOf('')]).toEqual([232401680, 336632659, 18652616])
})

test('no two panels or rows of our dashboards have one id', async () => {
  const { dashboards } = resolve(await load(root))
  for (const { uid, rows } of dashboards) {
    const all = [...rows, ...rows.flatMap(({ panels }) => panels)]
    const titlesOf = (id: number) => all.filter((other) => other.id === id).map(({ title }) => title)
    const twice = all.map(({ id }) => titlesOf(id)).filter((titles) => titles.length > 1)
    expect(twice, uid).toEqual([])
    expect(all.length, uid).toBeGreaterThan(8)
  }
})
