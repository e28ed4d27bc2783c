import { describe, expect, test } from 'vitest'
import { add } from './repository.ts'

describe('the name of a metric tells its type and its file', () => {
  test.each([
    ['http_uploads_total', 'http.ts', 'export const uploads = api.counter("http_uploads_total"'],
    ['http_upload_duration_seconds', 'http.ts', 'export const uploadDuration = api.histogram('],
    ['db_pool_waiting', 'application.ts', 'export const poolWaiting = application.gauge('],
    ['pybase_deploy_time_seconds', 'application.ts', 'export const deployTime = application.timestamp('],
    ['redis_instance_info', 'redis.ts', 'export const instance = redis.info('],
    ['alertmanager_config_reload_successful', 'monitoring.ts', 'alertmanager.state('],
    // The shorter name is taken.
    ['http_requests_bytes', 'http.ts', 'export const httpRequests = api.gauge('],
  ])('%s', (name, file, declaration) => {
    expect(add('metric', name).files[`queries/${file}`]).toContain(declaration)
  })
})

describe('the name of a query tells what is asked of its metric', () => {
  test.each([
    ['retryRate2', { of: 'extraction.retries' }, 'sum(increase(retries))'],
    ['retriedRate', { of: 'extraction.retries' }, 'sum(rate(retries))'],
    ['durationP90', { in: 'queries/extraction.ts' }, 'quantile(0.9, duration)'],
    [
      'durationMean',
      { in: 'queries/extraction.ts' },
      'mean(sum(increase(duration.sum)), sum(increase(duration.count)))',
    ],
    ['latencyRate', {}, 'sum(rate(latency.count))'],
    ['memoryUsedMax', {}, 'max(memoryUsed)'],
    ['startTimeChanges', { in: 'queries/application.ts' }, 'changes(startTime)'],
  ] as const)('%s', (name, wishes, expression) => {
    const texts = Object.values(add('query', name, wishes).files).join('\n')
    expect(texts).toContain(`export const ${name} = ${expression}\n`)
  })
})

test('labels take their values from the other metrics of the file, or from the command line', () => {
  const labels = ['task_type', 'outcome=ok,failed', 'site']
  const { files } = add('metric', 'extraction_pages_total', { labels })
  expect(files['queries/extraction.ts']).toContain('labels: { task_type, outcome: ["ok","failed"], site: open }')
  expect(files['queries/extraction.ts']).toMatch(/^import \{ .*\bopen\b.* \} from '@pybase\/monitoring'$/m)
  expect(files['test/specification/catalog.ts']).toContain(
    'extraction_pages_total: { meant: "Extraction pages.", type: \'counter\', jobs: worker, labels: { task_type, outcome: ["ok","failed"], site: \'open\' } }',
  )
})

test('a recording rule goes to the group of its component, with a window', () => {
  const { files, made } = add('record', 'job:tasks:rate5m', { of: 'extraction.taskRate', by: ['task_type'] })
  const [[file, text] = ['', '']] = Object.entries(files)
  expect(file).toMatch(/^alerts\//)
  expect(text).toContain(
    `export const jobTasksRate5m = record("job:tasks:rate5m", extraction.taskRate.by('task_type').over('5m'))\n\nexport default group(`,
  )
  expect(text).toMatch(/import \{.*\brecord\b.*\} from '@pybase\/monitoring'/)
  expect(made).toEqual([`${file}: jobTasksRate5m, which records extraction.taskRate.by('task_type').over('5m')`])
})

test('a counter is added up, with the window that is asked for', () => {
  const recordOf = (of: string, ...by: string[]) => add('record', 'api:any:rate1m', { of, by, over: '1m' }).made[0]
  expect(recordOf('http.requests', 'status')).toContain("sum(rate(http.requests)).by('status').over('1m')")
  expect(recordOf('http.latency.bucket', 'le')).toContain("sum(rate(http.latency.bucket)).by('le').over('1m')")
})

test('a metric of an exporter is specified by the exporter, and has no entry in our table', () => {
  expect(Object.keys(add('metric', 'redis_blocked_clients').files)).toEqual(['queries/redis.ts'])
})

test('a panel goes to the row that shows its metric, unless a row is named', () => {
  const made = (wishes: object) => add('panel', 'X', { of: 'extraction.durationP95', ...wishes }).made[0]
  expect(made({})).toMatch(/^dashboards\/celery-workers\.ts › Duration › X:/)
  expect(made({ row: 'Queues and workers' })).toMatch(/ › Queues and workers › X:/)
  expect(made({ in: 'dashboards/overview.ts' })).toMatch(/^dashboards\/overview\.ts › /)
})

test('a panel that draws the query already shows the alert', () => {
  const { files, made } = add('alert', 'PyBaseClients', { of: 'redis.clients' })
  expect(made[1]).toBe('dashboards/database-redis.ts › Redis › Clients: this panel shows it')
  expect(files['dashboards/database-redis.ts']?.match(/alert: clients/g)).toHaveLength(1)
})

test('the sections of a runbook that only people can write are left empty', () => {
  const { files } = add('alert', 'PyBaseRetries', { of: 'extraction.retryRate', by: ['task_type'], above: '1/s' })
  expect(files['alerts/runbooks/PyBaseRetries.md']).toMatchInlineSnapshot(`
    "## Meaning

    Retry rate is above 1/s for at least one \`task_type\`, and has been for 5m. It is computed from:

    - \`extraction_task_retries_total\`: Attempts of an extraction task that ended in a retry.

    ## Impact

    ## Diagnosis

    1. Open the panel. Since when is the line beyond the threshold? What changed just before: a deploy, a restart?
    2. Is it one \`task_type\`, or all of them? One: look at what is special about it. All: at what they share.

    ## Mitigation
    "
  `)
})
