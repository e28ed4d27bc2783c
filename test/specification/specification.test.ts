import { expect, test } from 'vitest'
import { load } from '../../build/model/load.ts'
import { root } from '../support/root.ts'
import { chapters } from './breaches.ts'

const definitions = await load(root)

test.each(Object.entries(chapters))('%s: as specified', (_, breachesOf) => {
  expect(breachesOf(definitions)).toEqual([])
})
