import { open } from 'node:fs/promises'
import type { Series } from '../promql/evaluate/series.ts'
import { metricOf, numberText } from './json.ts'
import type { Synthetic } from './synthetic.ts'

/**
 * Writes every series of a day to a file, in OpenMetrics' text format. Answers how many samples there are. Throws the
 * signal's reason when it is aborted.
 */
export async function writeOpenMetrics(day: Synthetic, file: string, signal: AbortSignal): Promise<number> {
  const handle = await open(file, 'w')
  let samples = 0
  try {
    for (const name of day.names) {
      signal.throwIfAborted()
      for (const series of day.named(name)) {
        await handle.write(textOf(series))
        samples += series.times.length
      }
    }
    await handle.write('# EOF\n')
  } finally {
    await handle.close()
  }
  return samples
}

function textOf({ labels, times, values }: Series): string {
  const { __name__: name = '', ...others } = metricOf(labels)
  const pairs = Object.entries(others).map(([label, value]) => `${label}="${escaped(value)}"`)
  const start = pairs.length === 0 ? name : `${name}{${pairs.join(',')}}`
  return times.map((time, at) => `${start} ${numberText(values[at] ?? Number.NaN)} ${time / 1000}\n`).join('')
}

const escaped = (value: string): string => value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
