import { sectionsOf } from '../targets/runbooks.ts'
import type { Check } from './check.ts'

const sections = ['Meaning', 'Impact', 'Diagnosis', 'Mitigation'] as const

/** Each alert has a runbook with its four sections, and each runbook an alert. */
export const runbook: Check = ({ groups, runbooks, stack }) => {
  const alerts = groups.flatMap((group) => group.alerts.map(({ name }) => ({ file: group.file, name })))
  const names = new Set(alerts.map(({ name }) => name))
  const orphans = stack.versions === 'pinned' ? [...runbooks.keys()].filter((name) => !names.has(name)) : []
  return [
    ...alerts.flatMap(({ file, name }) => {
      const written = sectionsOf(runbooks.get(name) ?? '')
      const missing = sections.filter((section) => (written.get(section) ?? '') === '')
      if (missing.length === 0) return []
      return [
        {
          where: `${file} › ${name}`,
          what: `alerts/runbooks/${name}.md lacks ${missing.map((section) => `"## ${section}"`).join(', ')}.`,
          next: 'Write what the person who is woken needs to know; the other runbooks show how.',
        },
      ]
    }),
    ...orphans.map((name) => ({
      where: `alerts/runbooks/${name}.md`,
      what: `There is no alert ${name}.`,
      next: 'Rename the file after its alert, or remove it.',
    })),
  ]
}
