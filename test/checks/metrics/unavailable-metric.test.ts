import { expect, test } from 'vitest'
import { unavailableMetric } from '../../../build/checks/metrics/unavailable-metric.ts'
import { running } from '../../targets/stack.ts'
import { ours, told } from '../subject.ts'
import { ourWith } from '../written.ts'

test('a metric that the pinned exporter does not have yet', () => {
  const older = ourWith(({ stack }) => ({ stack: running(stack, { postgresExporter: '0.13.0' }) }))
  expect(told(unavailableMetric, older)).toMatchSnapshot()
})

test('a build for older releases leaves out what they lack, and says so elsewhere', () => {
  const debian = ourWith(({ stack }) => ({ stack: { ...stack, versions: 'debian12' } }))
  expect(told(unavailableMetric, debian)).toBe('')
})

test('the pinned releases have all that we read', () => {
  expect(told(unavailableMetric, ours)).toBe('')
})
