import { printable } from '../../findings/printable.ts'
import { counted } from '../../findings/summary.ts'
import type { Output } from './targets.ts'

/** Each file, what its dashboard lost, and the counts. */
export function reportOf(outputs: readonly Output[]): string {
  const told = outputs.flatMap(({ file, path, losses, isAsWritten }) => [
    printable(`${file} → ${path}${isAsWritten ? ': classic already' : ''}`),
    ...losses.map(({ where, what }) => printable(`  ${where} ${what}`)),
  ])
  const lost = outputs.reduce((sum, { losses }) => sum + losses.length, 0)
  const summary = `${counted(outputs.length, 'dashboard')} written, ${lost === 0 ? 'nothing lost' : `${counted(lost, 'thing')} lost or changed`}.`
  return [...told, '', summary].join('\n')
}
