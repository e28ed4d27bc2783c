import { Refused } from '../findings/problem.ts'
import type { Sample } from '../promql/evaluate/series.ts'
import type { Expr } from '../promql/tree.ts'
import { typeOf } from '../promql/types/typeof.ts'
import type { DayPlan } from './day.ts'
import { failed, metricOf, pointOf, succeeded } from './json.ts'
import { labelValues, matchingSeries } from './labels.ts'
import { BadParameter, momentsOf, timeOf } from './parameters.ts'
import { expressionOf, prepared } from './query.ts'
import type { Answer } from './source.ts'
import { compareLabels, type Synthetic } from './synthetic.ts'

/** Answers as Prometheus' API does, from synthetic series: `query`, `query_range`, `series` and `label/NAME/values`. */
export function answerer(plan: DayPlan, day: Synthetic): (path: string, form: URLSearchParams) => Answer {
  return (path, form) => {
    try {
      const label = /^label\/([^/]+)\/values$/.exec(path)?.[1]
      if (label !== undefined) return succeeded(labelValues(day, label, form))
      if (path === 'series') return succeeded(matchingSeries(day, form))
      if (path === 'query') return succeeded(instantOf(plan, day, form))
      if (path === 'query_range') return succeeded(rangeOf(plan, day, form))
      return failed('not_found', `${path} is not answered here`)
    } catch (error) {
      if (error instanceof BadParameter) return failed('bad_data', error.message)
      if (error instanceof Refused) return failed('execution', error.problems.map(({ what }) => what).join(' '))
      throw error
    }
  }
}

function instantOf(plan: DayPlan, day: Synthetic, form: URLSearchParams) {
  const expr = queryOf(form)
  const time = timeOf(form, 'time', plan.now)
  const samples = prepared(expr, plan, day)(time)
  if (typeOf(expr) === 'scalar') {
    return { resultType: 'scalar', result: samples.map(({ value }) => pointOf(time, value))[0] }
  }
  const result = samples.map(({ labels, value }) => ({ metric: metricOf(labels), value: pointOf(time, value) }))
  return { resultType: 'vector', result }
}

function rangeOf(plan: DayPlan, day: Synthetic, form: URLSearchParams) {
  const expr = queryOf(form)
  const moments = momentsOf(form)
  const answer = prepared(expr, plan, day)
  const lines = new Map<string, { labels: Sample['labels']; values: (readonly [number, string])[] }>()
  const keys = new WeakMap<Sample['labels'], string>()
  for (const moment of moments) {
    for (const { labels, value } of answer(moment)) {
      const key = keys.get(labels) ?? JSON.stringify(metricOf(labels))
      keys.set(labels, key)
      const line = lines.get(key) ?? { labels, values: [] }
      lines.set(key, line)
      line.values.push(pointOf(moment, value))
    }
  }
  const sorted = [...lines.values()].sort((a, b) => compareLabels(a.labels, b.labels))
  return { resultType: 'matrix', result: sorted.map(({ labels, values }) => ({ metric: metricOf(labels), values })) }
}

const queryOf = (form: URLSearchParams): Expr => expressionOf(form.get('query') ?? '', 'query')
