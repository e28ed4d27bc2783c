import { expect, test } from 'vitest'
import { objectiveBeyondRetention } from '../../../build/checks/time/objective-beyond-retention.ts'
import { told } from '../subject.ts'
import { ourWith } from '../written.ts'

const keeping = (retention: string) => ourWith(({ stack }) => ({ stack: { ...stack, retention } }))

test('fourteen days where ten are kept', () => {
  expect(told(objectiveBeyondRetention, keeping('10d'))).toMatchInlineSnapshot(`
    "error  objective-beyond-retention   alerts/slos.ts › api-availability
      The objective of 99.9% is meant over 14d, and Prometheus keeps 10d.
      Choose a period of 10d or less, or raise the retention in stack.ts.

    error  objective-beyond-retention   alerts/slos.ts › api-latency
      The objective of 99% is meant over 14d, and Prometheus keeps 10d.
      Choose a period of 10d or less, or raise the retention in stack.ts."
  `)
})

test('silent: as long as samples are kept', () => {
  expect(told(objectiveBeyondRetention, keeping('14d'))).toBe('')
})
