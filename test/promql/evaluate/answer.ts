import { evaluator } from '../../../build/promql/evaluate/evaluate.ts'
import type { EvaluationOptions, LabelSet, Series } from '../../../build/promql/evaluate/series.ts'
import { parse } from '../../../build/promql/parse.ts'

/** Series in promtool's words: `{ 'x{a="1"}': '1 2 _ stale 3' }` has a sample every 10 seconds from 0 on. */
export type Data = Readonly<Record<string, string>>

export const spacing = 10

/** What a query answers at a time in seconds: values by labels, written as the series are. */
export function answer(
  query: string,
  data: Data,
  at: number,
  windows: EvaluationOptions['windows'] = 'closed',
): Readonly<Record<string, number>> {
  const evaluate = evaluator(parse(query), Object.entries(data).map(seriesOf), { windows, interval: 60_000 })
  return Object.fromEntries(evaluate(at * 1000).map(({ labels, value }) => [written(labels), value]))
}

function seriesOf([name, text]: readonly [string, string]): Series {
  const slots = text.split(' ').map((token, index) => ({ token, time: index * spacing * 1000 }))
  const kept = slots.filter(({ token }) => token !== '_')
  return {
    labels: labelsOf(name),
    times: kept.map(({ time }) => time),
    values: kept.map(({ token }) => (token === 'stale' ? null : Number(token))),
  }
}

function labelsOf(name: string): LabelSet {
  const pairs = [...name.matchAll(/(\w+)="([^"]*)"/g)].map(([, label = '', value = '']) => [label, value])
  return { __name__: /^[\w:]*/.exec(name)?.[0] ?? '', ...Object.fromEntries(pairs) }
}

function written({ __name__: name = '', ...labels }: LabelSet): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${value}"`)
  return pairs.length === 0 && name !== '' ? name : `${name}{${pairs.sort().join(',')}}`
}
