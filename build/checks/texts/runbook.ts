import { sectionsOf } from '../../targets/runbooks.ts'
import type { Check } from '../check.ts'

const sections = ['Meaning', 'Impact', 'Diagnosis', 'Mitigation'] as const

export const runbook: Check = {
  id: 'runbook',
  severity: 'error',
  covers: ['N09'],
  about:
    'Each alert has a runbook that says what it means, whom it hurts, how to find the cause and what to do, and each runbook has an alert. The link in the notification leads there.',
  run: ({ model }) => {
    if (model === undefined) return []
    const alerts = model.groups.flatMap((group) => group.alerts.map(({ name }) => ({ file: group.file, name })))
    const names = new Set(alerts.map(({ name }) => name))
    // A build for older releases may leave alerts out; their runbooks are no orphans.
    const orphans =
      model.stack.versions === 'pinned' ? [...model.runbooks.keys()].filter((name) => !names.has(name)) : []
    return [
      ...alerts.flatMap(({ file, name }) => {
        const written = sectionsOf(model.runbooks.get(name) ?? '')
        const missing = sections.filter((section) => (written.get(section) ?? '') === '')
        if (missing.length === 0) return []
        return [
          {
            place: { file, path: [name] },
            what: model.runbooks.has(name)
              ? `alerts/runbooks/${name}.md lacks ${missing.map((section) => `"## ${section}"`).join(', ')}.`
              : `The alert has no runbook: there is no alerts/runbooks/${name}.md.`,
            next: 'Write what the person who is woken needs to know; the other runbooks show how.',
          },
        ]
      }),
      ...orphans.map((name) => ({
        place: { file: `alerts/runbooks/${name}.md`, path: [] },
        what: `There is no alert ${name}.`,
        next: 'Rename the file after its alert, or remove it.',
      })),
    ]
  },
}
