import { expect, test } from 'vitest'
import { runbookLink } from '../../../build/checks/texts/runbook-link.ts'
import { alert, subject, told } from '../subject.ts'

const annotated = (...all: readonly Readonly<Record<string, string>>[]) =>
  subject({ rules: all.map((annotations) => alert({ expr: 'up == 0', annotations })) })

test('an alert without a runbook, and one that no pager can open, are told', () => {
  expect(
    told(runbookLink, annotated({ summary: 'Down.' }, { runbook_url: 'runbooks/Down.md' })),
  ).toMatchInlineSnapshot(`
    "warning  runbook-link   rules.yml › group › SomeAlert
      The alert has no annotation "runbook_url": whoever is woken has nothing to start from.
      Write what to do, and put its address into \`runbook_url\`.

    warning  runbook-link   rules.yml › group › SomeAlert › annotation runbook_url
      runbooks/Down.md
      ^^^^^^^^^^^^^^^^
      "runbooks/Down.md" is no address that a chat or a pager can open.
      Write the whole address, from https:// on."
  `)
})

test.each([
  ['an address', { runbook_url: 'https://example.org/runbooks/Down.md#Meaning' }],
  ['a host without dots', { runbook_url: 'http://wiki/runbooks' }],
  ['another name for it', { runbook: 'https://example.org/Down' }],
  ['a templated address', { runbook_url: '{{ $externalURL }}/runbooks/{{ $labels.job }}' }],
])('%s is fine', (_, annotations) => {
  expect(told(runbookLink, annotated(annotations))).toBe('')
})

test('a watchdog wakes nobody', () => {
  expect(told(runbookLink, subject({ rules: [alert({ expr: 'vector(1)', labels: { severity: 'none' } })] }))).toBe('')
})

test.each([
  ['what to do in place of an address', { runbook_hint: 'Restart it, then look at the queue.' }],
  ['steps, and the address beside them', { runbook_steps: '1. Look.', runbook_url: 'https://example.org/Down' }],
])('%s is fine', (_, annotations) => {
  expect(told(runbookLink, annotated(annotations))).toBe('')
})
