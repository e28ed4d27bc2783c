import { expect, test } from 'vitest'
import { PromqlError } from '../../build/promql/error.ts'
import { infer } from '../../build/promql/infer/infer.ts'
import { parse } from '../../build/promql/parse.ts'
import { print } from '../../build/promql/print.ts'
import { checkTypes } from '../../build/promql/types/check.ts'
import { Grammar } from './conformance/grammar.ts'
import { mutate } from './conformance/mutate.ts'
import { Random } from './conformance/random.ts'
import { schema } from './conformance/world.ts'

const random = new Random(2024)
const grammar = new Grammar(random)
const bytes = (): string =>
  Buffer.from(Array.from({ length: random.below(60) }, () => random.below(256))).toString('utf8')

/** Whether the text is PromQL, whatever its types; only a `PromqlError` may say that it is not. */
function survives(text: string): boolean {
  try {
    const expr = parse(text)
    checkTypes(expr, { version: '2.42' })
    infer(expr, schema)
    print(expr)
    return true
  } catch (error) {
    if (error instanceof PromqlError && error.from >= 0 && error.to <= text.length) return false
    throw new Error(`${JSON.stringify(text)}: ${String(error)}`)
  }
}

test.each([
  ['accidents', () => mutate(grammar.expression(), random), 6000],
  ['accidents of accidents', () => mutate(mutate(mutate(grammar.expression(), random), random), random), 3000],
  ['random bytes', bytes, 3000],
])('%s throw nothing but a PromqlError', (kind, make, count) => {
  const parsed = Array.from({ length: count }, make).filter(survives).length
  if (kind !== 'random bytes') expect(parsed).toBeGreaterThan(count / 20)
})
