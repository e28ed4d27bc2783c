import { join } from 'node:path'
import { capture } from '../../build/commands/child.ts'
import { installed } from '../../build/commands/paths.ts'
import { npmWords } from '../../build/preview/install/npm.ts'

/** A release of Node.js, or why it cannot be had. */
export type Release = { readonly node: string; readonly version: string } | { readonly because: string }

/** The newest Node.js whose version begins so, of the npm registry; where that does not answer the one that is there already. */
export async function release(version: string): Promise<Release> {
  const folder = installed('.cache', 'pybase-node', version)
  const node = join(folder, 'node_modules', 'node', 'bin', 'node')
  const [npm = '', ...words] = npmWords()
  const install = ['install', '--prefix', folder, '--no-save', '--no-package-lock', `node@${version}`]
  const installation = await capture(npm, [...words, ...install], { timeoutMs: 600_000 })
  const { code, text } = await capture(node, ['--version'])
  if (code === 0) return { node, version: text.trim() }
  return { because: installation.complaint.split('\n')[0] ?? '' }
}
