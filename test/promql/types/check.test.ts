// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Grafana's macros look like a template's placeholders.
import { describe, expect, test } from 'vitest'
import { parse } from '../../../build/promql/parse.ts'
import type { Expr } from '../../../build/promql/tree.ts'
import { checkTypes } from '../../../build/promql/types/check.ts'
import { corpus } from '../corpus.ts'

/** What is refused, with `«»` around what the finding points at, and Prometheus' words for it. */
const rows: Readonly<Record<string, readonly (readonly [marked: string, says: string])[]>> = {
  'arguments of functions': [
    ['rate(«up»)', 'expected type range vector in call to function "rate", got instant vector'],
    ['rate(«sum(up)»)', 'expected type range vector in call to function "rate", got instant vector'],
    ['abs(«up[5m]»)', 'expected type instant vector in call to function "abs", got range vector'],
    ['abs(«1»)', 'expected type instant vector in call to function "abs", got scalar'],
    ['abs(«"up"»)', 'expected type instant vector in call to function "abs", got string'],
    [
      'histogram_quantile(«up», up)',
      'expected type scalar in call to function "histogram_quantile", got instant vector',
    ],
    ['label_replace(up, «1», "", "", "")', 'expected type string in call to function "label_replace", got scalar'],
    [
      'label_join(up, "a", "b", "c", «up»)',
      'expected type string in call to function "label_join", got instant vector',
    ],
    ['rate(«(up)»)', 'expected type range vector in call to function "rate", got instant vector'],
  ],
  'how many arguments': [
    ['«time(1)»', 'expected 0 argument(s) in call to "time", got 1'],
    ['«rate()»', 'expected 1 argument(s) in call to "rate", got 0'],
    ['«clamp(up, 1)»', 'expected 3 argument(s) in call to "clamp", got 2'],
    ['«round()»', 'expected at least 1 argument(s) in call to "round", got 0'],
    ['«round(up, 1, 2)»', 'expected at most 2 argument(s) in call to "round", got 3'],
    ['«hour(up, up)»', 'expected at most 1 argument(s) in call to "hour", got 2'],
    ['«label_join(up, "a")»', 'expected at least 3 argument(s) in call to "label_join", got 2'],
  ],
  aggregations: [
    ['sum(«up[5m]»)', 'expected type instant vector in aggregation expression, got range vector'],
    ['sum(«1»)', 'expected type instant vector in aggregation expression, got scalar'],
    ['topk(«up», up)', 'expected type scalar in aggregation parameter, got instant vector'],
    ['quantile(«"0.9"», up)', 'expected type scalar in aggregation parameter, got string'],
    ['count_values(«5», up)', 'expected type string in aggregation parameter, got scalar'],
  ],
  operators: [
    ['1 «==» 1', 'comparisons between scalars must use BOOL modifier'],
    ['time() «>» scalar(up)', 'comparisons between scalars must use BOOL modifier'],
    ['up «+» bool up', 'bool modifier can only be used on comparison operators'],
    ['up «and» bool up', 'bool modifier can only be used on comparison operators'],
    ['1 «or» up', 'set operator "or" not allowed in binary scalar expression'],
    ['up «unless» 1', 'set operator "unless" not allowed in binary scalar expression'],
    ['«up[5m]» + 1', 'binary expression must contain only scalar and instant vector types'],
    ['up * «"x"»', 'binary expression must contain only scalar and instant vector types'],
    ['1 + «on (job)» up', 'vector matching only allowed between instant vectors'],
    ['up and «on (job) group_left ()» up', 'no grouping allowed for "and" operation'],
    ['up * on (job) group_left («job», version) up', 'label "job" must not occur in ON and GROUP clause at once'],
    ['-«up[5m]»', 'unary expression only allowed on expressions of type scalar or instant vector, got "range vector"'],
    ['-«"x"»', 'unary expression only allowed on expressions of type scalar or instant vector, got "string"'],
    ['«1»[5m:]', 'subquery is only allowed on instant vector, got scalar instead'],
    ['«(up[5m])»[5m:]', 'subquery is only allowed on instant vector, got matrix instead'],
  ],
  selectors: [
    ['«{}»', 'vector selector must contain at least one non-empty matcher'],
    ['«{job=""}»', 'vector selector must contain at least one non-empty matcher'],
    ['«{job=~".*"}»', 'vector selector must contain at least one non-empty matcher'],
    ['«{job!="a"}»', 'vector selector must contain at least one non-empty matcher'],
    ['sum(«{job=~"(a|b)?",x!~"y+"}»)', 'vector selector must contain at least one non-empty matcher'],
    ['up{job=~«"("»}', 'error parsing regexp: missing closing ): `(`'],
    ['up{job!~«"a**"»}', 'error parsing regexp: invalid nested repetition operator: `**`'],
    ['up{job=~«"(?=a)"»}', 'error parsing regexp: invalid or unsupported Perl syntax: `(?=`'],
    [`up{job=~«'(a)\\\\1'»}`, 'error parsing regexp: invalid escape sequence: `\\1`'],
  ],
}

