import { put } from '../../output/folder.ts'

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

const vite = 'file:tools/vite'

/** Does what the preview needs of Vite: builds a page from sources, into `--outDir`, or says what is wrong with them. */
const builder = `import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
const app = readFileSync('app/main.js', 'utf8')
if (app.includes('mistake')) {
  console.error('\\u001b[31mapp/main.js: there is a mistake\\u001b[0m')
  process.exit(1)
}
const builds = existsSync('builds') ? Number(readFileSync('builds', 'utf8')) : 0
writeFileSync('builds', String(builds + 1))
const dist = process.argv[process.argv.indexOf('--outDir') + 1]
mkdirSync(dist + '/assets', { recursive: true })
writeFileSync(dist + '/index.html', '<!doctype html><title>Tiny page</title>')
writeFileSync(dist + '/assets/main-1.js', app)
`

/** Puts a page into a folder that npm installs without a network, and that is built in no time. */
export function putTinyPage(folder: string): void {
  const manifest = { name: 'tiny-page', version: '1.0.0', type: 'module', dependencies: { vite } }
  put(folder, 'package.json', json(manifest))
  put(folder, 'package-lock.json', lockText(manifest))
  put(folder, 'tools/vite/package.json', json({ name: 'vite', version: '1.0.0', type: 'module' }))
  put(folder, 'tools/vite/bin/vite.js', builder)
  put(folder, 'index.html', '<!doctype html>')
  put(folder, 'app/main.js', 'one')
}

/** The lock file of a page with these dependencies in its manifest. */
export const lockText = (manifest: object): string =>
  json({
    name: 'tiny-page',
    version: '1.0.0',
    lockfileVersion: 3,
    requires: true,
    packages: {
      '': manifest,
      'node_modules/vite': { resolved: 'tools/vite', link: true },
      'tools/vite': { name: 'vite', version: '1.0.0' },
    },
  })
