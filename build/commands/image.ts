import { resolve } from 'node:path'
import { Refused } from '../findings/problem.ts'
import { capture, type Ended } from './child.ts'
import type { Engine } from './engine.ts'

/** An image with a program in it. */
export interface Image {
  /** `prom/prometheus:v3.14.0` */
  readonly name: string
  /** Where the stack says which: `releases.pinned.prometheus in stack.ts`. */
  readonly setting: string
}

/** From where both engines get it, whatever registries they look through by default. */
export const addressOf = ({ name }: Image): string => `docker.io/${name}`

/** Gets an image, unless the engine has it. Throws `Refused` with what the engine said. */
export async function bringImage({ program, shown }: Engine, image: Image): Promise<void> {
  const address = addressOf(image)
  if ((await capture(program, ['image', 'inspect', address])).code === 0) return
  console.log(`${shown} pulls ${address}`)
  const { code, complaint } = await capture(program, ['pull', address])
  if (code === 0) return
  throw new Refused({
    where: address,
    what: `The image cannot be pulled: \`${shown} pull ${address}\` failed with exit code ${code}:\n${quoted(complaint)}`,
    next: `Look whether this machine reaches docker.io, or bring the image by \`${shown} load\`; if there is no such release, correct ${image.setting}.`,
  })
}

/** Runs a program of an image without network, in a folder that it can only read. */
export const runInContainer = (
  { program }: Engine,
  image: Image,
  [name, ...words]: readonly [string, ...string[]],
  folder: string,
): Promise<Ended> => {
  // The caller's own user can read what the caller wrote, whatever its umask.
  const user = process.getuid === undefined ? [] : ['--user', `${process.getuid()}:${process.getgid?.() ?? 0}`]
  const mount = ['--volume', `${resolve(folder)}:/out:ro`, '--security-opt', 'label=disable', '--workdir', '/out']
  const container = ['run', '--rm', '--network', 'none', ...user, ...mount, '--entrypoint', name, addressOf(image)]
  return capture(program, [...container, ...words])
}

/** The exit codes by which both engines say that the program was not run. */
const notRun: readonly number[] = [125, 126, 127]

/** Throws `Refused` when the engine did not get as far as to run the program. */
export function refuseNotRun({ shown }: Engine, image: Image, name: string, { code, complaint }: Ended): void {
  if (!notRun.includes(code)) return
  throw new Refused({
    where: addressOf(image),
    what: `${shown} does not run ${name} of this image, but ends with exit code ${code}:\n${quoted(complaint)}`,
    next: `Correct what ${shown} complains of; an image that is damaged is pulled anew after \`${shown} image rm ${addressOf(image)}\`.`,
  })
}

const quoted = (text: string): string => text.trim().replace(/^/gm, '    ')
