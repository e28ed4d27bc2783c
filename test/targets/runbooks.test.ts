import { expect, test } from 'vitest'
import { runbookPage } from '../../build/targets/runbook-page.ts'
import { runbooks } from '../../build/targets/runbooks.ts'
import { model, urls } from './alerting.ts'

const prose =
  '## Meaning\n\nWhat it means.\n\n## Impact\n\nWho is hurt.\n\n## Diagnosis\n\nLook.\n\n## Mitigation\n\nMend.\n'
const written = runbooks({ ...model(), runbooks: new Map([['Slow', prose]]) })
const textOf = (alert: string): string => written.find(({ path }) => path === `runbooks/${alert}.md`)?.text ?? ''

test('each alert has one, and a page that says the same where Grafana serves them', () => {
  expect(written.map(({ path }) => path)).toEqual(['runbooks/Slow.md', 'runbooks/Piling.md'])
  const { stack, ...others } = model()
  const served = { ...stack, urls: { ...stack.urls, runbooks: `${urls.grafana}/public/runbooks` } }
  expect(runbooks({ ...others, stack: served }).map(({ path }) => path)).toEqual([
    'runbooks/Slow.md',
    'runbooks/Slow.html',
    'runbooks/Piling.md',
    'runbooks/Piling.html',
  ])
})

test('what people wrote stands in its section, with what the definitions know', () => {
  const parts = [
    '<!-- Generated from alerts/any.ts and alerts/runbooks/Slow.md by',
    '# Slow\n',
    'It is slow.\n',
    '| Severity (component) | warning (api) |\n| Fires after | 5m |\n| Keeps firing for | 10m |\n| One alert for each | `route` |',
    '## Meaning\n\nWhat it means.\n',
    '## Impact\n\nWho is hurt.\n',
    '## Mitigation\n\nMend.\n',
    '## Diagnosis\n\nLook.\n',
    '### Where to look\n',
    `- Dashboard panel: [Any › Over time](${urls.grafana}/d/any?viewPanel=`,
    `- Alert in Prometheus: <${urls.prometheus}/alerts?search=Slow>`,
    'Who asks? ([run it](',
    '```promql\nsum by (route) (rate(requests_total{job="node"}[5m]))\n```',
    '### The rule\n\nIt fires when this holds for 5m:\n',
    '```promql\nhistogram_quantile(0.95, sum by (le, route) (rate(latency_seconds_bucket{job="node"}[5m]))) > 1\n```',
  ]
  const places = parts.map((part) => [part, textOf('Slow').indexOf(part)] as const)
  expect(places.filter(([, at]) => at < 0)).toEqual([])
  expect(places.map(([, at]) => at)).toEqual(places.map(([, at]) => at).toSorted((a, b) => a - b))
})

test('a query opens in Prometheus, and no parenthesis of it ends the link', () => {
  const [, link = ''] = /Who asks\? \(\[run it\]\((.*)\)\)\n/.exec(textOf('Slow')) ?? []
  expect(link).not.toMatch(/[()]/)
  const { origin, pathname, searchParams } = new URL(link)
  expect(`${origin}${pathname}`).toBe(`${urls.prometheus}/graph`)
  expect(searchParams.get('g0.expr')).toBe('sum by (route) (rate(requests_total{job="node"}[5m]))')
  expect(searchParams.get('g0.tab')).toBe('0')
})

test('an alert for one thing as a whole, at once, of several severities', () => {
  const text = textOf('Piling')
  expect(text).toContain('| Severity (component) | warning (api), critical (redis) |')
  expect(text).toContain('| Fires after | the first evaluation |\n| One alert for each | PyBase as a whole |')
  expect(text).toContain('It fires when this holds:\n')
  expect(text).not.toContain('Keeps firing for')
  expect(text).not.toContain('Dashboard panel')
  expect(text.match(/sum\(queue\{job="node"\}\) > 10+/g)).toEqual([
    'sum(queue{job="node"}) > 10',
    'sum(queue{job="node"}) > 100',
  ])
})

test('a page shows what is written, asks for nothing, and what is HTML in it is text', () => {
  const page = runbookPage(
    'A <b>',
    [
      '<!-- Generated. -->',
      '',
      '# A & B',
      '',
      'One <img src=x onerror="alert(1)"> and [run it](https://p.example/graph?g0.expr=a%28%29&g0.tab=0).',
      '[no](javascript:alert(1)), [next](Other.html), ![a picture](https://x.example/x.png)',
      '',
      '| a | b |',
      '|---|---|',
      '| `x < 1` | y |',
    ].join('\n'),
    'runbooks/A.md',
  )
  const [, body = ''] = page.split('<body>\n')
  expect(body.replace('</body>\n</html>\n', '')).toBe(
    [
      '<h1>A &amp; B</h1>',
      '<p>One &lt;img src=x onerror=&quot;alert(1)&quot;&gt; and ' +
        '<a href="https://p.example/graph?g0.expr=a%28%29&amp;g0.tab=0">run it</a>.',
      'no, <a href="Other.html">next</a>, a picture</p>',
      '<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>',
      '<tbody><tr>\n<td><code>x &lt; 1</code></td>\n<td>y</td>\n</tr>\n</tbody></table>\n',
    ].join('\n'),
  )
  expect(page).toContain('<title>A &lt;b&gt;</title>')
  expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`)
  expect(page).not.toContain('<!-- Generated. -->')
})
