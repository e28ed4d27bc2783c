import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { explanationsIn } from '../../build/commands/diff/explained.ts'
import { json } from '../../build/commands/diff/json.ts'
import { markdown } from '../../build/commands/diff/markdown.ts'
import { text } from '../../build/commands/diff/text.ts'
import type { Change } from '../../build/diff/change.ts'
import { diffTokens } from '../../build/diff/promql/tokens.ts'
import { root } from '../support/root.ts'
import { changesOf } from './stack.ts'

const sides = { before: 'out/ at main', after: 'the definitions' }
const plain = { colours: false }
const slower = 'histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket[5m]))) > 2'
const longer = 'histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket[20m]))) > 1'
/** What GitHub takes as the body of a comment. */
const most = 65_536

const changes = changesOf({
  'rules.groups.0.rules.0.for': '10m',
  'dashboard.panels.1.targets.0.expr': 'sum(rate(http_errors_total{job="shop"}[5m]))',
  'dashboard.panels.2.title': 'Slowest',
})

test('text', () => {
  expect(text({ ...sides, changes }, plain)).toBe(`Alerting behaviour
  alerts/api.yml
    ApiSlow fires later: for 5m → 10m

Data
  dashboard Shop
    panel 'Errors': the query changed
        sum(rate(http_errors_total{job=[-"api"-]{+"shop"+}}[5m]))

Appearance
  dashboard Shop
    panel 'p95' is now called 'Slowest'

3 differences from out/ at main to the definitions: 1 of alerting behaviour, 1 of data, 1 of appearance.`)
})

test('markdown', () => {
  const explanation = explanationsIn('## ApiSlow\n', 'main')
  expect(
    markdown({ ...sides, changes, explanation }, plain),
  ).toBe(`**3 differences from out/ at main to the definitions: 1 of alerting behaviour, 1 of data, 1 of appearance.**

### Alerting behaviour

**alerts/api.yml**

- ApiSlow fires later: for 5m → 10m ([what sets it off](../blob/HEAD/out/reference/explained.md#apislow))
  \`\`\`text
  Before, it fires at 1.02s, and resolves at 500ms:
    1.02s │ ●●●●●●●●●●●●●
     > 1s │┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
  997.9ms │              ●●●●
  822.5ms │                  ●
          │
    500ms │                   ●●●
   before │·pppppFFFFFFFFrrrrrrrr
      now │·ppppppppppFFFrrrrrrrr
           0                  21m
  · inactive, p pending, F firing, r resolved
  \`\`\`

### Data

**dashboard Shop**

- <details><summary>panel 'Errors': the query changed</summary><pre>sum(rate(http_errors_total{job=<del>&quot;api&quot;</del><ins>&quot;shop&quot;</ins>}[5m]))</pre></details>

<details><summary><b>Appearance</b> (1)</summary>

**dashboard Shop**

- panel 'p95' is now called 'Slowest'

</details>`)
})

