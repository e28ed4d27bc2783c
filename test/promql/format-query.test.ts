import { expect } from 'vitest'
import { PromqlError } from '../../build/promql/error.ts'
import { parse } from '../../build/promql/parse.ts'
import { print } from '../../build/promql/print.ts'
import { startPrometheus } from '../support/prometheus.ts'
import { testWith } from '../support/tools.ts'
import { corpus } from './corpus.ts'
import { invalid } from './invalid.ts'

testWith(['prometheus'], 'print answers what Prometheus does', async ({ prometheus }) => {
  await using server = await startPrometheus(prometheus)
  const expected: Record<string, unknown> = {}
  for (const query of corpus) expected[query] = await server.api('format_query', { query })
  expect(Object.fromEntries(corpus.map((query) => [query, print(parse(query))]))).toEqual(expected)
})

testWith(['prometheus'], 'what parse refuses, Prometheus refuses too', async ({ prometheus }) => {
  await using server = await startPrometheus(prometheus)
  for (const { text } of invalid) {
    await expect(server.api('format_query', { query: text }), text).rejects.toThrow('parse error')
    expect(() => parse(text), text).toThrow(PromqlError)
  }
})
