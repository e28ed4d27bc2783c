import { describe, expect, test } from 'vitest'
import { textOf } from '../../build/explain/text.ts'
import { app, appAlert, condition } from './told.ts'

test('what a condition asks is one sentence', () => {
  expect(app.map(({ rule, sentence }) => `${rule.name}: ${sentence}`).join('\n')).toMatchInlineSnapshot(`
    "SlowRequests: Fires when the p95 of app_request_duration_seconds{job="app"} over 5m is above 500ms, for each operation, for 5m.
    Down: Fires when up{job="app"} is 0, for each series, for 2m.
    ManyErrors: Fires when the total rate of app_errors_total over 5m divided by the total rate of app_requests_total over 5m is above 5%, at once.
    Gone: Fires when nothing is there where up{job="app"} is 1, for 5m.
    LowHitRate: Fires when the rate of cache_commands_total{status="hit"} over 5m divided by (the rate of cache_commands_total{status="hit"} over 5m plus the rate of cache_commands_total{status="miss"} over 5m) is below 80%, for each series, at once.
    CertificateExpires: Fires when the time until certificate_expiry_timestamp_seconds in days is below 14, for each series, for 1h.
    Backup: Fires when the age of backup_last_success_timestamp_seconds is above 2d, for each series, at once.
    Unbalanced: Fires when the standard deviation of app_connections is above 10, for each job, for 1m.
    Exists: Fires when there is any value of app_deprecated_feature_used, for each series, at once.
    Always: Fires always, whatever is there, at once."
  `)
})

test.each([
  ['max_over_time(reload_successful[5m]) == 0', 'the highest reload_successful within 5m is 0,'],
  ['node_load1 > 4.5', 'node_load1 is above 4.5,'],
  ['app_items > 4', 'app_items is above 4,'],
  // What only adds labels, or takes together what holds, is no value that is asked for.
  [
    '(backup_duration_seconds > 21600) * on (instance) group_left (nodename) node_uname_info',
    'when backup_duration_seconds is above 6h, with nodename of node_uname_info, for each series,',
  ],
  [
    'sum by (a) (x * on (n) group_left (role) max by (n, role) (kube_node_labels)) > 1',
    'the sum of (x with role of kube_node_labels) is above 1, for each a,',
  ],
  [
    'max((job_failed > 0) and on (job) (time() - job_start < 86400))',
    'when job_failed is above 0, while the age of job_start is below 1d, in one alert for all,',
  ],
  ['count by (a) (x == 0)', 'when x is 0, for each a,'],
  // Not another computation, and not another condition.
  ['sum(a) / sum(b / c) * 100 > 80', 'the sum of a in percent of the sum of (b divided by c) is above 80,'],
  ['(1 - a / b) * 100 > 80', '(1 minus a divided by b) in percent is above 80,'],
  ['(a / b) / (c / d) > 2', 'a divided by b divided by (c divided by d) is above 2,'],
  ['(a - b) / a > 0.5', '(a minus b) divided by a is above 50%,'],
  ['a > 1 and (b > 2 or c > 3)', 'a is above 1, while (b is above 2, or c is above 3),'],
  ['a > 1 or b > 2 and c > 3', 'a is above 1, or (b is above 2, while c is above 3),'],
  ['a > 1 and b > 2 unless c > 3', 'a is above 1, while b is above 2, unless c is above 3,'],
  ['(a or vector(0)) > 1', '(a, or 0 where there is none) is above 1,'],
  ['3 <= x < 20', 'x is at least 3 and is below 20,'],
  ['a > on (pod) b', 'a is above b, for each pod,'],
  ['count(up == 0) > 2', 'the number of series of up that are 0 is above 2,'],
  ['count(count by (node) (x)) < 3', 'the number of different node of x is below 3,'],
  [
    'min without (cpu) (rate(x_total[1h])) > 0.8',
    'the lowest rate of x_total over 1h is above 0.8 per second, for each series with cpu taken together,',
  ],
  ['quantile_over_time(0.9, x[5m]) > 1', 'the p90 of x within 5m is above 1,'],
  ['ceil(x) > 1 and clamp_min(y, 2) > 1', 'x (rounded up) is above 1, while y (but at least 2) is above 1,'],
  ['(expiry_timestamp_seconds - time()) / 86400 < 3', 'the time until expiry_timestamp_seconds in days is below 3,'],
  ['x > 1 and on () day_of_week() == 0', 'while the day of the week (Sunday is 0) is 0,'],
  ['x - x offset -5m > 1', 'x minus x 5m later is above 1,'],
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
  ['up{job=~"a|b", job=~"c|d"} == 0', 'never fires'],
  ['x > -1 or x <= -1', 'is never silent'],
  ['1', 'is never silent'],
  ['x > 1', 'shown'],
  // Whatever says only labels is 1, and has one partner for each of many.
  ['a{r="pods"} * on (node) group_left b{role="app"} * on (node) group_left (la) c > 1', 'shown'],
  ['recorded:sum * on (cronjob) group_right () kube_cronjob_labels > 0', 'shown'],
  ['sum by (la) (a * on (node) group_left (la) c) < max by (la) (d * on (node) group_left (la) c)', 'shown'],
  ['sum(label_replace(rate(c_total[15m]), "node", "$1", "instance", "(.+)") * on (node) group_left k) < 3', 'shown'],
  ['(avg by (instance) (x) and on (instance) label_replace(k, "instance", "$1", "node", "(.+):.*")) > 3', 'shown'],
  ['ALERTS{alertstate="firing"} > 0', 'not shown'],
  ['x{namespace="$namespace"} > 0', 'not shown'],
  ['ALERTS{alertname!="A"} > 0', 'shown'],
  ['histogram_quantile(0.9, sum(rate(x_seconds[5m]))) > 1', 'not shown'],
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

test('what is a yes or no flips, and counts nothing', () => {
  const { fires, silent } = condition('changes(up[5m]) > 2')
  const values = [fires, silent].flatMap((story) =>
    (story?.plans ?? []).flatMap(({ runs }) => runs.flatMap(({ from, step }) => (step === 0 ? (from ?? []) : [step]))),
  )
  expect(new Set(values)).toEqual(new Set([0, 1]))
})

test('a long condition is told to its end', () => {
  const long = 'endpoint!~"/health|/healthz|/ready|/api/v1/health|/metrics|/favicon.ico"'
  const share = (window: string) =>
    `sum(rate(e_total{${long},code=~"5.."}[${window}])) / sum(rate(r_total{${long}}[${window}]))`
  const { sentence } = condition(`${share('5m')} > 0.05 and ${share('1h')} > 0.01`)
  expect(sentence).toContain('e_total{code=~"5..",endpoint!~"/health|/hea…"}')
  expect(sentence).toMatch(/over 1h is above 1%, at once\.$/)
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