test.each([
  ['a threshold', { 'rules.groups.0.rules.0.expr': slower }, /before │·p+F+r+\n +now │·+\n/],
  ['a window', { 'rules.groups.0.rules.0.expr': longer }, /before │.*\n +now │/],
])('%s that moved is drawn once', (_, edit, drawing) => {
  const body = markdown({ ...sides, changes: changesOf({ ...edit, 'rules.groups.0.rules.0.for': '10m' }) }, plain)
  expect(body).toMatch(drawing)
  expect(body.match(/```text/g)).toHaveLength(1)
})

test('an alert of a commit is linked to its page there, and one that has none is not', () => {
  const commit = 'a'.repeat(40)
  const of = explanationsIn('## ApiSlow\n\n## Other_1\n', commit)
  expect(of('Other_1')).toBe(`../blob/${commit}/out/reference/explained.md#other_1`)
  expect(of('Nobody')).toBeUndefined()
  expect(of('')).toBeUndefined()
})

test('the page on the diff shows such a drawing', () => {
  const page = readFileSync(join(root, 'docs', 'diff.md'), 'utf8')
  const [, shown = ''] = /```text\n(Before[\s\S]*?)\n```/.exec(page) ?? []
  const body = markdown({ ...sides, changes }, plain)
  expect(shown).not.toBe('')
  expect(body).toContain(shown.replaceAll(/^/gm, '  '))
})

test('json', () => {
  expect(JSON.parse(json({ ...sides, changes }, plain))).toMatchObject({
    ...sides,
    differences: 3,
    changes: [
      { weight: 'alerting', part: 'alerts/api.yml', what: 'ApiSlow fires later: for 5m → 10m' },
      {
        query: [
          { is: 'same', text: 'sum(rate(http_errors_total{job=' },
          { is: 'removed', text: '"api"' },
          { is: 'added', text: '"shop"' },
          { is: 'same', text: '}[5m]))' },
        ],
      },
      {},
    ],
  })
})

test('without differences', () => {
  const none = { ...sides, changes: [] }
  expect(text(none, plain)).toBe('No difference in meaning from out/ at main to the definitions.')
  expect(markdown(none, plain)).toBe('**No difference in meaning from out/ at main to the definitions.**')
  expect(JSON.parse(json(none, plain))).toMatchObject({ differences: 0, changes: [] })
})

describe('the size of a comment', () => {
  const change = (at: number, length: number): Change => ({
    weight: at < 3 ? 'alerting' : at % 2 === 0 ? 'data' : 'appearance',
    part: `dashboard ${'é'.repeat(at % 50)} ${at % 90}`,
    what: `panel '${'<'.repeat(length)}${at}' changed`,
    detail: { kind: 'query', tokens: diffTokens('', `metric_${at} + ${'"&" + '.repeat(length)}1`) },
  })
  const sorted = (list: readonly Change[]): readonly Change[] =>
    ['alerting', 'data', 'appearance'].flatMap((weight) => list.filter((each) => each.weight === weight))

  test.each([
    [10, 5],
    [300, 5],
    [300, 2000],
    [5000, 1],
    [5000, 300],
  ])('%d changes with names of %d letters', (count, length) => {
    const many = sorted(Array.from({ length: count }, (_, at) => change(at, length)))
    const body = markdown({ ...sides, changes: many }, plain)
    expect(Buffer.byteLength(body)).toBeLessThan(most)
    // What is left out is counted, and it is never what is gravest.
    const told = body.split('\n').filter((line) => line.startsWith('- ')).length
    const [, data = '0', looks = '0'] =
      /^Left out.*?(?:(\d+) of data)?(?:, )?(?:(\d+) of appearance)?\.$/m.exec(body) ?? []
    expect(told + Number(data) + Number(looks)).toBe(count)
    if (count === 5000) expect(told).toBeLessThan(count)
  })
})

describe('names of others', () => {
  const named = (name: string): Change => ({ weight: 'data', part: name, what: `panel '${name}' is new` })

  test.each([
    ['<img src=x onerror=alert(1)>', /<img/],
    ['</details></li>', /<\/details>/],
    ['![x](http://evil)', /!\[x\]\(/],
    ['@everyone', /@everyone/],
    ['#123', /#123/],
    ['`code`', /(?<!\\)`code/],
    ['a\n\n# Heading', /^# Heading/m],
    ['[x](javascript:y)', /(?<!\\)\[x(?<!\\)\]/],
  ])('%s is text', (name, pattern) => {
    const body = markdown({ ...sides, changes: [named(name)] }, plain)
    expect(body).not.toMatch(pattern)
    const lines = { kind: 'lines', removed: [name], added: [name] } as const
    const folded = markdown({ ...sides, changes: [{ ...named('x'), what: 'x', detail: lines }] }, plain)
    expect(folded.match(/<details>/g)).toHaveLength(1)
    expect(folded.match(/<\/details>/g)).toHaveLength(1)
    expect(folded).not.toMatch(/<img|@everyone|#123/)
  })

  test('do not steer a terminal', () => {
    const body = text({ ...sides, changes: [named('\u001b[31mred\u001b[0m\u202e')] }, plain)
    expect(body).not.toContain('\u001b')
    expect(body).not.toContain('\u202e')
  })
})
