import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Cleanup } from '../stack/cleanup.ts'
import { run } from '../stack/command.ts'

/** A series as its labels, `__name__` among them. */
export type Labels = Readonly<Record<string, string>>

/** The last sample's time, in Unix seconds: any fixed one, so that no count depends on when the run was. */
export const end = 1_700_000_000
const hour = 3600
const week = 7 * 24 * hour
/** The interval of our own scrapes, `stack.ts`. */
export const scrapeSeconds = 15

/**
 * Writes blocks with a sample of each series every fifteen seconds of the two hours before `end`, and of the two hours
 * a week before. What is counted are samples, so the values say nothing.
 */
export async function writeBlocks(
  cleanup: Cleanup,
  promtool: string,
  series: readonly Labels[],
  folder: string,
): Promise<void> {
  mkdirSync(folder)
  const file = join(folder, 'series.txt')
  writeFileSync(file, `${openMetrics(series)}# EOF\n`)
  await run(cleanup, promtool, ['tsdb', 'create-blocks-from', '--quiet', 'openmetrics', file, join(folder, 'data')])
}

function openMetrics(series: readonly Labels[]): string {
  // Off the edges of every window: whether they are inside is what Prometheus 2 and 3 disagree about.
  const times = [end - week, end].flatMap((last) =>
    Array.from({ length: (2 * hour) / scrapeSeconds }, (_, at) => last - 2 * hour + (at + 1) * scrapeSeconds - 1),
  )
  // All samples of a name stand together, each series in the order of time.
  return series
    .map(nameAndLabels)
    .sort()
    .map((text) => times.map((time, at) => `${text} ${at} ${time}\n`).join(''))
    .join('')
}

const nameAndLabels = ({ __name__, ...labels }: Labels): string =>
  `${__name__}{${Object.entries(labels)
    .map(([label, value]) => `${label}=${JSON.stringify(value)}`)
    .join(',')}}`
