import { expect, test } from 'vitest'
import { synthesise } from '../../build/data/synthetic.ts'
import { at, day, numberAt, today } from './day.ts'

const minute = 60_000
const hour = 60 * minute
/** Around the day, in the incident too. */
const moments = [-24, -16, -11.25, -8, -3, -0.5, -0.1, 0].map((hours) => today.now + hours * hour)

test('the same plan gives the same samples', () => {
  const again = synthesise(JSON.parse(JSON.stringify(today)))
  for (const name of ['http_request_duration_seconds_bucket', 'redis_key_size', 'node_disk_read_bytes_total']) {
    expect(again.named(name), name).toStrictEqual(day.named(name))
  }
})

test('histograms are consistent: buckets grow with their edge, the last is the count, and the sum lies within them', () => {
  const names = today.series.filter(({ behaviour }) => behaviour.is === 'histogram').map(({ name }) => name)
  expect(new Set(names).size).toBeGreaterThan(2)
  for (const name of new Set(names)) {
    for (const moment of moments) {
      const buckets = new Map<string, [number, number][]>()
      for (const { metric, value } of at(`${name}_bucket`, moment)) {
        const { le = '', __name__: _, ...labels } = metric
        const key = JSON.stringify(labels)
        buckets.set(key, [
          ...(buckets.get(key) ?? []),
          [le === '+Inf' ? Number.POSITIVE_INFINITY : Number(le), Number(value?.[1])],
        ])
      }
      const of = (suffix: string) =>
        new Map(
          at(name + suffix, moment).map(({ metric: { __name__: _, ...labels }, value }) => [
            JSON.stringify(labels),
            Number(value?.[1]),
          ]),
        )
      const [counts, sums] = [of('_count'), of('_sum')]
      for (const [key, found] of buckets) {
        const sorted = found.sort(([a], [b]) => a - b)
        const values = sorted.map(([, count]) => count)
        expect(values).toStrictEqual(values.toSorted((a, b) => a - b))
        expect(values.at(-1)).toBe(counts.get(key))
        const floor = sorted.reduce(
          (sum, [, count], index) => sum + (count - (values[index - 1] ?? 0)) * (sorted[index - 1]?.[0] ?? 0),
          0,
        )
        expect(sums.get(key)).toBeGreaterThanOrEqual(floor)
      }
    }
  }
})

test('what is counted twice agrees', () => {
  const grown = (name: string, moment: number) => numberAt(`sum(${name}) - sum(${name} offset 10m)`, moment)
  for (const moment of moments) {
    expect(grown('http_requests_total', moment)).toBeGreaterThan(100)
    expect(grown('http_request_duration_seconds_count', moment)).toBe(grown('http_requests_total', moment))
    expect(grown('extraction_duration_seconds_count', moment)).toBe(grown('extraction_tasks_total', moment))
  }
})

test('no amount exceeds its limit', () => {
  for (const moment of moments) {
    expect(numberAt('max(redis_memory_used_bytes / redis_memory_max_bytes)', moment)).toBeLessThan(0.8)
    expect(numberAt('sum(pg_stat_activity_count)', moment)).toBeLessThan(
      numberAt('max(pg_settings_max_connections)', moment),
    )
    expect(numberAt('max(node_filesystem_avail_bytes / node_filesystem_size_bytes)', moment)).toBeLessThanOrEqual(1)
    expect(numberAt('max(rate(node_disk_io_time_seconds_total[5m]))', moment)).toBeLessThan(1)
    expect(
      numberAt('max(sum by (job) (db_pool_connections) / on (job) db_pool_connections_max)', moment),
    ).toBeLessThanOrEqual(1)
  }
})

test('there is less to do at night', () => {
  const rate = (hoursAgo: number) => numberAt('sum(rate(http_requests_total[30m]))', today.now - hoursAgo * hour)
  expect(rate(12)).toBeLessThan(rate(24) / 3)
})

test('a deploy restarts the processes: another version, and counters from 0', () => {
  const [deploy = 0] = today.restarts['pybase-api'] ?? []
  const versions = (time: number) =>
    at('count by (version) (pybase_build_info)', time).map(({ metric }) => metric.version)
  expect(versions(deploy - minute)).toHaveLength(1)
  // The old one goes on being the last that was seen for five minutes.
  expect(versions(deploy + 6 * minute)).toHaveLength(1)
  expect(versions(deploy + 6 * minute)).not.toStrictEqual(versions(deploy - minute))
  for (const { value } of at('resets(http_requests_total{status="200", endpoint="/api/v1/bases"}[2h])'))
    expect(value?.[1]).toBe('1')
  expect(numberAt('min(time() - pybase_start_time_seconds{job="pybase-api"})')).toBe((today.now - deploy) / 1000)
  expect(at('up{job="pybase-api"} == 0', deploy - 10_000)).toHaveLength(1)
  expect(at('up == 0', deploy + 5 * minute)).toStrictEqual([])
})

test('in the incident the extraction queue grows', () => {
  const depth = (minutesAgo: number) =>
    numberAt('sum(redis_key_size{key="extraction"})', today.now - minutesAgo * minute)
  expect(depth(30)).toBeLessThan(10)
  expect(depth(0)).toBeGreaterThan(depth(12))
  expect(depth(0)).toBeGreaterThan(40)
})
