import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect } from 'vitest'
import { runChecks } from '../../build/checks/run.ts'
import { type AnyAlert, alert } from '../../build/language/alert.ts'
import type { Condition } from '../../build/language/condition.ts'
import { exposedBy } from '../../build/language/declare.ts'
import {
  age,
  avg,
  avgOverTime,
  count,
  dayOfMonth,
  dayOfWeek,
  derivative,
  hour,
  max,
  maxOverTime,
  min,
  month,
  predictLinear,
  quantile,
  rate,
  rateBeyond,
  ratio,
  stdDev,
  sum,
  until,
} from '../../build/language/functions.ts'
import { httpStatus, matching, not, open } from '../../build/language/labels.ts'
import { stat } from '../../build/language/panels.ts'
import { promql } from '../../build/language/raw.ts'
import { ago, ahead, every, fires, happens, type Scenario, silent } from '../../build/language/scenario.ts'
import { subjectOf } from '../../build/subject.ts'
import { ruleTests } from '../../build/targets/rule-tests.ts'
import { ruleFiles } from '../../build/targets/rules.ts'
import * as jobs from '../../queries/jobs.ts'
import { modelOf } from '../model/definitions.ts'
import { testWith } from '../support/tools.ts'

// A catalog of somebody's, and what people ask of such: each alert but one is written in the words of the language alone.

const help = 'For tests.'
const shop = exposedBy(jobs.api)
const host = exposedBy(jobs.node)
const requests = shop.counter('shop_requests_total', { help, labels: { status: httpStatus, path: open } })
const latency = shop.histogram('shop_duration_seconds', { help, labels: { path: open }, buckets: ['0.1s', '1s', '5s'] })
const build = shop.info('shop_build_info', { help, labels: { version: open } })
const depth = shop.gauge('shop_queue', { help, labels: { queue: ['mail', 'orders'] }, least: 0 })
const lastSuccess = shop.timestamp('shop_batch_last_success_timestamp_seconds', { help })
const expiry = shop.misnamedTimestamp('probe_ssl_earliest_cert_expiry', { help })
const available = host.gauge('disk_available_bytes', { help, labels: { mountpoint: open }, least: 0 })
const size = host.gauge('disk_size_bytes', { help, labels: { mountpoint: open }, least: 0 })
const heat = host.misnamedGauge('disk_temperature_celsius', { help, unit: 'count' })
const ready = shop.state('shop_ready', { help })

const errors = ratio(sum(rate(requests.where({ status: '5xx' }))), sum(rate(requests)))
const traffic = sum(rate(requests)).over('1h')
const p95 = quantile(0.95, latency)
const resets = promql({ labels: [], unit: 'count' })`sum(resets(${requests}[1h]))`
const office = hour().above(7).and(hour().below(18)).and(dayOfWeek().above(0)).and(dayOfWeek().below(6))

/** What an alert needs besides its rule: a panel, a runbook, and one that tells when its job is gone. */
const elsewhere = ['alert-without-panel', 'runbook', 'liveness-coverage']

interface Asked {
  readonly when: unknown
  readonly for?: '5m' | '10m' | '1h' | '2d'
  readonly scenarios?: readonly Scenario[]
}

