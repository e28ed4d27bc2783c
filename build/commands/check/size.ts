import { counted } from '../../findings/summary.ts'
import type { Subject } from '../../model/subject.ts'

/** `12 rules and 40 panels` */
export function sizeOf(...subjects: readonly Subject[]): string {
  const sum = (count: (subject: Subject) => number): number =>
    subjects.reduce((all, subject) => all + count(subject), 0)
  const rules = sum(({ ruleFiles, managed = [] }) =>
    ruleFiles.reduce(
      (all, { groups }) => all + groups.reduce((rest, group) => rest + group.rules.length, 0),
      managed.length,
    ),
  )
  return `${counted(rules, 'rule')} and ${counted(
    sum(({ dashboards }) => dashboards.reduce((all, { panels }) => all + panels.length, 0)),
    'panel',
  )}`
}
