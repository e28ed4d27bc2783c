import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { Refused } from '../../findings/problem.ts'
import { noticesOf } from '../../licenses.ts'
import { importModule } from '../../modules.js'
import { replaceFiles } from '../../output/replace.ts'
import { repository } from '../paths.ts'

/** Where the page is kept. */
export const pageFile = 'docs/explain.html'

const sources = 'build/explain/page'
/** Packages that stand in the page, with the licenses that they come under. */
const packages = ['@lezer/common', '@lezer/highlight', '@lezer/lr', '@prometheus-io/lezer-promql', 'yaml']

/**
 * Writes the page into the repository, or only compares it. Answers 1 where it is not what its sources make; throws
 * `Refused` (exit 2) for other words.
 */
export async function writePage(words: readonly string[], { isCheck }: { readonly isCheck: boolean }): Promise<number> {
  const other = words.find((word) => !['explain', '--page', '--check', '--verbose'].includes(word))
  if (other !== undefined || !words.includes('--page'))
    throw new Refused(
      {
        where: 'command line › explain',
        what: other === undefined ? '--check is for --page.' : '--page takes only --check besides.',
        next: other === undefined ? 'Add --page, or leave --check out.' : 'Leave the rest out.',
      },
      2,
    )
  const root = repository('explain')
  const page = await explainPage()
  const path = join(root, pageFile)
  const isCurrent = existsSync(path) && readFileSync(path, 'utf8') === page
  if (isCheck) {
    if (!isCurrent) console.error(`${pageFile} is not what its sources make: npm run explain:page`)
    return isCurrent ? 0 : 1
  }
  if (!isCurrent) replaceFiles(root, [[pageFile, Buffer.from(page)]])
  const kilobytes = (bytes: number): string => `${Math.round(bytes / 1000)} kB`
  console.log(`${pageFile}: ${kilobytes(Buffer.byteLength(page))}, ${kilobytes(gzipSync(page).length)} compressed`)
  return 0
}

/** The page that explains alerts in a browser: one file of HTML, which asks no server for anything. */
export async function explainPage(): Promise<string> {
  const [engine, script, style] = await Promise.all([
    bundled(`${sources}/worker.ts`),
    bundled(`${sources}/browser/main.ts`),
    bundled(`${sources}/browser/style.css`),
  ])
  const policy = [
    `default-src 'none'`,
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    'worker-src blob:',
    'img-src data:',
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ')
  const parts = { policy, style, engine: `\n${engine}`, script, licenses: noticesOf(packages).replaceAll('--', '- -') }
  const template = readFileSync(join(repository('explain'), sources, 'browser', 'page.html'), 'utf8')
  return template.replace(/\{\{(\w+)\}\}/g, (_, name: keyof typeof parts) => parts[name])
}

/** One file of what a source needs, the same on every machine. Throws where it needs something of Node. */
async function bundled(source: string): Promise<string> {
  const root = repository('explain')
  const { build } = (await importModule('esbuild')) as typeof import('esbuild')
  const { outputFiles } = await build({
    entryPoints: [join(root, source)],
    absWorkingDir: root,
    bundle: true,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2023',
    charset: 'utf8',
    legalComments: 'none',
    write: false,
    logLevel: 'silent',
  })
  const text = (outputFiles[0]?.text ?? '').trim()
  // What ends the element that it stands in, or begins a comment there, would be read as HTML.
  if (/<\/(?:script|style)|<!--/i.test(text)) throw new Error(`${source} cannot stand in a page: it has HTML in it.`)
  return text
}

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
