import { describe, expect, test } from 'vitest'
import { happenIn } from '../../build/drills/happen.ts'
import { healthy } from '../../build/drills/healthy.ts'
import { World } from '../../build/drills/world.ts'
import { alert } from '../../build/language/alert.ts'
import { changes, increase, max, quantile, sum } from '../../build/language/functions.ts'
import { timeseries } from '../../build/language/panels.ts'
import type { AnyQuery } from '../../build/language/query.ts'
import * as touch from '../../build/language/touch.ts'
import { seriesNames } from '../../build/model/catalog.ts'
import type { Series } from '../../build/promql/evaluate/series.ts'
import { clients, latency, node, queue, ready, redis, requests, started, up } from '../language/metrics.ts'
import { modelOf } from '../model/definitions.ts'

// A small stack of two jobs, whose metrics no scenario of the synthetic day knows.

const metrics = [clients, latency, queue, ready, requests, started, up]
const asked: readonly AnyQuery[] = [
  clients,
  queue,
  ready,
  up,
  sum(increase(requests)).over('5m'),
  quantile(0.9, latency).over('5m'),
  max(changes(started)).over('5m'),
]
const watched = alert('PyBaseWatched', {
  when: queue.above(1e9),
  severity: 'warning',
  component: 'api',
  summary: 'For tests.',
  description: () => 'For tests.',
})
const [first = queue, ...others] = asked
const model = modelOf({
  jobs: [node, redis],
  metrics,
  lines: [first, ...others].map((query, at) => [timeseries(`Panel ${at}`, query as never, 'For tests.')]) as never,
  alerts: [watched],
})
const well = healthy(model)
const names = new Set(metrics.flatMap(seriesNames))

const zero = well.midnight + 10 * 3_600_000 + 4321
const minute = 60_000
const end = zero + 60 * minute
const span = { from: zero - 10 * minute, until: end + 10 * minute }

function seriesWith(...touches: readonly touch.Touch[]): readonly Series[] {
  const joining = touches.flatMap((each) => (each.does === 'join' ? [{ job: each.job, instance: each.instance }] : []))
  const world = new World(well, names, span, joining)
  happenIn(world, touches, { zero, end })
  return world.series
}
const untouched = seriesWith()

const find = (all: readonly Series[], name: string, labels: Readonly<Record<string, string>> = {}): Series => {
  const found = all.find(
    (each) =>
      each.labels.__name__ === name && Object.entries(labels).every(([label, value]) => each.labels[label] === value),
  )
  if (found === undefined) throw new Error(`There is no ${name}.`)
  return found
}
/** The last value at or before a minute of the drill. */
const at = ({ times, values }: Series, minutes: number): number | null | undefined =>
  values[times.findLastIndex((time) => time <= zero + minutes * minute)]
/** How much all series of a counter grew between two minutes. */
const grown = (all: readonly Series[], from: number, until: number, status?: string): number =>
  all
    .filter(({ labels }) => labels.__name__ === 'requests_total' && (status === undefined || labels.status === status))
    .reduce((total, each) => total + ((at(each, until) ?? 0) - (at(each, from) ?? 0)), 0)

describe('a healthy world', () => {
  test('is always the same, and unaligned: each target has a phase of its own, and strays', () => {
    expect(seriesWith()).toEqual(untouched)
    const phases = ['node', 'redis'].map((job) => find(untouched, 'up', { job }).times.map((time) => time % 15_000))
    expect(new Set(phases.map(([phase]) => phase)).size).toBe(2)
    expect(new Set(phases[0]).size).toBeGreaterThan(50)
  })

  test('has traffic, and every target is up', () => {
    expect(grown(untouched, 0, 60)).toBeGreaterThan(1000)
    expect(find(untouched, 'up', { job: 'node' }).values.every((value) => value === 1)).toBe(true)
  })
})

describe('afterwards all is as before', () => {
  test.each([
    ['stands', touch.stands(queue, 7)],
    ['grows', touch.grows(queue, 700)],
    ['scales', touch.scales(queue, 3)],
    ['lacks', touch.lacks(queue)],
    ['down', touch.down(node)],
    ['vanishes', touch.vanishes(node)],
  ])('%s', (_, what) => {
    const [before, after] = [untouched, seriesWith(what)].map((all) => find(all, 'queue', { name: 'mail' }))
    expect(after).not.toEqual(before)
    for (const minutes of [-5, -1, 61, 65]) expect(at(after as Series, minutes)).toBe(at(before as Series, minutes))
  })
})

test('a gauge stands, climbs, and is gone for a part of the time', () => {
  const queueWith = (...what: readonly touch.Touch[]): Series => find(seriesWith(...what), 'queue', { name: 'mail' })
  expect(at(queueWith(touch.stands(queue, 7, { from: '10m', until: '20m' })), 15)).toBe(7)
  const climbs = queueWith(
    touch.stands(queue, 100, { until: '1m' }),
    touch.grows(queue, 1000, { from: '1m', until: '31m' }),
  )
  expect(at(climbs, 16)).toBeGreaterThan(450)
  expect(at(climbs, 16)).toBeLessThan(650)
  expect(at(queueWith(touch.lacks(queue, { from: '10m', until: '20m' })), 15)).toBe(null)
})

