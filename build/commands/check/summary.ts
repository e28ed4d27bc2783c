import type { Subject } from '../../checks/subject.ts'
import type { Report } from './report.ts'

/** `2 errors and 1 warning in 12 rules and 40 panels of 3 files`. */
export function summaryOf({ diagnostics, checked, note }: Report): string {
  const more = note === undefined ? '' : `\n${note}`
  if (diagnostics.length === 0) return `No findings in ${checked}.${more}`
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length
  const warnings = diagnostics.length - errors
  const counts = [errors > 0 ? counted(errors, 'error') : '', warnings > 0 ? counted(warnings, 'warning') : '']
  return `${counts.filter((count) => count !== '').join(' and ')} in ${checked}.${more}`
}

/** `12 rules and 40 panels` */
export function sizeOf({ ruleFiles, dashboards, managed = [] }: Subject): string {
  const rules = ruleFiles.flatMap(({ groups }) => groups.flatMap((group) => group.rules)).length + managed.length
  const panels = dashboards.flatMap((dashboard) => dashboard.panels).length
  return `${counted(rules, 'rule')} and ${counted(panels, 'panel')}`
}

export const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`
