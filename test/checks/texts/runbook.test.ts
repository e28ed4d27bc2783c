import { expect, test } from 'vitest'
import { runbook } from '../../../build/checks/texts/runbook.ts'
import { told } from '../subject.ts'
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

const full = ['Meaning', 'Impact', 'Diagnosis', 'Mitigation']
  .map((title) => `## ${title}\n\n${'Words that help. '.repeat(6)}\n`)
  .join('\n')

/** What is told of this prose in the place of a runbook of ours. */
const toldOf = (prose: string) =>
  told(
    runbook,
    ourWith(({ runbooks }) => ({ runbooks: new Map(runbooks).set('PyBaseRedisDown', prose) })),
  )

test.each([
  ['complete', full, ''],
  ['complete, with the line ends of Windows', full.replaceAll('\n', '\r\n'), ''],
  ['headings in code are none', full.replace('## Impact\n', '$&\n```bash\n## Impact\n```\n'), ''],
  [
    'too short',
    `${full.slice(0, full.indexOf('## Mitigation'))}## Mitigation\n\nRestart it.\n`,
    ':13:1\n  The section "## Mitigation" has 11 characters',
  ],
  [
    'empty',
    `${full.slice(0, full.indexOf('## Mitigation'))}## Mitigation\n`,
    ':13:1\n  The section "## Mitigation" is empty.',
  ],
  ['missing', full.slice(0, full.indexOf('## Mitigation')), 'The runbook lacks "## Mitigation".'],
  ['twice', `${full}\n## Impact\n\nMore.\n`, ':17:1\n  The section "## Impact" is there twice, first in line 5,'],
  ['another', full.replace('## Impact', '## Effects'), ':5:1\n  The section "## Effects" is none of Meaning, Impact,'],
  ['before the first', `# Redis\n\n${full}`, ':1:1\n  The text before the first heading'],
  [
    'an alert that is none',
    full.replace('help', 'help, as PyBaseRedisGone'),
    ':3:21\n  There is no alert PyBaseRedisGone.',
  ],
])('the sections of a runbook: %s', (_, prose, said) => {
  const text = toldOf(prose)
  expect(text).toContain(said)
  expect(text.match(/^error /gm) ?? []).toHaveLength(said === '' ? 0 : 1)
})
