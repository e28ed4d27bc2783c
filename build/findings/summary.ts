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

export const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`
