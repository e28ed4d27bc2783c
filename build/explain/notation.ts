import { PromqlError } from '../promql/error.ts'
import type { LabelSet, Series } from '../promql/evaluate/series.ts'
import { parse } from '../promql/parse.ts'

/** More samples than promtool itself takes in one test. */
const mostSamples = 100_000

/** A series as promtool's tests write it, its samples `spacing` milliseconds apart from 0 on; `undefined` for what is not known here. */
export function readSeries(name: string, values: string, spacing: number): Series | undefined {
  const labels = labelsIn(name)
  if (labels === undefined) return undefined
  const times: number[] = []
  const samples: (number | null)[] = []
  let slot = 0
  for (const word of values.trim().split(/\s+/)) {
    const read = readWord(word)
    if (read === undefined || slot + read.length > mostSamples) return undefined
    for (const value of read) {
      if (value !== undefined) {
        times.push(slot * spacing)
        samples.push(value)
      }
      slot += 1
    }
  }
  return { labels, times, values: samples }
}

function labelsIn(name: string): LabelSet | undefined {
  try {
    const expr = parse(name)
    if (expr.is !== 'selector' || expr.range !== undefined) return undefined
    const labels = Object.fromEntries(expr.matchers.map(({ label, value }) => [label, value]))
    return expr.metric === undefined ? labels : { __name__: expr.metric, ...labels }
  } catch (error) {
    if (error instanceof PromqlError) return undefined
    throw error
  }
}

const number = String.raw`[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?|[-+]?[Ii]nf|NaN`
const one = new RegExp(`^(${number})$`)
const repeated = new RegExp(`^(${number})x(\\d+)$`)
const stepped = new RegExp(`^(${number})([-+](?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][-+]?\\d+)?)x(\\d+)$`)

/** `undefined` for a gap, `null` for the end of a series. */
function readWord(word: string): readonly (number | null | undefined)[] | undefined {
  if (word === '_') return [undefined]
  if (word === 'stale') return [null]
  const gap = /^_x(\d+)$/.exec(word)
  if (gap !== null) return many(Number(gap[1]), () => undefined)
  const single = one.exec(word)
  if (single !== null) return [numberIn(single[1])]
  const again = repeated.exec(word)
  if (again !== null) return many(Number(again[2]) + 1, () => numberIn(again[1]))
  const line = stepped.exec(word)
  if (line === null) return undefined
  const [start, step] = [numberIn(line[1]), numberIn(line[2])]
  return many(Number(line[3]) + 1, (at) => start + step * at)
}

const many = <T>(length: number, value: (at: number) => T): readonly T[] | undefined =>
  length > mostSamples ? undefined : Array.from({ length }, (_, at) => value(at))

function numberIn(text = ''): number {
  if (/inf$/i.test(text)) return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  return Number(text)
}
