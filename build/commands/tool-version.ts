import type { Problem } from '../findings/problem.ts'
import { minorOf, releasesOf } from '../stack/releases.ts'
import type { Stack } from '../stack/schema.ts'
import { type Checker, serverOf, type Wanted } from './checker.ts'

/**
 * The release in what a tool answers to `--version`, whose first line is `promtool, version 2.42.0+ds (branch: …)`; what
 * a distribution adds to it is left out. `undefined` where no line says so.
 */
export const versionIn = (text: string): string | undefined =>
  /^\S+, version v?(\d+\.\d+\.\d+(?:-(?:alpha|beta|rc)\.?\d+)?)/m.exec(text)?.[1]

const titles = { prometheus: 'Prometheus', alertmanager: 'Alertmanager' } as const

/** What to warn of when a tool is of another minor release than its server in the stack, or does not say of which. */
export function otherRelease(stack: Stack, name: Wanted['name'], checker: Checker): Problem | undefined {
  const { shown, version, otherwise } = checker
  const server = serverOf[name]
  const wanted = releasesOf(stack)[server]
  if (version !== undefined && minorOf(version) === minorOf(wanted)) return undefined
  const should = `the stack is for ${titles[server]} ${wanted} (versions: ${stack.versions})`
  const fitting = Object.entries(stack.releases).filter(
    ([, releases]) => version !== undefined && minorOf(releases[server]) === minorOf(version),
  )
  const settings = fitting.map(([versions]) => `; or choose the releases that it is of, with \`versions: ${versions}\``)
  return {
    where: `${name} › ${shown}`,
    what:
      version === undefined
        ? `It answers --version with no version, and ${should}: whether that release agrees is not known.`
        : `It is of ${version}, and ${should}: what the one accepts, the other may refuse.`,
    next: `${otherwise}${settings.join('')}.`,
  }
}
