import { expect, test } from 'vitest'
import { queryInTemplate } from '../../../build/checks/texts/query-in-template.ts'
import { alert, subject, told } from '../subject.ts'

const saying = (description: string) => subject({ rules: [alert({ expr: 'up == 0', annotations: { description } })] })

test('a query that will not run is told where it is broken', () => {
  expect(
    told(queryInTemplate, saying('{{ with query "sum(up" }}{{ . | first | value }}{{ end }} targets')),
  ).toMatchInlineSnapshot(`
    "error  query-in-template   rules.yml › group › SomeAlert › annotation description
      {{ with query "sum(up" }}{{ . | first | value }}{{ end }} targets
                           ^
      The query inside the template is wrong: The expression ends too early: a ( is never closed.
      Mend the query; Prometheus will not run it, and the reader will get its error instead of this text."
  `)
})

test.each([
  ['a type error', '{{ query "rate(up)" }}'],
  ['an unknown function', '{{ query "summ(up)" | first }}'],
  ['an escaped string', '{{ query "up{job=\\"a\\"" }}'],
  ['a variable of Grafana', '{{ query "rate(up[$__interval])" }}'],
])('%s is told', (_, text) => {
  expect(told(queryInTemplate, saying(text))).toContain('query-in-template')
})

test.each([
  ['a query', '{{ query "sum(up)" | first | value }}'],
  ['a raw string', '{{ query `up{job="a"}` }}'],
  ['an escaped string', '{{ query "up{job=\\"a\\"}" }}'],
  ['one that printf makes', '{{ query (printf "up{instance=%q" $labels.instance) }}'],
  ['the word alone', 'Run a query such as sum(up'],
])('%s is fine', (_, text) => {
  expect(told(queryInTemplate, saying(text))).toBe('')
})
