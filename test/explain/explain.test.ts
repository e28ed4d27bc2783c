import { describe, expect, test } from 'vitest'
import { textOf } from '../../build/explain/text.ts'
import { app, appAlert, condition } from './told.ts'

test('what a condition asks is one sentence', () => {
  expect(app.map(({ rule, sentence }) => `${rule.name}: ${sentence}`).join('\n')).toMatchInlineSnapshot(`
    "SlowRequests: Fires when the p95 of app_request_duration_seconds{job="app"} over 5m is above 500ms, for each operation, for 5m.
    Down: Fires when up{job="app"} is 0, for each series, for 2m.
    ManyErrors: Fires when how much app_errors_total grows a second within 5m, divided by how much app_requests_total grows a second within 5m is above 5%, at once.
    Gone: Fires when nothing is there where up{job="app"} is 1, for 5m.
    LowHitRate: Fires when how much cache_commands_total{status="hit"} grows a second within 5m, divided by how much cache_commands_total{status="hit"} grows a second within 5m plus how much cache_commands_total{status="miss"} grows a second within 5m is below 80%, for each series, at once.
    CertificateExpires: Fires when the time until certificate_expiry_timestamp_seconds divided by 86400 is below 14, for each series, for 1h.
    Backup: Fires when the age of backup_last_success_timestamp_seconds is above 2d, for each series, at once.
    Unbalanced: Fires when the standard deviation of app_connections is above 10, for each job, for 1m.
    Exists: Fires when there is any value of app_deprecated_feature_used, for each series, at once.
    Always: Fires always, whatever is there, at once."
  `)
})

test.each([
  [
    'max_over_time(app_config_last_reload_successful[5m]) == 0',
    'the highest app_config_last_reload_successful within 5m is 0,',
  ],
  ['node_load1 > 4.5', 'node_load1 is above 4.5,'],
  ['app_items > 4', 'app_items is above 4,'],
  [
    'max((job_failed > 0) and on (job) (time() - job_start < 86400))',
    'job_failed, where that is above 0, where there is the age of job_start, where that is below 1d,',
  ],
])('%s is said as it is meant', (expr, said) => {
  expect(condition(expr).sentence).toContain(said)
})

test('a month is waited for, and the days before it are not drawn', () => {
  const { verdict, fires } = condition('up == 0 and on () month() == 12')
  expect(verdict.is).toBe('shown')
  const text = textOf(condition('up == 0 and on () month() == 12'), undefined)
  expect(fires?.course.length).toBeGreaterThan(300)
  expect(text).toMatch(/\n +33\dd.* +33\dd/)
  expect(condition('up == 0 and on () (month() == 2 and day_of_month() == 30)').verdict).toMatchObject({
    is: 'never fires',
    why: expect.stringContaining('no day and no hour is what it asks for'),
  })
})

test('a story that fires crosses the line, waits and fires; the other one stays below it', () => {
  const { fires, silent, limit } = appAlert('SlowRequests')
  expect(limit).toMatchObject({ op: '>', value: 0.5 })
  const states = fires?.course.map(({ state }) => state)
  expect([...new Set(states)]).toEqual(['inactive', 'pending', 'firing', 'resolved'])
  const first = fires?.course.find(({ state }) => state === 'firing')
  expect(first?.value).toBeGreaterThan(0.5)
  expect(first?.value).toBeLessThan(0.55)
  const last = silent?.course.at(-1)?.value
  expect(last).toBeGreaterThan(0.45)
  expect(last).toBeLessThanOrEqual(0.5)
  expect(new Set(silent?.course.map(({ state }) => state))).toEqual(new Set(['inactive']))
})

test('what cannot be, or cannot be otherwise, is said with the reason', () => {
  const verdicts = app
    .filter(({ verdict: { is } }) => is !== 'shown')
    .map(({ rule, verdict }) => [rule.name, verdict.is, verdict.why])
  expect(verdicts).toEqual([
    [
      'LowHitRate',
      'never fires',
      'It can never fire: the two sides never match: status is hit on the left and miss on the right.',
    ],
    ['Always', 'is never silent', 'It always fires: its condition asks for nothing.'],
  ])
})