test('a counter counts nothing, and ten times as much', () => {
  expect(grown(seriesWith(touch.scales(requests, 0)), 1, 59)).toBe(0)
  const often = grown(seriesWith(touch.scales(requests, 10)), 1, 59) / grown(untouched, 1, 59)
  expect(often).toBeCloseTo(10, 0)
})

test('what turns into something else is lost to what it was', () => {
  const turned = seriesWith(touch.turns(requests, '30%', { status: '503' }))
  expect(grown(turned, 1, 59)).toBeCloseTo(grown(untouched, 1, 59), -1)
  const share = grown(turned, 1, 59, '503') / grown(turned, 1, 59)
  expect(share).toBeGreaterThan(0.27)
  expect(share).toBeLessThan(0.33)
})

test('a counter of an open label is born with its first event; increase cannot see it', () => {
  const what = touch.happens(requests.where({ method: 'GET', route: '/new', status: '503' }), touch.at('10m', '20m'))
  const born = find(seriesWith(what), 'requests_total', { route: '/new' })
  expect(at(born, 9)).toBeUndefined()
  expect(at(born, 11)).toBe(1)
  expect(at(born, 30)).toBe(2)
})

test('an observation is in the buckets that it does not exceed', () => {
  const route = find(untouched, 'latency_seconds_count').labels.route ?? ''
  const [before, after] = [untouched, seriesWith(touch.takes(latency.where({ route }), '5s', touch.at('10m')))].map(
    (all) => ['0.1', '1', '60', '+Inf'].map((le) => at(find(all, 'latency_seconds_bucket', { route, le }), 59) ?? 0),
  )
  expect(after?.map((value, index) => value - (before?.[index] ?? 0))).toEqual([0, 0, 1, 1])
})

test('observations take longer, and are as many', () => {
  const p90 = (all: readonly Series[]): number => {
    const counts = ['1', '+Inf'].map((le) => {
      const bucket = find(all, 'latency_seconds_bucket', { le })
      return (at(bucket, 59) ?? 0) - (at(bucket, 1) ?? 0)
    })
    return (counts[0] ?? 0) / (counts[1] ?? 1)
  }
  expect(p90(seriesWith(touch.slows(latency, 20)))).toBeLessThan(p90(untouched) / 2)
})

test('a target that does not answer goes on counting; its series are stale and it is down', () => {
  const away = seriesWith(touch.down(node, { from: '10m', until: '20m' }))
  const counter = (all: readonly Series[]): Series => find(all, 'requests_total', { status: '200' })
  expect(at(find(away, 'up', { job: 'node' }), 15)).toBe(0)
  expect(at(find(away, 'up', { job: 'redis' }), 15)).toBe(1)
  expect(at(counter(away), 15)).toBe(null)
  expect(at(counter(away), 25)).toBe(at(counter(untouched), 25))
})

test('a target that is gone is not even down', () => {
  expect(at(find(seriesWith(touch.vanishes(node)), 'up', { job: 'node' }), 15)).toBe(null)
})

test('a process that starts anew counts from 0, and says since when it runs', () => {
  const again = seriesWith(touch.restarts(node, '1m', { from: '10m' }))
  const counter = find(again, 'requests_total', { status: '200' })
  expect(at(counter, 10.5)).toBe(null)
  expect(at(counter, 12)).toBeLessThan(200)
  expect(at(find(again, 'start_time_seconds'), 30)).toBe((zero + 11 * minute) / 1000)
})

test('a process that crashes again and again answers in between', () => {
  const ups = find(seriesWith(touch.restarts(node, '75s', { every: '90s' })), 'up', { job: 'node' })
  const during = ups.values.filter((_, index) => (ups.times[index] ?? 0) >= zero && (ups.times[index] ?? 0) < end)
  const share = during.filter((value) => value === 1).length / during.length
  expect(share).toBeGreaterThan(0.1)
  expect(share).toBeLessThan(0.25)
})

test('another target is there for a while', () => {
  const joined = seriesWith(touch.joins(redis, 'redis-2:1', { from: '10m', until: '20m' }))
  const other = find(joined, 'up', { instance: 'redis-2:1' })
  expect([5, 15, 25].map((minutes) => at(other, minutes))).toEqual([undefined, 1, null])
})

test('while Prometheus is down nothing is written, not even that something is gone', () => {
  const { times } = find(seriesWith(touch.prometheusDown({ from: '10m', until: '20m' })), 'up', { job: 'node' })
  expect(times.filter((time) => time >= zero + 10 * minute && time < zero + 20 * minute)).toEqual([])
})
