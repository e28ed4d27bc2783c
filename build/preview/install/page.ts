import { existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Refused } from '../../findings/problem.ts'
import { hashOf, isStamped, stamp } from '../../stamp.ts'
import { buildFailure, npmFailure } from './failure.ts'
import { withLock } from './lock.ts'
import { refuseOldNode } from './node-version.ts'
import { npmWords } from './npm.ts'
import { type Progress, packagesIn, packagesLocked, type Told } from './progress.ts'
import { runStep } from './step.ts'

/** How dashboards are read, by whoever reads one. */
const documents = ['data-source', 'sections', 'values'].map((name) => `../documents/${name}.ts`)

/** What the page is built from, by the way from its folder; the types of the server's answers only matter to the compiler. */
export const sources: readonly string[] = [
  'package-lock.json',
  'index.html',
  'vite.config.ts',
  'app',
  'public',
  ...documents,
]

export interface Installation {
  /** The folder of the page's `package.json`. */
  readonly folder: string
  readonly progress: Progress
  /** Gives up. */
  readonly signal: AbortSignal
}

/** Where the built page is. */
export const distOf = (folder: string): string => join(folder, 'dist')

const stampFile = '.preview-stamp'
const packagesStamp = (folder: string): string => join(folder, 'node_modules', stampFile)
const pageStamp = (folder: string): string => join(distOf(folder), stampFile)
const packagesHash = (folder: string): string => hashOf(folder, ['package-lock.json'])
const pageHash = (folder: string): string => hashOf(folder, sources)

const areInstalled = (folder: string): boolean => isStamped(packagesStamp(folder), packagesHash(folder))
const isBuilt = (folder: string): boolean => isStamped(pageStamp(folder), pageHash(folder))

/**
 * Installs the page's packages and builds the page, as far as they are not there yet or are outdated. One process does it
 * and others wait for it. Throws `Refused`, and the signal's reason when it is aborted.
 */
export async function ensurePage(installation: Installation): Promise<void> {
  const { folder } = installation
  refuseOldNode(process.versions.node)
  if (areInstalled(folder) && isBuilt(folder)) return
  await withLock(installation, async () => {
    // Whoever had the lock may have done it.
    if (!areInstalled(folder)) await install(installation)
    if (!isBuilt(folder)) await build(installation)
  })
}

/** One try more is enough for a network that is there; npm waits for another one for more than a minute, silently. */
const retries = ['--fetch-retries=1', '--fetch-retry-mintimeout=2000', '--fetch-retry-maxtimeout=5000']

async function install(installation: Installation): Promise<void> {
  const { folder, progress } = installation
  const hash = packagesHash(folder)
  const total = packagesLocked(folder)
  const why = existsSync(join(folder, 'node_modules')) ? 'those there are unfinished or outdated' : 'first use'
  const told = progress(
    `Installing the packages of the preview (${why}): ${total} packages, about 490 MB, in ${folder}/node_modules`,
    () => `${packagesIn(folder)} of ${total} packages`,
  )
  rmSync(packagesStamp(folder), { force: true })
  const words = [
    ...npmWords(),
    'ci',
    '--prefix',
    folder,
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    ...retries,
  ]
  const { code, text } = await run(words, installation, told)
  if (code !== 0) throw new Refused(npmFailure(text))
  stamp(packagesStamp(folder), hash)
  told.done()
}

async function build(installation: Installation): Promise<void> {
  const { folder, progress } = installation
  const hash = pageHash(folder)
  const next = join(folder, '.cache', `page-${process.pid}`)
  const why = existsSync(distOf(folder)) ? 'its sources changed' : 'first use'
  const told = progress(`Building the page (${why}): some seconds`, () => '')
  const vite = join(folder, 'node_modules', 'vite', 'bin', 'vite.js')
  const words = [process.execPath, vite, 'build', '--outDir', next, '--emptyOutDir']
  const { code, text } = await run(words, installation, told)
  try {
    if (code !== 0) throw new Refused(buildFailure(text))
    stamp(join(next, stampFile), hash)
    // A preview that runs serves the old page until the new one is whole.
    rmSync(distOf(folder), { recursive: true, force: true })
    renameSync(next, distOf(folder))
  } finally {
    rmSync(next, { recursive: true, force: true })
  }
  told.done()
}

async function run(words: readonly string[], { folder, signal }: Installation, told: Told) {
  signal.addEventListener('abort', told.stopping)
  try {
    return await runStep(words, folder, signal)
  } finally {
    signal.removeEventListener('abort', told.stopping)
    told.end()
  }
}
