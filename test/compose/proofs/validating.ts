import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { capture } from '../../../build/commands/child.ts'
import type { ReleaseSet } from '../../../build/stack/schema.ts'
import stack from '../../../stack.ts'
import { root } from '../../support/root.ts'
import { docker } from '../command.ts'
import { mustSay } from '../must-say.ts'
import type { Proof, Scene } from '../proof.ts'

/** `npm run validate -- --container` on the committed out/. The tools that are installed fail, should they be asked. */
const validate = (...flags: readonly string[]) => {
  const installed = ['PROMTOOL=/bin/false', 'AMTOOL=/bin/false', 'CONTAINER=docker']
  return capture('env', [...installed, 'npm', 'run', '--silent', 'validate', '--', '--container', ...flags], {
    cwd: root,
  })
}

/** The images of the scene's tools, and what these say that they are. */
const toolsOf = ({ file }: Scene) =>
  (['prometheus', 'alertmanager'] as const).map((name) => {
    const { image } = file.services[name] ?? {}
    if (image === undefined) throw new Error(`The compose file has no service ${name}`)
    return { name, image, version: image.slice(image.lastIndexOf(':') + 1).replace(/^v/, '') }
  })

/** Gives the images of the scene's tools the names of a release's, in this engine alone and while `body` runs. */
async function named<T>(scene: Scene, of: ReleaseSet, body: () => Promise<T>): Promise<T> {
  const added: string[] = []
  try {
    for (const { name, image } of toolsOf(scene)) {
      const other = `prom/${name}:v${of[name]}`
      if (other === image) continue
      await docker('tag', image, other)
      added.push(other)
    }
    return await body()
  } finally {
    if (added.length > 0) await docker('rmi', ...added)
  }
}

/** The settings that choose a release set, as a file. */
function settingsFor(set: string, { folder }: Scene): string {
  const path = join(dirname(folder), `${set}.yml`)
  writeFileSync(path, `versions: ${set}\n`)
  return path
}

/** A set that the scene does not run. */
const otherThan = ({ set }: Scene) => (set === 'pinned' ? 'debian12' : 'pinned')

export const contained: Proof = {
  what: 'npm run validate -- --container: the images of the release check out/, not what is installed',
  body: async (scene) => {
    const releases = stack.releases[scene.set]
    if (releases === undefined) throw new Error(`There is no release set ${scene.set}`)
    const settings = settingsFor(scene.set, scene)
    const { code, text, complaint } = await named(scene, releases, () => validate('--stack', settings))
    if (code !== 0 || /warning/.test(text)) throw new Error(`It should be content, and says:\n${complaint}`)
    mustSay(text, ...toolsOf(scene).map(({ name, version }) => `(prom/${name}:v${version} through docker, ${version})`))
    return text.trim().split('\n').join('\n        ')
  },
}

export const unmasked: Proof = {
  what: 'an image that has the name of a release, and the tools of another, is told from it',
  body: async (scene) => {
    const set = otherThan(scene)
    const settings = settingsFor(set, scene)
    const { code, text } = await named(scene, stack.releases[set], () => validate('--stack', settings))
    if (code !== 0) throw new Error(`It should only warn, and says:\n${text}`)
    const told = toolsOf(scene).map(({ name, version }) => {
      const release = stack.releases[set][name]
      const image = `prom/${name}:v${release}`
      const tool = name === 'prometheus' ? 'promtool' : 'amtool'
      mustSay(
        text,
        `(${image} through docker, ${version})`,
        `warning  ${tool} › ${image} through docker\n  It is of ${version}, and the stack is for `,
      )
      return image
    })
    return told.join(', ')
  },
}

export const unreachable: Proof = {
  what: 'an image that the engine neither has nor can pull is named, with what the engine says',
  body: async (scene) => {
    const set = otherThan(scene)
    const { code, complaint } = await validate('--stack', settingsFor(set, scene))
    const image = `docker.io/prom/prometheus:v${stack.releases[set].prometheus}`
    if (code !== 1) throw new Error(`It should fail, and ends with exit code ${code}:\n${complaint}`)
    mustSay(complaint, `error  ${image}\n  The image cannot be pulled: \`docker pull ${image}\``, 'dial tcp')
    return complaint.trim().split('\n')[2]?.trim() ?? ''
  },
}
