import { expect } from 'vitest'
import { PromqlError } from '../../../build/promql/error.ts'
import { parse } from '../../../build/promql/parse.ts'
import { print } from '../../../build/promql/print.ts'
import { checkTypes } from '../../../build/promql/types/check.ts'
import { startPrometheus } from '../../support/prometheus.ts'
import { testWith } from '../../support/tools.ts'
import { Grammar } from './grammar.ts'
import { mutate } from './mutate.ts'
import { refusedBy } from './oracle.ts'
import { Random } from './random.ts'

/** Expressions that follow the grammar, and as many accidents with them; the seed decides which. */
function texts(seed: number, count: number): readonly string[] {
  const random = new Random(seed)
  const grammar = new Grammar(random)
  const written = Array.from({ length: count }, () => grammar.expression())
  return [...written, ...written.map((text) => mutate(text, random))]
}

const version = '2.42'

/** What is wrong with a text; an error that is no verdict passes through. */
function verdict(text: string): string | undefined {
  try {
    return checkTypes(parse(text), { version })[0]?.message
  } catch (error) {
    if (error instanceof PromqlError) return error.message
    throw error
  }
}

const share = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(2)}% (${part} of ${whole})`

testWith(['promtool'], 'parse and checkTypes judge as promtool 2.42 does', async ({ promtool }) => {
  const cases = texts(42, 3000)
  const refused = await refusedBy(promtool, cases)
  const differences = cases.flatMap((text, at) => {
    const [theirs, ours] = [refused.get(at), verdict(text)]
    return (theirs === undefined) === (ours === undefined) ? [] : [{ text, theirs, ours }]
  })
  const missed = differences.filter(({ theirs }) => theirs !== undefined).length
  const bogus = differences.length - missed
  const accepted = cases.length - refused.size
  console.log(`rejected as promtool does: ${share(refused.size - missed, refused.size)}`)
  console.log(`accepted as promtool does: ${share(accepted - bogus, accepted)}`)
  for (const { text, theirs, ours } of differences)
    console.log(`  ${text} — promtool: ${theirs ?? 'fine'}, we: ${ours ?? 'fine'}`)
  expect(refused.size).toBeGreaterThan(2000)
  expect(accepted).toBeGreaterThan(2000)
  expect(missed / refused.size).toBeLessThanOrEqual(0.005)
  expect(bogus / accepted).toBeLessThanOrEqual(0.005)
})

testWith(['promtool', 'prometheus'], 'print formats as Prometheus does', async ({ promtool, prometheus }) => {
  const cases = texts(43, 1500)
  const refused = await refusedBy(promtool, cases)
  const valid = cases.filter((text, at) => !refused.has(at) && verdict(text) === undefined)
  await using server = await startPrometheus(prometheus)
  const different: string[] = []
  for (const query of valid) {
    const printed = print(parse(query))
    if (printed !== (await server.api('format_query', { query }))) different.push(query)
    expect(print(parse(printed)), query).toBe(printed)
  }
  console.log(
    `printed as Prometheus does: ${share(valid.length - different.length, valid.length)}; all printed the same again`,
  )
  for (const query of different) console.log(`  ${query}`)
  expect(valid.length).toBeGreaterThan(1000)
  expect(different.length / valid.length).toBeLessThanOrEqual(0.02)
})
