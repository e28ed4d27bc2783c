import { Refused } from '../../../build/findings/problem.ts'
import { evaluator } from '../../../build/promql/evaluate/evaluate.ts'
import type { EvaluationOptions, Sample, Series } from '../../../build/promql/evaluate/series.ts'
import { parse } from '../../../build/promql/parse.ts'
import type { Answers } from './server.ts'

/** As Debian's Prometheus 2.42 evaluates; 1m is its default interval. */
export const options: EvaluationOptions = { windows: 'closed', interval: 60_000 }

/** What became of one query: how many times and samples were compared, and where the evaluator differs from the server. */
export interface Comparison {
  readonly times: number
  readonly samples: number
  readonly refused: number
  readonly differences: readonly string[]
}

export function compare(query: string, series: readonly Series[], answers: Answers): Comparison {
  const differences: string[] = []
  let [samples, refused] = [0, 0]
  const evaluate = evaluator(parse(query), series, options)
  for (const [time, theirs] of answers) {
    const ours = attempt(() => evaluate(time))
    if (theirs instanceof Error) refused += 1
    else samples += theirs.length
    const difference = differenceOf(ours, theirs)
    if (difference !== undefined) differences.push(`${query} at ${time}: ${difference}`)
  }
  return { times: answers.size, samples, refused, differences }
}

function attempt(evaluate: () => readonly Sample[]): readonly Sample[] | Error {
  try {
    return evaluate()
  } catch (error) {
    if (error instanceof Refused) return error
    throw error
  }
}

function differenceOf(ours: readonly Sample[] | Error, theirs: readonly Sample[] | Error): string | undefined {
  if (ours instanceof Error || theirs instanceof Error) {
    if (ours instanceof Error && theirs instanceof Error) return undefined
    return `${shown(ours)} instead of ${shown(theirs)}`
  }
  const unmet = new Map(theirs.map((sample) => [keyOf(sample), sample.value]))
  for (const sample of ours) {
    const expected = unmet.get(keyOf(sample))
    if (expected === undefined || !isNear(sample.value, expected))
      return `${keyOf(sample)} is ${sample.value} instead of ${expected}`
    unmet.delete(keyOf(sample))
  }
  return unmet.size === 0 ? undefined : `lacks ${[...unmet.keys()].join(', ')}`
}

const shown = (answer: readonly Sample[] | Error): string =>
  answer instanceof Error ? `the refusal "${answer.message}"` : `${answer.length} samples`

const keyOf = ({ labels }: Sample): string =>
  JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)))

const isNear = (a: number, b: number): boolean =>
  Object.is(a, b) || a === b || Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b))

/** What was compared, in a sentence. */
export function summary(compared: readonly Comparison[]): string {
  const sum = (of: (each: Comparison) => number): number => compared.reduce((total, each) => total + of(each), 0)
  const counts = [
    `${compared.length} queries`,
    `${sum(({ times }) => times)} evaluations`,
    `${sum(({ samples }) => samples)} samples`,
  ]
  return `${counts.join(', ')} and ${sum(({ refused }) => refused)} refusals compared, ${sum(({ differences }) => differences.length)} different`
}
