import { answerer } from '../../build/data/answers.ts'
import type { DayPlan } from '../../build/data/day.ts'
import { plan } from '../../build/data/plan.ts'
import { type Synthetic, synthesise } from '../../build/data/synthetic.ts'
import { load } from '../../build/model/load.ts'
import { resolve } from '../../build/model/model.ts'
import { root } from '../support/root.ts'

export const definitions = await load(root)
/** The definitions of this checkout. */
export const model = resolve(definitions)
export const today: DayPlan = plan(model)
export const day: Synthetic = synthesise(today)
/** A day that is made at once. */
export const small: DayPlan = { ...today, series: today.series.filter(({ name }) => name === 'up'), alerts: [] }

/** A series of an answer: `value` of an instant query, `values` of a range. */
export interface Line {
  readonly metric: Readonly<Record<string, string>>
  readonly value?: readonly [number, string]
  readonly values?: readonly (readonly [number, string])[]
}

/** The answer of the evaluator to a request, with its HTTP status as `code` where it is no 200. */
export function asked(
  path: string,
  params: Readonly<Record<string, string>>,
  of: DayPlan = today,
  made: Synthetic = of === today ? day : synthesise(of),
) {
  const { status, body } = answerer(of, made)(path, new URLSearchParams(params))
  const json = JSON.parse(String(body)) as Readonly<Record<string, unknown>>
  return status === 200 ? json : { ...json, code: status }
}

/** The series that a query has at a moment, in Unix milliseconds. */
export function at(query: string, time: number = today.now): readonly Line[] {
  const answer = asked('query', { query, time: String(time / 1000) }) as {
    data?: { result: readonly Line[] }
    error?: string
  }
  if (answer.data === undefined) throw new Error(`${query}: ${answer.error}`)
  return answer.data.result
}

/** The one number that a query has at a moment. */
export function numberAt(query: string, time: number = today.now): number {
  const [line, ...others] = at(query, time)
  if (line?.value === undefined || others.length > 0) throw new Error(`${query} has not one value`)
  return Number(line.value[1])
}
