import { expect, test } from 'vitest'
import { flagsOf } from '../../build/targets/compose/flags.ts'
import { cadvisor, postgres } from '../../queries/jobs.ts'
import { debian12, pinned } from './stack.ts'

test('a release gets the flags that it knows, in the order of the catalog', () => {
  const declared = Object.keys(postgres.flags)
  expect(declared.length).toBeGreaterThan(0)
  expect(flagsOf(pinned, postgres)).toEqual(declared)
  expect(flagsOf(debian12, postgres)).toEqual([])
})

test('a service that the releases do not have gets none', () => {
  expect(flagsOf(debian12, cadvisor)).toEqual([])
})
