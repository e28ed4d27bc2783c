import { describe, expect, test } from 'vitest'
import { compare } from '../../build/diff/compare.ts'
import { readVersion } from '../../build/diff/read/read.ts'
import { type Edit, told } from './stack.ts'

type Row = readonly [name: string, edit: Edit, lines: readonly string[]]

const slow = 'rules.groups.0.rules.0'
const disk = 'rules.groups.0.rules.1'
const expr = (window: string, threshold: number): string =>
  `histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket[${window}]))) > ${threshold}`

const alerts: readonly Row[] = [
  ['a threshold', { [`${slow}.expr`]: expr('5m', 2) }, ['alerting: ApiSlow fires later: threshold 1s → 2s']],
  [
    'a lower threshold',
    { [`${slow}.expr`]: expr('5m', 0.25) },
    ['alerting: ApiSlow fires earlier: threshold 1s → 250ms'],
  ],
  [
    'a limit from below',
    { [`${disk}.expr`]: 'node_filesystem_avail_bytes < 536870912' },
    ['alerting: DiskFull fires later: threshold 1GiB → 512MiB'],
  ],
  [
    'a threshold that a panel draws',
    { [`${slow}.expr`]: expr('5m', 2), 'dashboard.panels.2.fieldConfig.defaults.thresholds.steps.1.value': 2 },
    ["alerting: ApiSlow fires later: threshold 1s → 2s, also in panel 'p95' of dashboard Shop"],
  ],
  [
    'a threshold that its panel draws elsewhere',
    { [`${slow}.expr`]: expr('5m', 2), 'dashboard.panels.2.fieldConfig.defaults.thresholds.steps.1.value': 3 },
    ['alerting: ApiSlow fires later: threshold 1s → 2s', "data: panel 'p95': red from 1s → 3s"],
  ],
  ['a window', { [`${slow}.expr`]: expr('10m', 1) }, ["alerting: ApiSlow's window is longer: 5m → 10m"]],
  ['writing alone', { [`${slow}.expr`]: `(${expr('300s', 1)}.0)` }, []],
  [
    'a condition',
    { [`${disk}.expr`]: 'node_filesystem_avail_bytes{mountpoint="/"} < 1073741824' },
    ['alerting: DiskFull fires on another condition'],
  ],
  ['no PromQL', { [`${disk}.expr`]: 'avail (' }, ['alerting: DiskFull fires on another condition']],
  ['a longer hold', { [`${slow}.for`]: '10m' }, ['alerting: ApiSlow fires later: for 5m → 10m']],
  ['the same hold', { [`${slow}.for`]: '300s' }, []],
  ['a first hold', { [`${disk}.for`]: '1m' }, ['alerting: DiskFull fires later: for 0s → 1m']],
  ['no hold', { [`${slow}.for`]: undefined }, ['alerting: ApiSlow fires earlier: for 5m → 0s']],
  [
    'how long it keeps firing',
    { [`${slow}.keep_firing_for`]: '10m' },
    ['alerting: ApiSlow keeps firing longer: keep_firing_for 0s → 10m'],
  ],
  ['a severity', { [`${slow}.labels.severity`]: 'warning' }, ['alerting: ApiSlow is warning now, no longer critical']],
  ['a label', { [`${slow}.labels.component`]: 'web' }, ['alerting: ApiSlow: label component api → web']],
  ['a label more', { [`${slow}.labels.team`]: 'web' }, ['alerting: ApiSlow: label team set to web']],
  [
    'a text',
    { [`${disk}.annotations.summary`]: 'No space is left.' },
    ['appearance: DiskFull: summary The disk is full. → No space is left.'],
  ],
  ['a name', { [`${slow}.alert`]: 'ApiLatency' }, ['alerting: ApiLatency was called ApiSlow']],
  ['a field that nobody knows', { [`${slow}.nonsense`]: 1 }, ['alerting: ApiSlow: nonsense set to 1']],
  [
    'another alert',
    { [disk]: { alert: 'Down', expr: 'up == 0', for: '2m', labels: { severity: 'critical' } } },
    ['alerting: DiskFull is removed (warning)', 'alerting: Down is new (critical, for 2m)'],
  ],
  [
    'another group',
    ({ rules: { groups } }) => groups[1]?.rules.push(...(groups[0]?.rules.splice(2) ?? [])),
    ['appearance: Errors moved from group api to recorded'],
  ],
  ['the name of the group', { 'rules.groups.0.name': 'shop' }, ['appearance: group api is now called shop']],
  ['the interval', { 'rules.groups.0.interval': '1m' }, ['alerting: group api: interval set to 1m']],
  [
    'the order',
    ({ rules: { groups } }) => {
      groups.reverse()
      for (const { rules } of groups) rules.reverse()
    },
    [],
  ],
]