test.each([
  ['sum(rate(x_total[5m])) < 0', 'never fires'],
  ['count(x) == 0', 'never fires'],
  ['up{job!~".*"} == 0', 'never fires'],
  ['up{job="a", job="b"} == 0', 'never fires'],
  ['x > -1 or x <= -1', 'is never silent'],
  ['1', 'is never silent'],
  ['x > 1', 'shown'],
  ['x', 'shown'],
  ['x == bool 1', 'shown'],
  ['(count(x{a="b"}) or vector(0)) < 1', 'shown'],
  ['x{a!~"^$"} == 1', 'shown'],
  ['count by (ns) (count_values by (ns) ("v", x{ns="n", c="m"})) != 1', 'shown'],
  ['a / (a + b) > 0.9 and a + b > 0', 'shown'],
  ['up == 0 unless on (job) sum by (job) (up) == 0', 'shown'],
  ['count(up) > 1000', 'not shown'],
  ['hour() > 5', 'not shown'],
  ['info(x)', 'not shown'],
  ['max_over_time(rate(x_total[5m])[7d:1m]) > 3', 'not shown'],
  ['x > 1 and hour() > 25', 'never fires'],
  ['sum(x[5m]) > 1', 'refused'],
  ['time() > 5', 'refused'],
  ['x > $__rate_interval', 'refused'],
])('%s: %s', (expr, verdict) => {
  expect(condition(expr).verdict.is).toBe(verdict)
})

test('many ways and many series are cut off', () => {
  const ways = Array.from({ length: 30 }, (_, at) => `(a${at} > 1 or b${at} > 2)`).join(' and ')
  expect(condition(ways).verdict).toMatchObject({ is: 'not shown' })
  const series = Array.from({ length: 200 }, (_, at) => `x${at}`).join(' + ')
  expect(condition(`${series} > 1`).verdict.why).toBe(
    'It reads more than 60 series, and no story of that many is played.',
  )
  expect(condition('x > 1', { for: '500d' }).verdict.is).toBe('not shown')
})

test('every value of a story is a number', () => {
  const rate = (window: string) => `sum(rate(x_total[${window}])) * 100`
  const moved = (window: string) => `abs(${rate('1m')} - ${rate(window)})`.replace(']))', '] offset 1m))')
  const { fires, silent } = condition(`(${moved('1m')} or ${moved('5m')}) > 25`)
  const numbers = [fires, silent].flatMap((story) =>
    (story?.plans ?? []).flatMap(({ runs }) => runs.flatMap(({ from = 0, step }) => [from, step])),
  )
  expect(numbers.filter((value) => !Number.isFinite(value))).toEqual([])
})

describe('what if', () => {
  const turn = (name: string, kind: string) => appAlert(name).turns.find((each) => each.kind === kind)?.told

  test('series vanish', () => {
    expect(turn('Down', 'vanishes')).toBe(
      'When its series vanish while it fires, it is resolved at the next evaluation, although nothing is well.',
    )
    expect(turn('SlowRequests', 'vanishes')).toBe(
      'When its series vanish while it fires, it is resolved 5m later, although nothing is well.',
    )
    expect(turn('Gone', 'vanishes')).toMatch(/it goes on firing/)
  })

  test('one scrape fails: what has no window waits anew', () => {
    expect(turn('Unbalanced', 'scrape')).toBe(
      'When one scrape fails just before an evaluation, the wait of 1m begins anew.',
    )
    // What failed is what `up` is about: it was 0 already.
    expect(turn('Down', 'scrape')).toBe('When one scrape fails, nothing changes.')
    expect(turn('SlowRequests', 'scrape')).toBe('When one scrape fails, nothing changes.')
  })

  test('nothing has traffic, or is there', () => {
    expect(turn('ManyErrors', 'idle')).toBe('Without traffic, when its counters stand still, it stays silent.')
    expect(condition('sum(rate(x_total[5m])) < 1').turns.find(({ kind }) => kind === 'idle')?.told).toMatch(/it fires/)
    expect(turn('Down', 'idle')).toBeUndefined()
    expect(turn('Gone', 'absent')).toBe('Without any series it fires.')
    expect(turn('Down', 'absent')).toMatch(/^Without any series it stays silent/)
  })

  test('Prometheus restarts: it restores long waits only', () => {
    expect(turn('Down', 'restart')).toMatch(/the wait of 2m begins anew/)
    expect(turn('CertificateExpires', 'restart')).toMatch(/is restored where Prometheus was away for less than 1h/)
  })
})

test('how late it is, by whole evaluations', () => {
  expect(appAlert('Down').late).toEqual([
    'It fires 2m to 3m15s after the value is over the line: until it is scraped, 0s to 15s; until it is evaluated, 0s to 1m; `for`, 2m.',
  ])
  expect(condition('x > 1', { for: '90s' }).late[1]).toBe('`for` is no whole number of evaluations, so 1m30s are 2m.')
})

test('each guess is said, and text of a file steers no terminal', () => {
  const text = textOf(condition('x{a="\u001b[31m"} > 1'), undefined)
  expect(text).toContain('x: a gauge')
  expect(text).not.toContain('\u001b')
})
