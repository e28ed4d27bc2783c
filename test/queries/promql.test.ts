import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { root } from '../../build/commands/paths.ts'
import { Condition } from '../../build/language/condition.ts'
import { Query } from '../../build/language/query.ts'
import { print } from '../../build/promql/print.ts'
import * as application from '../../queries/application.ts'
import * as extraction from '../../queries/extraction.ts'
import * as http from '../../queries/http.ts'

const files = readdirSync(join(root, 'queries')).filter((name) => name.endsWith('.ts'))

/** What a file exports, in the order in which it is written. */
async function exportsOf(file: string): Promise<readonly (readonly [name: string, value: unknown])[]> {
  const source = readFileSync(join(root, 'queries', file), 'utf8')
  const module: Readonly<Record<string, unknown>> = await import(pathToFileURL(join(root, 'queries', file)).href)
  return [...source.matchAll(/^export const (\w+)/gm)].map(([, name = '']) => [name, module[name]])
}

/** A query's text under its name, its unit and the labels of its series; metrics have a test of their own. */
function shown(name: string, value: unknown): readonly string[] {
  if (!(value instanceof Query || value instanceof Condition) || (value instanceof Query && 'declared' in value))
    return []
  const labels: readonly string[] = value.labels
  const series = labels.length === 0 ? 'one series' : `one series per ${labels.join(', ')}`
  return [`# ${name}: ${value.unit}, ${series}\n${print(value.expr)}\n`]
}

test.each(files)('the queries of queries/%s say what they should', async (file) => {
  const queries = (await exportsOf(file)).flatMap(([name, value]) => shown(name, value))
  const path = `snapshots/${file.replace(/\.ts$/, '.promql')}`
  if (queries.length > 0) await expect(queries.join('\n')).toMatchFileSnapshot(path)
})

/** The queries that the specification calls common, as they are after its contradictions were settled. */
describe('the common queries of the specification', () => {
  test('request rate by endpoint: all statuses, one series for each endpoint', () => {
    expect(print(http.requestRate.by('endpoint').over('5m').expr)).toBe(
      'sum by (endpoint) (rate(http_requests_total{job="pybase-api"}[5m]))',
    )
  })

  test('p95 latency: over the buckets of all series together', () => {
    expect(print(http.latencyP95.over('5m').expr)).toBe(
      `histogram_quantile(
  0.95,
  sum by (le) (rate(http_request_duration_seconds_bucket{job="pybase-api"}[5m]))
)`,
    )
  })

  test('error rate: the share of 5xx, and no answer without traffic', () => {
    expect(print(http.serverErrorRatio.over('5m').expr)).toBe(
      `  sum(rate(http_requests_total{job="pybase-api",status=~"5.."}[5m]))
/
  (sum(rate(http_requests_total{job="pybase-api"}[5m])) > 0)`,
    )
  })

  test('extraction success rate', () => {
    expect(print(extraction.successRatio.over('5m').expr)).toBe(
      `  sum(rate(extraction_tasks_total{job="extraction-worker",status="success"}[5m]))
/
  (sum(rate(extraction_tasks_total{job="extraction-worker"}[5m])) > 0)`,
    )
  })

  test('cache hit ratio: of reads only, over every process that has the cache', () => {
    expect(print(application.cacheHitRatio.over('5m').expr)).toBe(
      `  sum(
    rate(
      cache_operations_total{job=~"pybase-api|extraction-worker|search-worker",operation="get",status="hit"}[5m]
    )
  )
/
  (
      sum(
        rate(cache_operations_total{job=~"pybase-api|extraction-worker|search-worker",operation="get"}[5m])
      )
    >
      0
  )`,
    )
  })
})
