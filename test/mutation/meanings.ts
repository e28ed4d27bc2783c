import { brackets } from '../../build/new/source.ts'
import type { Change, SourceOperator } from './sources.ts'

/** Twice as long, or the next longer that the language knows: what it does not know, the types refuse. */
const doubled: Readonly<Record<string, string>> = {
  '1m': '2m',
  '2m': '5m',
  '5m': '10m',
  '10m': '30m',
  '15m': '30m',
  '30m': '1h',
}

/** Half as long, or the next shorter that the language knows. */
const halved: Readonly<Record<string, string>> = {
  '2m': '1m',
  '5m': '2m',
  '10m': '5m',
  '15m': '5m',
  '30m': '15m',
  '1h': '30m',
  '6h': '1h',
  '1d': '6h',
  '1w': '1d',
}

const otherQuantile: Readonly<Record<string, string>> = { '0.5': '0.9', '0.9': '0.5', '0.95': '0.9', '0.99': '0.95' }

/** Changes of a figure or a query after which a definition is as well formed as before, and says something else. */
export const meaningOperators: readonly SourceOperator[] = [
  {
    name: 'raise a threshold by a tenth',
    at: /(?<=\.(?:above|below)\('?)[\d.]+/g,
    to: (amount) => `${Number((Number(amount) * 1.1).toPrecision(6))}`,
  },
  { name: 'double the time that an alert waits', at: /(?<=^ {2}for: ')\w+/gm, to: (time) => doubled[time] ?? time },
  {
    name: 'double the time that an alert is kept',
    at: /(?<=keepFiringFor: ')\w+/g,
    to: (time) => doubled[time] ?? time,
  },
  {
    name: 'lower the severity',
    at: /(?<=(?:severity|whenDown): ')(?:critical|warning)(?=')/g,
    to: (severity) => (severity === 'critical' ? 'warning' : 'none'),
  },
  { name: 'halve a window', at: /(?<=\.(?:over|offset)\(')\w+/g, to: (window) => halved[window] ?? window },
  { name: 'ask for another quantile', at: /(?<=quantile\()0\.\d+/g, to: (share) => otherQuantile[share] ?? share },
  { name: "show the neighbour's query", changes: neighbours },
]

const drawing = /\b(?:stat|timeseries|gauge|bars|states|heatmap|table)(?=\()/g

/** Each panel with the query of the next of its kind in the file, the last with that of the first. */
function neighbours(text: string): readonly Change[] {
  const shown = [...text.matchAll(drawing)].flatMap(({ 0: kind, index }) => {
    const [, from, end] = brackets(text, index + kind.length)?.entries ?? []
    if (from === undefined || end === undefined) return []
    return [{ kind, from, found: text.slice(from, end).replace(/,\s*$/, '') }]
  })
  return shown.map(({ kind, from, found }, at) => {
    const next = [...shown.slice(at + 1), ...shown].find((other) => other.kind === kind)
    return { from, found, other: next?.found ?? found }
  })
}
