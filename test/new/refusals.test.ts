import { expect, test } from 'vitest'
import type { Kind } from '../../build/new/request.ts'
import { refusal, type Wishes } from './repository.ts'

type Case = readonly [kind: Kind, name: string, wishes: Wishes, said: string]

const cases: readonly Case[] = [
  ['metric', 'http_requests_total', {}, 'queries/http.ts declares it already: requests.'],
  ['metric', 'extraction_duration_seconds_sum', {}, 'queries/extraction.ts declares it already: duration.'],
  ['metric', 'http-size', {}, 'and starts with a letter. For example: http_size'],
  ['metric', 'httpUploadBytes', {}, 'For example: http_upload_bytes'],
  ['metric', '2fast', {}, 'For example: fast'],
  [
    'metric',
    'http_upload_bytes_count',
    {},
    'Declare the histogram: npm run new -- metric http_upload_bytes --type histogram',
  ],
  [
    'metric',
    'http_upload_bytes',
    { type: 'counter' },
    'The name of a counter ends in _total. Name it http_upload_bytes_total',
  ],
  ['metric', 'http_uploads_total', { type: 'gauge' }, "A name that ends in _total is a counter's, and not a gauge's."],
  ['metric', 'http_upload_bytes', { type: 'histgram' }, 'There is no type of metric histgram; did you mean histogram?'],
  [
    'metric',
    'billing_invoices_total',
    {},
    'No metric begins with billing_, so the name does not tell who exposes it. Say which',
  ],
  [
    'metric',
    'pybase_x_total',
    { in: 'queries/billing.ts' },
    'queries/billing.ts: There is no such file of metrics. Name one of these: queries/',
  ],
  ['metric', 'pybase_x_total', { in: 'queries/jobs.ts' }, 'queries/jobs.ts: The file declares no metric yet'],
  ['metric', 'http_uploads_total', { labels: ['job'] }, 'Leave --label job out.'],
  ['metric', 'http_uploads_total', { labels: ['le-vel'] }, 'For example: --label task_type'],
  ['metric', 'http_uploads_total', { labels: ['kind=a,a'] }, 'found "a" in "a,a"'],
  ['metric', 'http_uploads_total', { labels: ['kind='] }, 'found "" in ""'],
  ['metric', 'http_uploads_total', { text: 'two\nlines' }, 'The help of a metric is one line of text'],
  [
    'record',
    'requests',
    { of: 'extraction.taskRate' },
    'That is no name of a recording rule. A recording rule is named',
  ],
  ['record', 'job:tasks:rate5m', {}, 'Say which query or counter: --of FILE.NAME'],
  ['record', 'job:tasks:rate5m', { of: 'extraction.taskRate', over: '5 minutes' }, 'The window the window'],
  [
    'record',
    'api:latency:rate5m',
    { of: 'http.latency.bucket', by: ['endpont'] },
    'has no label endpont; did you mean endpoint?',
  ],
  [
    'record',
    'job:errors:ratio',
    { of: 'http.serverErrorRatio' },
    'http.serverErrorRatio is no sum: what is recorded of',
  ],
  ['record', 'slo:events:rate5m', { of: 'extraction.taskRate' }, '.ts records it already. Read that one'],
  ['record', 'job:tasks:rate5m', { of: 'extraction.taskRate', by: ['task_typ'] }, 'did you mean task_type?'],
  ['record', 'job:tasks:rate5m', { of: 'extraction.taskRat' }, 'did you mean extraction.taskRate?'],
  ['query', 'task rate', {}, 'The name of a query is a name in TypeScript, in camelCase. For example: taskRate'],
  ['query', 'default', {}, 'a name in TypeScript'],
  [
    'query',
    'taskRate',
    { of: 'extraction.tasks' },
    'queries/extraction.ts › taskRate: The file declares taskRate already.',
  ],
  ['query', 'sum', { of: 'extraction.tasks' }, 'The file declares sum already.'],
  ['query', 'nothingKnown', {}, 'The name begins like no metric'],
  ['query', 'upHere', {}, 'Say which: --of '],
  [
    'query',
    'durationP90',
    { of: 'extraction.duratoin' },
    'There is no metric extraction.duratoin; did you mean extraction.duration?',
  ],
  [
    'query',
    'durationP90',
    { in: 'queries/nowhere.ts' },
    'queries/nowhere.ts: There is no such file. Name one of these: queries/',
  ],
  ['panel', 'No such query', {}, 'The title is the name of no query'],
  ['panel', '', { of: 'extraction.taskRate' }, 'The title of a panel is one line of text'],
  ['panel', '***', { of: 'extraction.taskRate' }, 'The title of a panel has letters or digits.'],
  [
    'panel',
    'Tasks failed',
    { of: 'extraction.taskRate' },
    'dashboards/celery-workers.ts › At a glance › Tasks failed: The dashboard has a panel of that name already.',
  ],
  ['panel', 'X', { of: 'extraction.tasks' }, 'extraction.tasks is a counter, which is drawn through a query.'],
  [
    'panel',
    'X',
    { of: 'extraction.taskRate', by: ['task_typ'] },
    'cannot be split by task_typ; did you mean task_type?',
  ],
  ['panel', 'X', { of: 'redis.up', by: ['job'] }, 'It has no label to keep: leave --by out.'],
  [
    'panel',
    'X',
    { of: 'extraction.taskRate', by: ['task_type'], type: 'stat' },
    'A stat shows one number, but extraction.taskRate has one series per task_type.',
  ],
  [
    'panel',
    'X',
    { of: 'extraction.taskRate', type: 'gauge' },
    'A panel of type gauge draws a share, which this is not.',
  ],
  ['panel', 'X', { of: 'extraction.taskRate', type: 'graph' }, 'There is no type of panel graph. Types: '],
  ['panel', 'X', { of: 'extraction.duration', type: 'stat' }, 'A histogram is drawn as a heatmap.'],
  [
    'panel',
    'X',
    { of: 'extraction.taskRate', in: 'dashboards/none.ts' },
    'dashboards/none.ts: There is no such file. Name one of these: dashboards/',
  ],
  ['panel', 'X', { of: 'extraction.taskRate', in: 'queries/http.ts' }, 'queries/http.ts: The file is no dashboard.'],
  ['dashboard', 'Search Worker', {}, 'For example: search-worker'],
  ['dashboard', 'overview', {}, 'dashboards/overview.ts is that dashboard already.'],
  ['dashboard', 'search', {}, 'There is no file queries/search.ts'],
  ['dashboard', 'http', { text: 'All well.' }, 'A dashboard answers a question, and "All well." is none.'],
  ['dashboard', 'targets', { of: 'monitoring.up' }, 'It reads what Prometheus writes itself'],
  ['alert', 'redis-slow', { of: 'redis.memoryUsage' }, 'The name of an alert is PascalCase. For example: RedisSlow'],
  ['alert', 'PyBaseRedisDown', { of: 'redis.up' }, 'alerts/liveness.ts declares it already.'],
  ['alert', 'PyBaseX', {}, 'Say which query: --of FILE.NAME'],
  [
    'alert',
    'PyBaseX',
    { of: 'extraction.tasks' },
    'Ask it something first: npm run new -- query NAME --of extraction.tasks',
  ],
  ['alert', 'PyBaseX', { of: 'sumOfAll' }, 'There is no query sumOfAll. Name an export of a file in queries/'],
  ['alert', 'PyBaseX', { of: 'extraction.durationP95', above: '4m' }, 'Choose one of 1s, 5s, 10s, 30s, 1m, 2m, 5m.'],
  [
    'alert',
    'PyBaseX',
    { of: 'redis.memoryUsage', above: '90' },
    'The query measures ratio, and "90" is no amount of that. Write it like 10%.',
  ],
  ['alert', 'PyBaseX', { of: 'redis.memoryUsage', above: '90%', below: '5%' }, 'not both'],
  ['alert', 'PyBaseX', { of: 'redis.up', above: '1' }, 'it fires on 0.'],
  [
    'alert',
    'PyBaseX',
    { of: 'redis.memoryUsage', in: 'alerts/none.ts' },
    'alerts/none.ts: There is no such file. Name one of these: alerts/',
  ],
  [
    'alert',
    'PyBaseX',
    { of: 'redis.memoryUsage', in: 'queries/http.ts' },
    'queries/http.ts: The file is no group of alerts.',
  ],
]

test.each(cases)('%s %j %j is refused', (kind, name, wishes, said) => {
  expect(refusal(kind, name, wishes)).toContain(said)
})

test.each<Case>([
  ['metric', 'http_uploads_total', {}, 'test/specification/catalog.ts'],
  [
    'panel',
    'X',
    { of: 'extraction.taskRate', in: 'dashboards/celery-workers.ts', row: 'New' },
    'dashboards/celery-workers.ts',
  ],
  ['alert', 'PyBaseX', { of: 'extraction.retryRate' }, 'alerts/slow-tasks.ts'],
])('%s: a file of another form is left alone', (kind, name, wishes, file) => {
  expect(refusal(kind, name, wishes, { [file]: "import { a } from './a.ts'\n" })).toMatch(
    /The file should hold `.+` once, at the beginning of a line, but holds it 0 times. Write the definition by hand/,
  )
})

test('an orphaned runbook is not overwritten', () => {
  const said = refusal('alert', 'PyBaseX', { of: 'redis.up' }, { 'alerts/runbooks/PyBaseX.md': '## Meaning' })
  expect(said).toContain('There is a runbook of PyBaseX, and no alert.')
})
