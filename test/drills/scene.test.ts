import { expect, test } from 'vitest'
import { play, theatre } from '../../build/drills/play.ts'
import { firstPage, sceneOf } from '../../build/drills/scene.ts'
import type { LabelSet } from '../../build/promql/evaluate/series.ts'
import { model } from '../checks/model.ts'

const on = theatre(model)

/** What the first page of a drill says, and what Prometheus has at that moment. */
function seen(name: string) {
  const drill = model.drills.find((each) => each.name === name)?.value
  if (drill === undefined) throw new Error(`There is no drill ${name}.`)
  const played = play(drill, on)
  const page = firstPage(played, on)
  if (page === undefined) return undefined
  const scene = sceneOf(drill, played, on, page.at)
  const last = (metric: string, labels: LabelSet) =>
    scene
      .named(metric)
      .filter((series) => Object.entries(labels).every(([label, value]) => series.labels[label] === value))
      .map(({ values }) => values.at(-1))
  return { alerts: page.firing.map(({ alertname }) => alertname), last, page, scene }
}

test('what a dashboard shows at the moment of a page is what led to it', () => {
  const redis = seen('redisDies')
  expect(redis?.alerts).toEqual(['PyBaseRedisDown'])
  expect(redis?.last('redis_up', {})).toEqual([0])
  expect(redis?.last('pg_up', {})).toEqual([1])
  expect(redis?.last('ALERTS', { alertname: 'PyBaseRedisDown', alertstate: 'firing' })).toEqual([1])
  expect(redis?.last('ALERTS', { alertname: 'PyBaseWatchdog', alertstate: 'firing' })).toEqual([1])
  expect(redis?.last('ALERTS', { alertname: 'PyBasePostgresDown' })).toEqual([])
  const at = redis?.page.at ?? 0
  expect(redis?.scene.named('redis_up').every(({ times }) => times.every((time) => time <= at))).toBe(true)
})

test('what rules record is there, too', () => {
  const api = seen('everyTenthRequestFails')
  expect(api?.last('slo:errors_per_events:ratio_rate5m', { slo: 'api-availability' })).toEqual([expect.any(Number)])
})

test('where nobody is told there is no moment', () => {
  expect(seen('quietNight')).toBeUndefined()
})
