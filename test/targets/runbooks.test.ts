import { expect, test } from 'vitest'
import { runbooks } from '../../build/targets/runbooks.ts'
import { model, urls } from './alerting.ts'

const prose =
  '## Meaning\n\nWhat it means.\n\n## Impact\n\nWho is hurt.\n\n## Diagnosis\n\nLook.\n\n## Mitigation\n\nMend.\n'
const written = runbooks({ ...model(), runbooks: new Map([['Slow', prose]]) })
const textOf = (alert: string): string => written.find(({ path }) => path === `runbooks/${alert}.md`)?.text ?? ''

test('each alert has one', () => {
  expect(written.map(({ path }) => path)).toEqual(['runbooks/Slow.md', 'runbooks/Piling.md'])
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
