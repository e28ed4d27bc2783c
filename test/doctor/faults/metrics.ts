import { replay } from '../replay.ts'
import type { World } from '../world.ts'
import type { Expected, Fault } from './fault.ts'

const searchWorker = { server: 'search-worker', job: 'search-worker' } as const
const redis = { server: 'redis_exporter', job: 'redis' } as const
const node = { server: 'node_exporter', job: 'node' } as const

/** What the search worker exposes, changed. */
const exposing = (change: (text: string) => string) => (world: World) => replay(world, searchWorker, change)

const differs = (metric: string, what: RegExp): Expected => ({
  examination: 'metrics',
  where: new RegExp(`job search-worker › ${metric}$`),
  what,
  next: /Correct the instrumentation, or the declaration/,
})

const without = (text: string, metric: string): string =>
  text
    .split('\n')
    .filter((line) => !line.includes(metric))
    .join('\n')

/** What a release or an edit of a process can do to its metrics. */
export const metricFaults: readonly Fault[] = [
  {
    name: 'a metric is gone',
    inject: exposing((text) => without(text, 'pybase_build_info')),
    expected: [
      {
        examination: 'metrics',
        where: /search-worker › pybase_build_info/,
        what: /is not exposed/,
        next: /instrumentation is complete/,
      },
    ],
  },
  {
    name: 'an exporter lacks a flag',
    inject: (world) => replay(world, redis, (text) => without(text, 'redis_key_size')),
    expected: [
      {
        examination: 'metrics',
        where: /redis › redis_key_size/,
        what: /is not exposed/,
        next: /has its flags: --check-single-keys=/,
      },
    ],
  },
  {
    name: 'the type of a metric changes',
    inject: exposing((text) =>
      text.replace('# TYPE cache_operations_total counter', '# TYPE cache_operations_total gauge'),
    ),
    expected: [differs('cache_operations_total', /exposed as a gauge, and declared as a counter/)],
  },
  {
    name: 'a metric gets another label',
    inject: exposing((text) => text.replaceAll('cache_operations_total{', 'cache_operations_total{shard="1",')),
    expected: [differs('cache_operations_total', /has the label shard, which is not declared/)],
  },
  {
    name: 'a metric loses a label',
    inject: exposing((text) => text.replaceAll(/(db_query_errors_total\{)[^}]*\}/g, '$1}')),
    expected: [differs('db_query_errors_total', /does not have the declared label operation/)],
  },
  {
    name: 'a label has a value that nobody declared',
    inject: exposing((text) => text.replaceAll('status="hit"', 'status="HIT"')),
    expected: [differs('cache_operations_total', /has status="HIT", which is none of hit, miss/)],
  },
  {
    name: 'the buckets change',
    inject: exposing((text) => text.replaceAll(/(db_query_duration_seconds_bucket\{.*le=)"0\.5"/g, '$1"0.6"')),
    expected: [differs('db_query_duration_seconds', /has the buckets .*0\.6.*, and declared are .*0\.5/)],
  },
  {
    name: 'a series does not begin at 0',
    inject: exposing((text) => text.replaceAll(/^cache_operations_total\{.*miss.*$\n/gm, '')),
    expected: [
      {
        examination: 'metrics',
        where: /cache_operations_total/,
        what: /no series with status="miss", which must be there from the start/,
        next: /Begin the series at 0/,
      },
    ],
  },
  {
    name: 'a metric is new',
    inject: exposing(
      (text) =>
        `${text}# HELP pybase_surprises_total Surprises.\n# TYPE pybase_surprises_total counter\npybase_surprises_total 1\n`,
    ),
    expected: [
      {
        examination: 'candidates',
        severity: 'note',
        where: /search-worker › pybase_surprises_total/,
        what: /\(counter, 1 series\) is scraped, and the catalog does not declare it/,
        next: /Declare it in queries/,
      },
    ],
  },
  {
    name: 'a label has far too many values',
    inject: (world) =>
      replay(world, { server: 'pybase-api', job: 'pybase-api', path: '/api/v1/metrics' }, (text) => {
        const line = /^http_requests_total\{.*\} .*$/m.exec(text)?.[0] ?? ''
        const more = Array.from({ length: 500 }, (_, at) => line.replace(/endpoint="[^"]*"/, `endpoint="/files/${at}"`))
        return text.replace(line, [line, ...more].join('\n'))
      }),
    expected: [
      {
        examination: 'cardinality',
        severity: 'warning',
        where: /pybase-api › .* › http_requests_total/,
        what: /label endpoint has 5\d\d values/,
        next: /group the values of endpoint/,
      },
    ],
  },
  {
    name: "a host's clock is wrong",
    inject: (world) =>
      replay(world, node, (text) =>
        text.replace(/^node_time_seconds .*$/m, `node_time_seconds ${Date.now() / 1000 + 7200}`),
      ),
    expected: [
      {
        examination: 'clock',
        severity: 'warning',
        where: /host of/,
        what: /1[12]\d min ahead of that of Prometheus/,
        next: /NTP/,
      },
    ],
  },
]
