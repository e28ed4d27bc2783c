import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Refused } from '../../../build/findings/problem.ts'
import type { ReleaseSet, Stack } from '../../../build/stack/schema.ts'
import { root } from '../../support/root.ts'
import { programNames, recipes, versionFor } from '../programs/recipes.ts'

/** The release set that the stack is made of. */
export interface Chosen {
  /** As stack.ts calls it. */
  readonly set: string
  readonly releases: ReleaseSet
  /** What runs in the place of a release, one line each. */
  readonly substituted: readonly string[]
  /** The settings that build for it: without what does not run here, and for what is run as a substitute. */
  readonly settings: Readonly<Record<string, unknown>>
}

/** A release set of stack.ts. Throws `Refused` for a name that it does not have. */
export async function chosen(set: string): Promise<Chosen> {
  // Another module than that of the build, which loads it with the settings of this run.
  const { default: stack } = (await import(`${pathToFileURL(join(root, 'stack.ts')).href}?releases`)) as {
    readonly default: Stack
  }
  const releases = Object.hasOwn(stack.releases, set) ? stack.releases[set] : undefined
  if (releases === undefined)
    throw new Refused(
      {
        where: `--releases ${set}`,
        what: `There is no release set ${set}; there is ${Object.keys(stack.releases).join(', ')}.`,
        next: 'Name one of them, or add it to stack.ts.',
      },
      2,
    )
  const other = programNames.flatMap((name) => {
    const { of } = recipes[name]
    const release = releases[of]
    return release === null || release === undefined || versionFor(name, release) === release
      ? []
      : [{ name, of, release, version: versionFor(name, release) }]
  })
  const run = Object.fromEntries(other.map(({ of, version }) => [of, version]))
  return {
    set,
    releases,
    substituted: other.map(
      ({ name, release, version }) => `${name} ${version} instead of ${release}, which Go's module proxy does not have`,
    ),
    // Grafana and cAdvisor are no programs that can be started alone.
    settings: { versions: set, releases: { [set]: { ...run, grafana: null, cadvisor: null } } },
  }
}
