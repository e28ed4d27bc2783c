import { printable } from '../printable.ts'
import type { Format } from '../report.ts'
import { summaryOf } from '../summary.ts'

/** GitHub's workflow commands, which put each finding beside the line in a pull request. */
export const github: Format = (report) =>
  [
    ...report.diagnostics.map(({ check, severity, place, what, next }) => {
      const { file, path, position } = place
      const properties = {
        file,
        ...(position === undefined ? {} : { line: position.line, col: position.column }),
        title: check,
      }
      const told = Object.entries(properties).map(([name, value]) => `${name}=${property(printable(String(value)))}`)
      const where = path.length === 0 ? '' : `${printable(path.join(' › '))}: `
      return `::${severity} ${told.join(',')}::${data(`${where}${what}\n${next}`)}`
    }),
    summaryOf(report),
  ].join('\n')

const data = (text: string): string => text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A')
const property = (text: string): string => data(text).replace(/:/g, '%3A').replace(/,/g, '%2C')
