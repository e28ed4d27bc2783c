import { afterAll, beforeAll, expect } from 'vitest'
import { infer } from '../../../build/promql/infer/infer.ts'
import type { Value } from '../../../build/promql/infer/value.ts'
import { parse } from '../../../build/promql/parse.ts'
import { print } from '../../../build/promql/print.ts'
import type { Expr } from '../../../build/promql/tree.ts'
import { type Prometheus, startPrometheus } from '../../support/prometheus.ts'
import { testWith, tool } from '../../support/tools.ts'
import { Queries } from './queries.ts'
import { Random } from './random.ts'
import { backfill, end, schema } from './world.ts'

interface Answer {
  readonly metric: Readonly<Record<string, string>>
  readonly value: readonly [number, string]
}

let server: Prometheus | undefined
let remove = (): void => {}

beforeAll(async () => {
  const [promtool, prometheus] = [tool('promtool'), tool('prometheus')]
  if (promtool === undefined || prometheus === undefined) return
  const world = backfill(promtool)
  remove = world.remove
  server = await startPrometheus(prometheus, { folder: world.folder })
})

afterAll(async () => {
  await server?.stop()
  remove()
})

/** The series that the server answers; `undefined` when a query fails while it is evaluated, as ambiguous matches do. */
async function ask(query: string): Promise<readonly Answer[] | undefined> {
  const data = await server?.api('query', { query, time: String(end) }).catch(() => undefined)
  return (data as { readonly result: readonly Answer[] } | undefined)?.result
}

const onEvery = (answers: readonly Answer[]): readonly string[] =>
  Object.keys(answers[0]?.metric ?? {}).filter((label) => answers.every(({ metric }) => label in metric))
const onSome = (answers: readonly Answer[]): readonly string[] => [
  ...new Set(answers.flatMap(({ metric }) => Object.keys(metric))),
]
const sameNames = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((each) => b.includes(each))

/** Whether an answer is one that the inference ruled out: a label, a label's value or a value. */
function contradicts({ labels, domain }: Value, { metric, value }: Answer): boolean {
  const number = Number(value[1])
  const outside =
    number < domain.min || number > domain.max || (domain.values?.includes(number) === false && !Number.isNaN(number))
  const wrongLabel = Object.entries(metric).some(([name, text]) => {
    const label = labels.get(name)
    return label === undefined || label.values?.includes(text) === false
  })
  return outside || wrongLabel || labels.must.some((name) => !(name in metric))
}

const isFilter = (node: Expr): boolean => node.is === 'binary' && node.op !== 'unless' && !node.bool

const share = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(2)}% (${part} of ${whole})`

testWith(['promtool', 'prometheus'], 'inferred labels and values are what Prometheus answers', async () => {
  const queries = new Queries(new Random(7))
  const inexact: string[] = []
  const contradicted: string[] = []
  let answered = 0
  let verdicts = 0
  for (let made = 0; made < 2000; made += 1) {
    const text = queries.vector()
    const { value, facts } = infer(parse(text), schema)
    const answers = await ask(text)
    if (answers !== undefined && answers.length > 0) {
      answered += 1
      if (value.empty || answers.some((answer) => contradicts(value, answer))) contradicted.push(text)
      const isExact =
        !value.labels.open &&
        sameNames(value.labels.may, onSome(answers)) &&
        sameNames(value.labels.must, onEvery(answers))
      if (!isExact) inexact.push(text)
    }
    for (const { kind, node } of facts) {
      if ((kind !== 'never-matches' && kind !== 'never-true') || !isFilter(node)) continue
      verdicts += 1
      const found = await ask(print(node))
      if (found !== undefined && found.length > 0) contradicted.push(`${kind}: ${print(node)}`)
    }
  }
  console.log(`label sets equal to the server's: ${share(answered - inexact.length, answered)}`)
  console.log(
    `contradicted by the server: ${contradicted.length} of ${answered} values and ${verdicts} "never" verdicts`,
  )
  for (const text of inexact) console.log(`  ${text}`)
  expect(answered).toBeGreaterThan(1000)
  expect(verdicts).toBeGreaterThan(200)
  expect(contradicted).toStrictEqual([])
  expect(inexact.length / answered).toBeLessThanOrEqual(0.03)
})
