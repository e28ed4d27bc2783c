import { expect, test } from 'vitest'
import { runbook } from '../../../build/checks/texts/runbook.ts'
import { ours, told } from '../subject.ts'
import { ourWith } from '../written.ts'

test('an alert without a runbook, one with half of it, and a runbook without an alert', () => {
  const changed = ourWith(({ runbooks }) => {
    const prose = new Map(runbooks)
    prose.delete('PyBaseApiLatencyHigh')
    prose.set('PyBaseDiskSpaceLow', '## Meaning\n\nFull.\n\n## Impact\n\n## Diagnosis\n\nLook.\n')
    prose.set('PyBaseGone', '## Meaning\n')
    return { runbooks: prose }
  })
  expect(told(runbook, changed)).toMatchSnapshot()
})

test('our runbooks are complete', () => {
  expect(told(runbook, ours)).toBe('')
})
