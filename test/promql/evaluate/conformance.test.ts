import { expect } from 'vitest'
import { testWith } from '../../support/tools.ts'
import { Queries } from '../conformance/queries.ts'
import { Random } from '../conformance/random.ts'
import { compare, summary } from './differences.ts'
import { Expressions } from './expressions.ts'
import { end, start } from './series.ts'
import { oracleOf } from './server.ts'
import { world } from './world.ts'

testWith(
  ['promtool', 'prometheus'],
  'random queries over random series answer what Prometheus answers',
  async (tools) => {
    const series = world(new Random(11))
    await using oracle = await oracleOf(tools, series)
    const compared = []
    for (const query of queries(600)) {
      compared.push(compare(query, series, await oracle.ask(query, start + 7_123, end, 89_000)))
    }
    console.log(`${series.length} series: ${summary(compared)}`)
    expect(compared.flatMap(({ differences }) => differences)).toStrictEqual([])
    expect(compared.filter(({ samples }) => samples > 0).length).toBeGreaterThan(compared.length / 2)
    expect(compared.filter(({ refused }) => refused > 0).length).toBeGreaterThan(10)
  },
)

/** As many of each generator: one varies labels and how they are matched, the other numbers and windows. */
function queries(count: number): readonly string[] {
  const [labels, numbers] = [new Queries(new Random(12)), new Expressions(new Random(13))]
  // Among equal values topk may keep any; the last digit of a computed value is no label; no date is as large as these; of one
  // infinite value 2.42 says that it deviates by 0.
  const isSharp = (query: string): boolean => !/topk|count_values|hour\((?!\))|stddev.*disk_size/.test(query)
  return Array.from({ length: count }, () => [labels.vector(), numbers.vector()]).flatMap(
    ([structure = '', computed = '']) => [...(isSharp(structure) ? [structure] : []), computed],
  )
}
