import { type Finding, severities } from '../../doctor/examination.ts'
import type { Examined } from '../../doctor/examine.ts'
import { printable } from '../../findings/printable.ts'
import { styled } from '../../findings/styled.ts'
import { counted } from '../../findings/summary.ts'
import type { Report } from './report.ts'

type Paint = (style: 'red' | 'yellow' | 'green' | 'dim' | 'bold', words: string) => string

/** As people read it on a terminal: each question with its answer, and below it what is wrong. */
export function text({ product, servers, examined }: Report, { colours }: { readonly colours: boolean }): string {
  const paint: Paint = (style, words) => (colours ? styled(style, words) : words)
  const where = Object.values(servers).join(', ')
  const sections = folded(examined)
    .map((each) => section(each, paint))
    .join('\n')
  return [paint('bold', `${product} at ${where}`), sections, summaryOf(examined)].join('\n\n')
}

/** Where a server does not answer, the same reason skips a dozen questions in a row: it is said once. */
function folded(examined: readonly Examined[]): readonly Examined[] {
  const isSkippedLike = (each: Examined, other: Examined | undefined): boolean =>
    each.status === 'skipped' && other?.status === 'skipped' && each.reason === other.reason
  return examined.flatMap((each, at) => {
    if (isSkippedLike(each, examined[at - 1])) return []
    const run = examined.slice(at).findIndex((other) => !isSkippedLike(each, other))
    const count = run === -1 ? examined.length - at : run
    return count > 1 ? [{ ...each, question: `${count} questions` }] : [each]
  })
}

function section({ question, status, reason, facts, findings }: Examined, paint: Paint): string {
  const marks = { passed: paint('green', '✓'), failed: paint('red', '✗'), skipped: paint('dim', '–') }
  const seen = status === 'skipped' ? `skipped: ${reason}` : facts.length <= 1 ? (facts[0] ?? '') : ''
  const lines = facts.length <= 1 ? [] : facts
  return [
    [marks[status], question, paint('dim', printable(seen))].join(' ').trimEnd(),
    ...lines.map((fact) => `    ${paint('dim', printable(fact))}`),
    ...findings.flatMap((finding) => findingLines(finding, paint)),
  ].join('\n')
}

const colour = { error: 'red', warning: 'yellow', note: 'dim' } as const

const findingLines = ({ severity, where, what, next, details = [] }: Finding, paint: Paint): readonly string[] => [
  `  ${paint(colour[severity], severity)}  ${paint('bold', printable(where))}`,
  `    ${printable(what)}`,
  ...details.map((line) => `      ${printable(line)}`),
  `    ${printable(next)}`,
]

/** `2 errors and 1 warning in 17 examinations, 1 of them skipped.` */
function summaryOf(examined: readonly Examined[]): string {
  const findings = examined.flatMap((each) => each.findings)
  const counts = severities
    .map((severity) => [findings.filter((finding) => finding.severity === severity).length, severity] as const)
    .filter(([count]) => count > 0)
    .map(([count, severity]) => counted(count, severity))
  const skipped = examined.filter(({ status }) => status === 'skipped').length
  const rest = skipped === 0 ? '' : `, ${skipped} of them skipped`
  const found = counts.length === 0 ? 'Nothing is wrong' : counts.join(', ')
  return `${found} in ${counted(examined.length, 'examination')}${rest}.`
}
