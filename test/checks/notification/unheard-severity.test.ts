import { expect, test } from 'vitest'
import { unheardSeverity } from '../../../build/checks/notification/unheard-severity.ts'
import type { NotifyChannel } from '../../../build/stack/schema.ts'
import { cli } from '../../commands/cli.ts'
import { put, temporaryFolder } from '../../output/folder.ts'
import { notifying } from '../../targets/stack.ts'
import { alerting, alertmanager } from '../stack.ts'
import { subject, told } from '../subject.ts'
import { ourWith } from '../written.ts'

/** Our definitions where only these channels are switched on. */
const heardOn = (...on: readonly NotifyChannel[]) =>
  told(
    unheardSeverity,
    ourWith(() => ({ stack: notifying(...on) })),
  )

test('without Slack and e-mail nobody hears warnings', () => {
  expect(heardOn('pagerduty', 'watchdog')).toMatchInlineSnapshot(`
    "warning  unheard-severity   stack.ts › notify
      Nobody hears of the 30 alerts with severity="warning": no channel for it is switched on.
      Switch slack or email on below \`notify\`, in stack.ts or in the file of overrides."
  `)
})

test('without any channel nobody hears anything', () => {
  expect(heardOn()).toMatchInlineSnapshot(`
    "warning  unheard-severity   stack.ts › notify
      Nobody hears of the 25 alerts with severity="critical": no channel for it is switched on.
      Switch pagerduty, slack or email on below \`notify\`, in stack.ts or in the file of overrides.

    warning  unheard-severity   stack.ts › notify
      Nobody hears of the 30 alerts with severity="warning": no channel for it is switched on.
      Switch slack or email on below \`notify\`, in stack.ts or in the file of overrides."
  `)
})

test.each([
  ['slack alone', ['slack']],
  ['e-mail alone', ['email']],
  ['all', ['slack', 'pagerduty', 'email', 'watchdog']],
] as const)('%s is enough', (_, on) => {
  expect(heardOn(...on)).toBe('')
})

test("somebody's route to nobody is a decision", () => {
  const notification = alertmanager({ route: { receiver: 'nobody' }, receivers: [{ name: 'nobody' }] })
  const ruleFiles = alerting({ severity: 'warning' })
  expect(told(unheardSeverity, subject({ ruleFiles, notification }))).toBe('')
})

test('the build of an overlay with Slack off warns, and builds', async () => {
  const folder = temporaryFolder()
  put(folder, 'quiet.yml', 'notify: { slack: { enabled: false } }\n')
  const { code, stderr } = await cli(['build', '--out', `${folder}/out`, '--stack', `${folder}/quiet.yml`])
  expect({ code, stderr }).toEqual({ code: 0, stderr: `${heardOn('pagerduty', 'watchdog')}\n` })
})
