import { describe, expect, test } from 'vitest'
import { readFaults } from '../../../build/model/faults.ts'
import { root } from '../../support/root.ts'
import { record } from './record.ts'

const known = readFaults(root)
const releases = known?.releases ?? {}
const outcomes = known?.faults ?? []
const [first] = outcomes

describe('against what is committed', () => {
  test('the same outcomes pass, whatever day it is', () => {
    expect(record({ releases, outcomes, untried: [] }, false)).toEqual([
      `as alerts/faults.json says, of ${known?.recorded}`,
    ])
  })

  test('another release is said, and is no failure', () => {
    expect(record({ releases: { ...releases, Redis: '99.0.0' }, outcomes, untried: [] }, false)).toEqual([
      expect.stringContaining('as alerts/faults.json says'),
      `recorded with Redis ${releases.Redis}, and here runs 99.0.0`,
    ])
  })

  test('an outcome that differs fails, with the releases that do', () => {
    const others = outcomes.map((each) => (each === first ? { ...each, kept: ['the cat'] } : each))
    const changed = { releases: { ...releases, Redis: '99.0.0' }, outcomes: others, untried: [] }
    expect(() => record(changed, false)).toThrow(`otherwise of: ${first?.fault}\nrecorded with Redis`)
  })

  test('a fault that cannot be tried here is taken as it is known', () => {
    const untried = [first?.fault ?? '']
    expect(record({ releases, outcomes: outcomes.slice(1), untried }, false)).toHaveLength(1)
  })
})
