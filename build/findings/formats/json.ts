import type { Format } from '../report.ts'

/** For programs: an object with every finding and the counts. Lines and columns count from 1, offsets from 0. */
export const json: Format = ({ diagnostics, checked, note }) =>
  JSON.stringify(
    {
      findings: diagnostics.map((diagnostic) => {
        const { check, severity, place, what, next, owner } = diagnostic
        const { file, path, position } = place
        return { check, severity, file, ...position, path, what, next, owner, excerpt: diagnostic.excerpt }
      }),
      errors: diagnostics.filter(({ severity }) => severity === 'error').length,
      warnings: diagnostics.filter(({ severity }) => severity === 'warning').length,
      checked,
      note,
    },
    undefined,
    2,
  )