const recorded = 'rules.groups.1.rules.0'
const recordings: readonly Row[] = [
  [
    'an expression',
    { [`${recorded}.expr`]: 'sum by (job) (rate(http_errors_total{code="500"}[5m]))' },
    ['alerting: recording rule job:errors:rate5m computes something else; Errors depends on it'],
  ],
  [
    'an expression that others read through another rule',
    {
      [`${recorded}.expr`]: 'sum by (job) (rate(http_errors_total{code="500"}[5m]))',
      'rules.groups.0.rules.2.expr': 'job:errors:share > 0.05',
      'rules.groups.1.rules.1': { record: 'job:errors:share', expr: 'job:errors:rate5m / 100' },
      'dashboard.panels.1.targets.0.expr': 'job:errors:rate5m',
    },
    [
      "alerting: recording rule job:errors:rate5m computes something else; recording rule job:errors:share, panel 'Errors' of Shop and Errors depend on it",
      'alerting: Errors fires on another condition',
      'data: recording rule job:errors:share is new, read by Errors',
      "data: panel 'Errors': the query changed",
    ],
  ],
  [
    'no rule',
    { [recorded]: undefined },
    ['alerting: recording rule job:errors:rate5m is removed, and Errors still depends on it'],
  ],
  [
    'a rule that nobody reads',
    { 'rules.groups.1.rules.1': { record: 'job:up:sum', expr: 'sum by (job) (up)' } },
    ['data: recording rule job:up:sum is new'],
  ],
]

describe.each([
  ['an alert gets', alerts],
  ['a recording rule gets', recordings],
])('%s', (_, rows) => {
  test.each(rows)('%s', (_name, edit, lines) => {
    expect([...told(edit)].sort()).toEqual([...lines].sort())
  })
})

test('alerting behaviour comes first, and what is cosmetic last', () => {
  const weights = told({
    'dashboard.title': 'Store',
    'compose.services.grafana.image': 'grafana/grafana:14.0.0',
    'dashboard.panels.2.fieldConfig.defaults.unit': 'ms',
    [`${slow}.for`]: '10m',
  }).map((line) => line.slice(0, line.indexOf(':')))
  expect(weights).toEqual(['alerting', 'data', 'operation', 'appearance'])
})

describe('rules of one name', () => {
  const jobs = ['api', 'worker', 'redis']
  const rules = (hold: (job: string) => string) =>
    readVersion(
      [
        {
          file: 'a.yml',
          text: JSON.stringify({
            groups: [
              {
                name: 'a',
                rules: jobs.map((job) => ({ alert: 'Down', expr: `up{job="${job}"} == 0`, for: hold(job) })),
              },
            ],
          }),
        },
      ],
      { shown: 'test', isNamed: true },
    )
  const lines = (hold: (job: string) => string) =>
    compare(
      rules(() => '1m'),
      rules(hold),
    ).map(({ what }) => what)

  test('are told apart by what they read', () => {
    expect(lines((job) => (job === 'redis' ? '2m' : '1m'))).toEqual(['Down {job="redis"} fires later: for 1m → 2m'])
  })

  test('are told once where all of them changed', () => {
    expect(lines(() => '2m')).toEqual(['Down fires later: for 1m → 2m'])
  })
})
