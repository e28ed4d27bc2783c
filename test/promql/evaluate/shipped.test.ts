import { expect } from 'vitest'
import { parse } from '../../../build/promql/parse.ts'
import { print } from '../../../build/promql/print.ts'
import type { Expr } from '../../../build/promql/tree.ts'
import { typeOf } from '../../../build/promql/types/typeof.ts'
import { walk } from '../../../build/promql/walk.ts'
import { alertRules, panels } from '../../out/generated.ts'
import { testWith } from '../../support/tools.ts'
import { Random } from '../conformance/random.ts'
import { compare, summary } from './differences.ts'
import { seriesFor } from './selected.ts'
import { end, start } from './series.ts'
import { oracleOf } from './server.ts'

/** With Grafana's variables filled in, as for "All". */
const filled = (text: string): Expr =>
  parse(
    text
      .replaceAll('$__rate_interval', '1m')
      .replaceAll('$__interval', '15s')
      .replaceAll('$__range', '15m')
      .replaceAll(/"\$\w+"/g, '".+"'),
  )

/** The query and each instant vector within it: a condition alone is mostly empty. */
const parts = (query: Expr): readonly string[] =>
  [...walk(query)].filter((part) => typeOf(part) === 'vector').map(print)

testWith(
  ['promtool', 'prometheus'],
  'every alert condition and panel query answers what Prometheus answers',
  async (tools) => {
    const conditions = alertRules.map(({ expr }) => filled(expr))
    const queries = [
      ...conditions,
      ...panels.flatMap(({ panel }) => (panel.targets ?? []).map(({ expr }) => filled(expr))),
    ]
    const series = seriesFor(queries, new Random(21))
    await using oracle = await oracleOf(tools, series)
    const compared = []
    for (const query of new Set(queries.flatMap(parts))) {
      compared.push(compare(query, series, await oracle.ask(query, start + 4_321, end, 61_000)))
    }
    console.log(
      `${conditions.length} conditions, ${queries.length} queries, ${series.length} series: ${summary(compared)}`,
    )
    expect(compared.flatMap(({ differences }) => differences)).toStrictEqual([])
    // Most of what is compared is no empty answer.
    expect(compared.filter(({ samples }) => samples > 0).length).toBeGreaterThan(compared.length * 0.75)
  },
)
