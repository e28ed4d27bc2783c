import type { Report } from './report.ts'

/** For programs; the README shows the shape. */
export const json = ({ servers, examined }: Report): string => {
  const findings = examined.flatMap((each) => each.findings)
  const count = (severity: string): number => findings.filter((finding) => finding.severity === severity).length
  return JSON.stringify(
    {
      healthy: examined.every(({ status }) => status === 'passed'),
      summary: {
        errors: count('error'),
        warnings: count('warning'),
        notes: count('note'),
        skipped: examined.filter(({ status }) => status === 'skipped').length,
      },
      servers,
      examinations: examined,
    },
    null,
    2,
  )
}
