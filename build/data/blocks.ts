import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { isRunning } from '../running.ts'
import type { DayPlan } from './day.ts'
import { keyOf } from './key.ts'
import { writeOpenMetrics } from './openmetrics.ts'
import { synthesise } from './synthetic.ts'
import { isWhole, sealFolder } from './whole.ts'

const run = promisify(execFile)

/** What a Prometheus needs to serve a day. */
interface Making {
  readonly promtool: string
  /** The folder where days are kept: `day-HASH`, whole or not there. */
  readonly cache: string
  readonly log: (line: string) => void
  /** Gives up. */
  readonly signal: AbortSignal
}

/**
 * A folder with the blocks of a day, which nobody may change. Made by promtool unless the cache has it; then the days of
 * other plans are removed. Throws promtool's own words when it fails, and the signal's reason when it is aborted.
 */
export async function blocksOf(plan: DayPlan, { promtool, cache, log, signal }: Making): Promise<string> {
  const name = `day-${keyOf(plan)}`
  const folder = join(cache, name)
  await mkdir(cache, { recursive: true })
  await sweep(cache)
  if (await isWhole(folder)) return folder
  await rm(folder, { recursive: true, force: true })
  const work = await mkdtemp(join(cache, `making-${process.pid}-`))
  try {
    log(`Making a synthetic day of ${plan.series.length} metrics and histograms, once for these definitions …`)
    const text = join(work, 'day.om')
    const samples = await writeOpenMetrics(synthesise(plan), text, signal)
    log(`Writing its ${samples.toLocaleString('en')} samples as blocks of Prometheus …`)
    await backfill(promtool, text, join(work, 'blocks'), signal)
    await sealFolder(join(work, 'blocks'))
    await rename(join(work, 'blocks'), folder).catch((error: unknown) => {
      // Somebody else made the same day meanwhile.
      if (!existsSync(folder)) throw error
    })
  } finally {
    await rm(work, { recursive: true, force: true })
  }
  for (const other of await readdir(cache)) {
    if (other.startsWith('day-') && other !== name) await rm(join(cache, other), { recursive: true, force: true })
  }
  return folder
}

/** Removes what processes that were killed had begun. */
async function sweep(cache: string): Promise<void> {
  for (const entry of await readdir(cache)) {
    const maker = /^making-(\d+)-/.exec(entry)?.[1]
    if (maker !== undefined && !isRunning(Number(maker))) await rm(join(cache, entry), { recursive: true, force: true })
  }
}

/** Five times as fast with the flag, which promtool hides and may lose: a block for all instead of one for every two hours. */
async function backfill(promtool: string, text: string, folder: string, signal: AbortSignal): Promise<void> {
  const args = (...flags: readonly string[]) => [
    'tsdb',
    'create-blocks-from',
    ...flags,
    '--quiet',
    'openmetrics',
    text,
    folder,
  ]
  await run(promtool, args('--max-block-duration=744h'), { signal }).catch(async () => {
    signal.throwIfAborted()
    await rm(folder, { recursive: true, force: true })
    await run(promtool, args(), { signal })
  })
}
