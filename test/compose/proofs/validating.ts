import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { capture } from '../../../build/commands/child.ts'
import { root } from '../../../build/commands/paths.ts'
import type { Releases } from '../../../build/stack/schema.ts'
import pinned from '../../../stack.ts'
import { docker } from '../command.ts'
import { mustSay } from '../must-say.ts'
import type { Proof } from '../proof.ts'

const { releases } = pinned
/** What the tools of this machine, and of the images made of them, say that they are. */
const { prometheus, alertmanager } = releases.debian12

/** `npm run validate -- --container` on the committed out/. The tools that are installed fail, should they be asked. */
const validate = (...flags: readonly string[]) => {
  const installed = ['PROMTOOL=/bin/false', 'AMTOOL=/bin/false', 'CONTAINER=docker']
  return capture('env', [...installed, 'npm', 'run', '--silent', 'validate', '--', '--container', ...flags], {
    cwd: root,
  })
}

/** Gives the images of this machine's tools the names of a release's, in this engine alone and while `body` runs. */
async function named<T>(of: Releases, body: () => Promise<T>): Promise<T> {
  const names = {
    [`docker.io/prom/prometheus:v${of.prometheus}`]: `localhost/pybase-debian12/prometheus:${prometheus}`,
    [`docker.io/prom/alertmanager:v${of.alertmanager}`]: `localhost/pybase-debian12/alertmanager:${alertmanager}`,
  }
  for (const [name, image] of Object.entries(names)) await docker('tag', image, name)
  try {
    return await body()
  } finally {
    await docker('rmi', ...Object.keys(names))
  }
}

export const contained: Proof = {
  what: 'npm run validate -- --container: the images of the release check out/, not what is installed',
  body: async ({ folder }) => {
    const settings = join(dirname(folder), 'debian12.yml')
    writeFileSync(settings, 'versions: debian12\n')
    const { code, text, complaint } = await named(releases.debian12, () => validate('--stack', settings))
    if (code !== 0 || /warning/.test(text)) throw new Error(`It should be content, and says:\n${complaint}`)
    mustSay(
      text,
      `(prom/prometheus:v${prometheus} through docker, ${prometheus})`,
      `(prom/alertmanager:v${alertmanager} through docker, ${alertmanager})`,
    )
    return text.trim().split('\n').join('\n        ')
  },
}

export const unmasked: Proof = {
  what: 'an image that has the name of the pinned release, and the tools of another, is told from it',
  body: async () => {
    const { code, text } = await named(releases.pinned, validate)
    if (code !== 0) throw new Error(`It should only warn, and says:\n${text}`)
    const images = [
      `prom/prometheus:v${releases.pinned.prometheus}`,
      `prom/alertmanager:v${releases.pinned.alertmanager}`,
    ]
    mustSay(
      text,
      `(${images[0]} through docker, ${prometheus})`,
      `(${images[1]} through docker, ${alertmanager})`,
      `warning  promtool › ${images[0]} through docker\n  It is of ${prometheus}, and the stack is for Prometheus ${releases.pinned.prometheus} `,
      `warning  amtool › ${images[1]} through docker\n  It is of ${alertmanager}, and the stack is for Alertmanager ${releases.pinned.alertmanager} `,
    )
    return images.join(', ')
  },
}

export const unreachable: Proof = {
  what: 'an image that the engine neither has nor can pull is named, with what the engine says',
  body: async () => {
    const { code, complaint } = await validate()
    const image = `docker.io/prom/prometheus:v${releases.pinned.prometheus}`
    if (code !== 1) throw new Error(`It should fail, and ends with exit code ${code}:\n${complaint}`)
    mustSay(complaint, `error  ${image}\n  The image cannot be pulled: \`docker pull ${image}\``, 'dial tcp')
    return complaint.trim().split('\n')[2]?.trim() ?? ''
  },
}
