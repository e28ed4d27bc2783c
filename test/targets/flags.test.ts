import { expect, test } from 'vitest'
import { flagsOf } from '../../build/targets/compose/flags.ts'
import { debian12, jobs, pinned } from './stack.ts'

test('a release gets the flags that it knows, in the order of the catalog', () => {
  const declared = jobs.flatMap((job) => (job.name === 'postgres' ? Object.keys(job.flags) : []))
  expect(declared.length).toBeGreaterThan(0)
  expect(flagsOf(pinned, jobs, 'postgresExporter')).toEqual(declared)
  expect(flagsOf(debian12, jobs, 'postgresExporter')).toEqual([])
})

test('a service that the releases do not have gets none', () => {
  expect(flagsOf(debian12, jobs, 'cadvisor')).toEqual([])
})
