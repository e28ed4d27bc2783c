import { expect, test } from 'vitest'
import { root } from '../../build/commands/paths.ts'
import { load } from '../../build/model/load.ts'
import { chapters } from './breaches.ts'

const definitions = await load(root)

test.each(Object.entries(chapters))('%s: as specified', (_, breachesOf) => {
  expect(breachesOf(definitions)).toEqual([])
})
