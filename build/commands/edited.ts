import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Refused } from '../findings/problem.ts'
import { render } from '../findings/render.ts'
import type { Artifact } from '../output/artifact.ts'
import { overridesVariable } from '../stack/overrides.ts'
import { changedInWorkTree } from './diff/git.ts'
import { projectRoot } from './paths.ts'

/** More than these are counted only. */
const most = 5

/**
 * A warning of files in `out/` that are neither what HEAD has nor what the definitions generate: somebody edited them, and
 * the next build overwrites that. `undefined` where there is none. Git is asked first, since that is cheap, and it is most
 * often all that is asked. Another installation's settings generate other files: with `--stack` nothing is known.
 */
export async function editedOutput(generate: () => Promise<readonly Artifact[]>): Promise<string | undefined> {
  if (process.env[overridesVariable] !== undefined) return undefined
  const changed = new Set(await changedInWorkTree(projectRoot(), 'out'))
  if (changed.size === 0) return undefined
  const edited = (await generate().catch(none))
    .filter(({ path, text }) => changed.has(path) && text !== textOf(path))
    .map(({ path }) => path)
    .sort()
  return edited.length === 0 ? undefined : warningOf(edited)
}

/** Definitions that are refused generate nothing. */
function none(error: unknown): readonly Artifact[] {
  if (error instanceof Refused) return []
  throw error
}

function warningOf(edited: readonly string[]): string {
  const [first, ...others] = edited
  const more = edited.slice(0, most).map((path) => `\n    ${path}`)
  const rest = edited.length > most ? [`\n    and ${edited.length - most} more`] : []
  const neither = 'what HEAD has nor what the definitions generate'
  return render({
    check: 'edited-output',
    severity: 'warning',
    place: { file: others.length === 0 ? `out/${first}` : 'out/', path: [] },
    what:
      others.length === 0
        ? `The file is neither ${neither}.`
        : [`${edited.length} files are neither ${neither}:`, ...more, ...rest].join(''),
    next: 'If somebody edited it by hand, say it in the definitions: the next `npm run build` overwrites it.',
  })
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(join(projectRoot(), 'out', path), 'utf8')
  } catch {
    // It was removed or cannot be read, so nobody's edit is in it.
    return undefined
  }
}
