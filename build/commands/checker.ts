import type { Problem } from '../findings/problem.ts'
import { capture, type Ended } from './child.ts'
import { findEngine } from './engine.ts'
import { addressOf, bringImage, type Image, refuseNotRun, runInContainer } from './image.ts'
import { versionIn } from './tool-version.ts'
import { findTool, installCommand, type ToolName, variableOf } from './tools.ts'

/** A tool that reads the output folder; the paths in its words are relative to that folder. */
export interface Checker {
  /** Which program it is, for people: a path, or an image. */
  readonly shown: string
  /** Its release, as it says itself: `3.14.0`; `undefined` where it does not. */
  readonly version: string | undefined
  /** What to do where it is of another release than it should be. */
  readonly otherwise: string
  run(words: readonly string[]): Promise<Ended>
}

/** The tools that check the output, and the server of which each is. */
export const serverOf = { promtool: 'prometheus', amtool: 'alertmanager' } as const satisfies Partial<
  Record<ToolName, string>
>

/** A tool and the container image that has it. */
export interface Wanted {
  readonly name: keyof typeof serverOf
  readonly image: Image
}

/**
 * Finds a tool: from its environment variable, else from PATH, else in a container; with `isContained` in a container,
 * whatever is installed. Throws `Refused` with what is in the way, and the ways there are.
 */
export async function findChecker(wanted: Wanted, folder: string, isContained: boolean): Promise<Checker> {
  const path = isContained ? undefined : findTool(wanted.name)
  return path === undefined ? contained(wanted, folder, isContained) : installed(wanted, path, folder)
}

async function installed({ name }: Wanted, path: string, folder: string): Promise<Checker> {
  const { text } = await capture(path, ['--version'], { cwd: folder, timeoutMs: 30_000 })
  return {
    shown: path,
    version: versionIn(text),
    otherwise: `Have that release check: npm run validate -- --container; or name its ${name} in ${variableOf(name)}`,
    run: (words) => capture(path, words, { cwd: folder }),
  }
}

async function contained(wanted: Wanted, folder: string, isContained: boolean): Promise<Checker> {
  const { name, image } = wanted
  const engine = await findEngine((reason) => (isContained ? noEngine(reason) : nowhere(wanted)))
  await bringImage(engine, image)
  const run = (words: readonly string[]) => runInContainer(engine, image, [name, ...words], folder)
  const answer = await run(['--version'])
  refuseNotRun(engine, image, name, answer)
  return {
    shown: `${image.name} through ${engine.shown}`,
    version: versionIn(answer.text),
    otherwise: `The image is not what its name says: remove it (${engine.shown} image rm ${addressOf(image)}), so that it is pulled anew`,
    run,
  }
}

const noEngine = (reason: string): Problem => ({
  where: 'validate --container',
  what: `promtool and amtool should run in a container, but neither docker nor podman has a running engine (${reason}).`,
  next: 'Start docker or podman, or set CONTAINER to the path of its client; without --container those installed are taken.',
})

const nowhere = ({ name, image }: Wanted): Problem => ({
  where: name,
  what:
    `${name} checks the output, but it was not found: ${variableOf(name)} is not set, PATH has none, ` +
    'and neither docker nor podman has a running engine.',
  next: `Install it (${installCommand([name])}), or set ${variableOf(name)} to its path, or start docker or podman, which then runs ${image.name}.`,
})