const asked: Readonly<Record<string, Asked>> = {
  LowErrorRatio: { when: errors.over('5m').above('0.3%'), for: '10m' },
  CertificateExpires: {
    when: until(expiry).below('14d'),
    for: '1h',
    scenarios: [fires('ten days', ahead(expiry, '10d')), silent('ninety days', ahead(expiry, '90d'))],
  },
  BatchOverdue: {
    when: age(lastSuccess).above('26h'),
    scenarios: [
      fires('27 hours', ago(lastSuccess, '27h')),
      silent('it succeeds every day', happens(lastSuccess, every('1d'))),
    ],
  },
  DiskFull: { when: predictLinear(available, '4h').over('6h').below('0B'), for: '1h' },
  DiskShrinks: {
    when: derivative(available).times(-1).over('1h').above('1MiB/s'),
    for: '10m',
  },
  TwoVersions: { when: count(count(build).by('version')).above(1), for: '1h' },
  HalfOfLastWeek: { when: traffic.below(traffic.offset('1w').dividedBy(2)), for: '10m' },
  HalfOfLastWeekAsShare: { when: ratio(traffic, traffic.offset('1w')).below('50%'), for: '10m' },
  UsedDisk: { when: ratio(size.minus(available), size).above('90%'), for: '10m' },
  BeyondLimit: { when: available.below(size.times(0.1)), for: '10m' },
  ThreeQuarters: { when: quantile(0.75, latency).without('job', 'instance').over('5m').above('1s') },
  OutsideOfTheApi: {
    when: sum(rate(requests.where({ path: not(matching('/api/.+')) })))
      .over('5m')
      .above('10/s'),
  },
  EachPathOfTwoVersions: {
    when: sum(rate(requests.where({ path: matching('/api/v[12]/.+') })))
      .by('path')
      .over('5m')
      .above('10/s'),
  },
  // Of usual traffic two percent more than so few are less than one event.
  SixTimesTheBudget: {
    when: errors.over('6h').above('0.3%').and(errors.over('30m').above('0.3%')).and(traffic.above('1/s')),
  },
  OneQueueHoldsAll: {
    when: ratio(sum(depth).by('queue', 'instance'), sum(depth).by('instance'), { on: ['instance'] }).above('90%'),
    for: '10m',
  },
  Unready: { when: avgOverTime(ready).over('1d').below('99%') },
  QueueByDay: { when: depth.above(100).and(office, { on: [] }), for: '10m' },
  QueueByNight: { when: sum(depth).above(1000).unless(hour().above(7), { on: [] }), for: '10m' },
  // A rate of a difference is seen otherwise by Prometheus 2 and 3, and so is what is said of it.
  ManyAreSlow: { when: sum(rateBeyond(latency, '1s')).by('path').over('5m').above('1/s'), for: '10m' },
  QueueAtYearEnd: { when: depth.above(100).and(month().above(11).and(dayOfMonth().above(23)), { on: [] }), for: '1h' },
  QueueOnTheFirst: { when: sum(depth).above(100).and(dayOfMonth().below(2), { on: [] }) },
  QueuesUnlike: { when: max(depth).above(avg(depth).times(3)), for: '10m' },
  QueueUnlikeOthers: { when: depth.above(avg(depth).by('queue').times(2), { on: ['queue'] }), for: '10m' },
  QueuesApart: { when: max(depth).above(min(depth).plus(50)), for: '10m' },
  QueuesSpread: { when: stdDev(depth).above(30) },
  QueueOutOfBounds: { when: heat.above(80).or(heat.below(5)), for: '10m' },
  QueueStillHigh: { when: depth.above(50).and(maxOverTime(depth).over('1d').above(500)), for: '10m' },
  TailFarFromMedian: { when: quantile(0.99, latency).over('10m').above(quantile(0.5, latency).over('10m').times(10)) },
  TailGap: { when: quantile(0.99, latency).over('10m').minus(quantile(0.5, latency).over('10m')).above('2s') },
  SlowerThanLastWeek: { when: p95.over('1h').above(p95.over('1h').offset('1w').times(2)), for: '10m' },
  SlowerThanUsual: { when: p95.over('10m').above(p95.over('1d').times(2)), for: '5m' },
  SlowAndSlower: {
    when: p95
      .over('5m')
      .above('1s')
      .and(p95.over('5m').above(p95.over('5m').offset('1d').times(2))),
  },
  CountersBeginAnew: { when: resets.above(3) },
  CertificateByDay: { when: until(expiry).below('14d').and(hour().above(8), { on: [] }), for: '1h' },
  HalfOnWorkdays: { when: traffic.below(traffic.offset('1w').dividedBy(2)).and(office, { on: [] }), for: '10m' },
  DiskFalls: { when: derivative(available).over('2h').below('-1MiB/s'), for: '10m' },
  FewAreSlow: {
    when: ratio(sum(rateBeyond(latency, '1s')), sum(rate(latency.count)))
      .over('1h')
      .above('0.1%'),
    for: '1h',
  },
  QueueWhileReady: { when: depth.above(100).and(ready.is(1), { on: ['instance'] }), for: '10m' },
}

testWith(
  ['promtool'],
  'what people ask for is said in words, shown, and played by promtool',
  ({ promtool }) => {
    const alerts = Object.entries(asked).map(
      ([name, { when, for: hold, scenarios = [] }]) =>
        alert(name as 'Any', {
          severity: 'warning',
          component: 'api',
          summary: 'Any.',
          description: ({ value, labels }) => `It is ${value}, ${Object.values(labels).join(' ')}.`,
          when: when as Condition<never, never>,
          ...(hold === undefined ? {} : { for: hold }),
          scenarios,
        }) as unknown as AnyAlert,
    )
    const metrics = [requests, latency, build, depth, lastSuccess, expiry, available, size, heat, ready]
    const model = modelOf({ jobs: [jobs.api, jobs.node], metrics, lines: [[stat('any', sum(depth), 'Any.')]], alerts })
    const wrong = runChecks(subjectOf(model))
      .filter(({ place }) => place.path.some((each) => Object.hasOwn(asked, each)))
      .filter(({ check }) => !elsewhere.includes(check))
    expect(wrong.map(({ check, place, what }) => `${check} ${place.path.join()}: ${what}`)).toEqual([])
    const { artifacts, shown: seen } = ruleTests(model)
    expect(seen.filter(({ kinds }) => !kinds.flat().includes('fires')).map(({ alert: name }) => name)).toEqual([])
    const folder = mkdtempSync(join(tmpdir(), 'words-'))
    try {
      for (const { path, text } of [...ruleFiles(model), ...artifacts]) {
        mkdirSync(dirname(join(folder, path)), { recursive: true })
        writeFileSync(join(folder, path), text)
      }
      const files = artifacts.map(({ path }) => path)
      const { status, stdout, stderr } = spawnSync(promtool, ['test', 'rules', ...files], {
        cwd: folder,
        encoding: 'utf8',
      })
      expect({ status, text: status === 0 ? '' : stdout + stderr }).toEqual({ status: 0, text: '' })
    } finally {
      rmSync(folder, { recursive: true })
    }
  },
  300_000,
)
