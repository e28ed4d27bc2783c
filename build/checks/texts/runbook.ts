import type { Check, Finding } from '../check.ts'
import { proseFindings } from '../support/runbook-prose.ts'

export const runbook: Check = {
  id: 'runbook',
  severity: 'error',
  covers: ['N09'],
  about:
    'Each alert has a runbook that says what it means, whom it hurts, how to find the cause and what to do: each of the four sections once and in whole sentences, and nothing outside them, since that would be left out. It names only alerts that exist, and each runbook has an alert. The link in the notification leads there.',
  run: ({ model }) => {
    // Whoever keeps runbooks elsewhere has none here.
    if (model === undefined || !model.stack.outputs.includes('runbooks')) return []
    const all = model.groups.flatMap((group) => group.alerts.map((alert) => ({ file: group.file, ...alert })))
    const alerts = all.filter(({ runbookUrl }) => runbookUrl === undefined)
    const elsewhere = new Set(all.flatMap(({ name, runbookUrl }) => (runbookUrl === undefined ? [] : name)))
    // What these releases cannot have keeps its runbook, and others may name it.
    const names = new Set([...all.map(({ name }) => name), ...model.absentAlerts])
    const orphans = [...model.runbooks.keys()].filter((name) => !names.has(name) || elsewhere.has(name))
    return [
      ...alerts.flatMap(({ file, name }): readonly Finding[] => {
        const written = model.runbooks.get(name)
        if (written !== undefined) return proseFindings(fileOf(name), written, names)
        return [
          {
            place: { file, path: [name] },
            what: `The alert has no runbook: there is no ${fileOf(name)}.`,
            next: 'Write what the person who is woken needs to know; the other runbooks show how.',
          },
        ]
      }),
      ...orphans.map((name) => ({
        place: { file: fileOf(name), path: [] },
        what: elsewhere.has(name)
          ? `The runbook of ${name} is kept elsewhere, and nobody reads this one.`
          : `There is no alert ${name}.`,
        next: elsewhere.has(name)
          ? 'Remove the file, or the address in the alert.'
          : 'Rename the file after its alert, or remove it.',
      })),
    ]
  },
}

const fileOf = (name: string): string => `alerts/runbooks/${name}.md`
