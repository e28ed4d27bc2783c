import { expect, test } from 'vitest'
import { asked } from './day.ts'
import { sent } from './queries.ts'

/** What a query answers: numbers of the series, or values of a label. */
function numbersOf({ path, params }: (typeof sent)[number]): readonly string[] {
  const { data } = asked(path, params) as {
    data?: readonly string[] | { result: readonly { value?: [number, string]; values?: [number, string][] }[] }
  }
  if (data === undefined) return []
  if (!('result' in data)) return data
  return data.result
    .flatMap(({ value, values = [] }) => [...(value ? [value] : []), ...values])
    .map(([, number]) => number)
}

test('every query of every panel, annotation and picker answers data', () => {
  expect(sent.length).toBeGreaterThan(100)
  const empty = sent.filter((query) => numbersOf(query).every((number) => number === 'NaN'))
  expect(empty.map(({ where, params }) => `${where}: ${params.query}`)).toStrictEqual([])
})
