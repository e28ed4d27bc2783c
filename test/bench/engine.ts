// Prints, as JSON, what the checks cost a build, and how many queries a second the engine reads.

import { checks } from '../../build/checks/all.ts'
import { runChecks } from '../../build/checks/run.ts'
import { inferenceOf } from '../../build/checks/support/inference.ts'
import { compileDefinitions } from '../../build/compile.ts'
import { load } from '../../build/model/load.ts'
import { resolve } from '../../build/model/model.ts'
import { queriesOf } from '../../build/model/queries.ts'
import { parse } from '../../build/promql/parse.ts'
import { checkTypes } from '../../build/promql/types/check.ts'
import { subjectOf } from '../../build/subject.ts'
import { root } from '../support/root.ts'
import { medianOf } from './median.ts'

export interface Engine {
  readonly checks: number
  /** Share of the compilation that goes into checks. */
  readonly share: number
  /** Queries per second through parse, type check and inference. */
  readonly queries: number
}

const rounds = 15
/** Until the engine's code is compiled: a build reads too few queries to say how fast they are read. */
const warmUp = 20
const definitions = await load(root)
function median(run: () => void): number {
  for (let round = 0; round < warmUp; round += 1) run()
  return medianOf(
    Array.from({ length: rounds }, () => {
      const start = performance.now()
      run()
      return performance.now() - start
    }),
  )
}

const subject = () => subjectOf(resolve(definitions))
const against = subject()
const texts = queriesOf(against).map(({ text }) => text)
const place = { file: 'bench', path: [] }
const read = median(() => {
  for (const text of texts) {
    const expr = parse(text)
    checkTypes(expr, {})
    inferenceOf(against, { place, text, expr })
  }
})
const whole = median(() => compileDefinitions(definitions))
const checking = median(() => runChecks(subject())) - median(() => subject())
const result: Engine = { checks: checks.length, share: checking / whole, queries: texts.length / (read / 1000) }
console.log(JSON.stringify(result))
