import { isBefore } from '../stack/releases.ts'
import { printable } from './client/printable.ts'
import type { Outcome } from './examination.ts'

/** The releases of a server that the generated files are for. */
export interface Range {
  readonly first: string
  /** The first that nobody has tried. */
  readonly beyond: string
  /** The one that the files are built for, where stack.ts names one. */
  readonly built: string | null
}

/** Whether the version that a server tells is one that the generated files are for. */
export function examineRelease(server: string, told: string, { first, beyond, built }: Range): Outcome {
  const running = /^v?(\d+\.\d+\.\d+)/.exec(told)?.[1]
  const outcome = (severity: 'error' | 'warning', what: string, next: string): Outcome => ({
    facts: running === undefined ? [] : [`version ${running}`],
    findings: [{ severity, where: server, what, next }],
  })
  if (running === undefined)
    return outcome(
      'warning',
      `It calls its version "${printable(told, 40)}", which is no release of ${server}.`,
      `Look whether the URL leads to ${server} itself.`,
    )
  if (isBefore(running, first))
    return outcome(
      'error',
      `Version ${running} runs, and the generated files need ${first} or later.`,
      `Update ${server}.`,
    )
  if (!isBefore(running, beyond))
    return outcome(
      'warning',
      `Version ${running} runs, and the generated files are for ${first} up to, and without, ${beyond}.`,
      `${built === null ? 'Read' : `Run ${built}, or read`} the release notes for what changed.`,
    )
  if (built !== null && isBefore(running, built))
    return outcome(
      'warning',
      `Version ${running} runs, and the files are built for ${built}.`,
      `Update ${server}, or build for what runs: set \`versions\` or \`releases\` in stack.ts, and give --stack FILE here as for the build.`,
    )
  return { facts: [`version ${running}`], findings: [] }
}
