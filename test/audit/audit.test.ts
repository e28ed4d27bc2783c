import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../output/folder.ts'
import { listening } from '../support/listening.ts'
import { root } from '../support/root.ts'
import { audit } from './audit.ts'

const { packages }: { readonly packages: Readonly<Record<string, { readonly version: string }>> } = JSON.parse(
  readFileSync(join(root, 'package-lock.json'), 'utf8'),
)

/** A registry that knows these advisories, in npm's form, and of each package the version that we have. */
const registryOf = async (advisories: object, status = 200): Promise<readonly string[]> => {
  const address = await listening(({ method, url = '' }, response) => {
    const name = decodeURIComponent(url.slice(1))
    const { version } = packages[`node_modules/${name}`] ?? { version: '1.0.0' }
    const known = { name, 'dist-tags': { latest: version }, versions: { [version]: { name, version } } }
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(method === 'GET' ? known : advisories))
  })
  // What these advisories say must not stay in npm's own cache.
  return [`--registry=${address}`, `--cache=${temporaryFolder()}`]
}

const advisory = (id: number, severity: string) => ({
  id,
  url: 'https://example.org/advisory',
  title: 'It leaks',
  severity,
  vulnerable_versions: '>=0',
  cwe: [],
  cvss: { score: 0, vectorString: null },
})

/** npm reads nothing but the lock file. */
function lockOf(path: string): string {
  const folder = temporaryFolder()
  for (const name of ['package.json', 'package-lock.json']) cpSync(join(root, path, name), join(folder, name))
  return folder
}

test.each(['.', 'build/preview'])('nothing is known of the packages of %s', async (path) => {
  const registry = await registryOf({})
  expect(await audit(lockOf(path), registry)).toEqual({ is: 'answered', grave: [], other: [] })
})

test('a grave vulnerability is told from another', async () => {
  const registry = await registryOf({ zod: [advisory(1, 'high')], yaml: [advisory(2, 'low')] })
  expect(await audit(lockOf('.'), registry)).toEqual({
    is: 'answered',
    grave: [expect.stringMatching(/^high {2}zod \S+: It leaks, https:\/\/example\.org\/advisory$/)],
    other: [expect.stringMatching(/^low {2}yaml \S+: It leaks, /)],
  })
})

test('a registry that does not answer audits proves nothing', async () => {
  const registry = await registryOf({ error: 'no' }, 405)
  expect(await audit(lockOf('.'), registry)).toEqual({ is: 'unanswered', because: expect.stringContaining('405') })
})
