import { expect, test } from 'vitest'
import { flagsOf, isAtLeast } from '../../build/targets/compose/flags.ts'
import { debian12, jobs, pinned } from './stack.ts'

test.each([
  ['0.20.1', '0.13.0', true],
  ['0.9.0', '0.13.0', false],
  ['1.2.3', '1.2.3', true],
  ['1.2.2', '1.2.3', false],
  ['2.0.0', '1.9', true],
  ['1.2', '1.2.0', true],
])('%s is at least %s: %s', (version, since, answer) => expect(isAtLeast(version, since)).toBe(answer))

test('a release gets the flags that it knows, in the order of the catalog', () => {
  const declared = jobs.flatMap((job) => (job.name === 'postgres' ? Object.keys(job.flags) : []))
  expect(declared.length).toBeGreaterThan(0)
  expect(flagsOf(pinned, jobs, 'postgresExporter')).toEqual(declared)
  expect(flagsOf(debian12, jobs, 'postgresExporter')).toEqual([])
})

test('a service that the releases do not have gets none', () => {
  expect(flagsOf(debian12, jobs, 'cadvisor')).toEqual([])
})