describe.each(Object.entries(rows))('%s', (_, table) => {
  test.each(table)('%s', (marked, says) => {
    const findings = checkTypes(parse(marked.replace(/[«»]/g, '')), { version: '3.14' })
    expect(findings).toStrictEqual([
      expect.objectContaining({ message: says, from: marked.indexOf('«'), to: marked.indexOf('»') - 1 }),
    ])
  })
})

test('every finding is told, in the order of the text', () => {
  const found = checkTypes(parse('rate(up) + sum(up[5m]) > bool on (job) 1'))
  expect(found.map(({ message }) => message)).toStrictEqual([
    'expected type range vector in call to function "rate", got instant vector',
    'expected type instant vector in aggregation expression, got range vector',
    'vector matching only allowed between instant vectors',
  ])
})

test.each(corpus)('nothing is wrong with %s', (text) => {
  expect(checkTypes(parse(text), { version: '2.42' })).toStrictEqual([])
})

test.each([
  'topk($n, up)',
  '$query > 1',
  'sum($query)',
  'rate($metric[$__rate_interval])',
  'up{job=~"$job"}',
  'up{job=~"(${job:regex}"}',
  '{job=~"$job"}',
  '$a and $b',
])('a macro fits everywhere: %s', (text) => {
  expect(checkTypes(parse(text))).toStrictEqual([])
})

test('a tree that was built is checked without places', () => {
  const up: Expr = { is: 'selector', metric: 'up', matchers: [] }
  expect(checkTypes({ is: 'call', fn: 'ratee', args: [up] })).toStrictEqual([
    { message: 'unknown function with name "ratee"', hint: 'Did you mean rate?' },
  ])
  expect(
    checkTypes({ is: 'selector', metric: 'up', matchers: [{ label: '__name__', op: '=', value: 'down' }] }),
  ).toStrictEqual([{ message: 'metric name must not be set twice: "up"' }])
  expect(checkTypes({ is: 'aggregation', op: 'median', expr: up })).toHaveLength(1)
})

describe('versions', () => {
  const refusals = (text: string, version: string) =>
    checkTypes(parse(text), { version }).map(({ message, hint }) => `${message}. ${hint}`)

  test.each([
    [
      'histogram_avg(up)',
      '2.50',
      '2.51',
      'unknown function with name "histogram_avg". Prometheus has it since 2.51, and this is for 2.50.',
    ],
    [
      'up > 1_000',
      '2.42',
      '2.54',
      'Prometheus 2.42 cannot read the number 1_000 with a separator. It takes Prometheus 2.54 or later.',
    ],
    [
      'up > 5m',
      '2.53.1',
      '2.54.0',
      'Prometheus 2.53.1 cannot read the duration 5m as a number. It takes Prometheus 2.54 or later.',
    ],
    [
      'up offset 300',
      '2.42',
      '3.0',
      'Prometheus 2.42 cannot read the number 300 as a duration. It takes Prometheus 2.54 or later.',
    ],
    [
      'sum by ("a b") (up)',
      '2.55',
      '3.0',
      'Prometheus 2.55 cannot read the quoted name "a b". It takes Prometheus 3.0 or later.',
    ],
    ['{"a.b"}', '2.42', '3.14', 'Prometheus 2.42 cannot read the quoted name "a.b". It takes Prometheus 3.0 or later.'],
    [
      'first_over_time(up[5m])',
      '3.13',
      '3.14',
      'function "first_over_time" is not enabled. The server needs --enable-feature=promql-experimental-functions.',
    ],
    [
      'holt_winters(up[5m], 0.1, 0.2)',
      '3.0',
      '2.55',
      'unknown function with name "holt_winters". Since Prometheus 3.0 it is called double_exponential_smoothing.',
    ],
  ])('%s is not for %s but for %s', (text, without, having, says) => {
    expect(refusals(text, without)).toStrictEqual([says])
    expect(refusals(text, having)).toStrictEqual([])
  })

  test('without a version any will do, and a feature flag allows the experimental', () => {
    expect(checkTypes(parse('sort_by_label(up, "job") > 1_000'))).toStrictEqual([])
    expect(checkTypes(parse('limitk(2, up)'), { version: '3.14', experimental: true })).toStrictEqual([])
    expect(refusals('limitk(2, up)', '3.14')).toHaveLength(1)
    expect(refusals('limitk(2, up)', '2.42')).toHaveLength(1)
  })
})
