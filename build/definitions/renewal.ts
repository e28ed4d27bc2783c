import * as modules from 'node:module'
import { posix } from 'node:path'
import { pathToFileURL } from 'node:url'
import { definitionFiles, mentionedIn, readBesides } from './files.js'
import { importersOf } from './followers.ts'
import { textOf } from './text.ts'

interface Resolved {
  readonly url: string
}
type Resolve<C> = (name: string, context: C, next: (name: string, context: C) => Resolved) => Resolved
type RegisterHooks = (hooks: { readonly resolve: Resolve<unknown> }) => void

/** An older Node cannot load a file twice within reach of what loaded it first. */
const { registerHooks } = modules as { readonly registerHooks?: RegisterHooks }

/**
 * Lets this process load definitions again after they were saved: a function to call before each time. A file that
 * changed since the last call is a new module then, and so is each that imports it; the others stay what they are.
 * `undefined` where this Node cannot.
 */
export function renewal(root: string, overrides: string | undefined): (() => void) | undefined {
  if (registerHooks === undefined) return undefined
  const settings = posix.join(root, 'stack.ts')
  const versions = new Map<string, number>()
  registerHooks({
    resolve(name, context, next) {
      const found = next(name, context)
      const version = versions.get(found.url)
      return version === undefined ? found : { ...found, url: `${found.url}?v=${version}` }
    },
  })
  let texts: ReadonlyMap<string, string> = new Map()
  let overlay: string | undefined
  let count = 0
  return () => {
    const [before, laidOver] = [texts, overlay]
    texts = new Map([settings, ...definitionFiles(root), ...readBesides(root)].map((file) => [file, textOf(file)]))
    overlay = overrides && textOf(overrides)
    count += 1
    if (count === 1) return
    const changed = [...new Set([...before.keys(), ...texts.keys()])].filter(
      (file) => before.get(file) !== texts.get(file),
    )
    // The settings read what is laid over them while they are loaded.
    if (overlay !== laidOver) changed.push(settings)
    const all = [...texts].map(([file, text]) => ({
      file,
      imports: mentionedIn(file, text).map((each) => ({ file: each })),
    }))
    for (const file of importersOf(new Set(changed), all)) versions.set(pathToFileURL(file).href, count)
  }
}
