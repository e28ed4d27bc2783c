import { describe, expect, test } from 'vitest'
import { unknownJob } from '../../../build/checks/wiring/unknown-job.ts'
import { alert, ours, panel, subject, told } from '../subject.ts'
import { ruleFile, written } from '../written.ts'

const panelOf = (expr: string) => subject({ panels: [panel({ exprs: [expr] })] })

test('a job that nobody scrapes, and one that does not expose the metric', () => {
  const rules = [
    alert({ expr: 'sum(rate(extraction_tasks_total{job="extraction-workers"}[5m])) > 1', name: 'Nobody' }),
    alert({ expr: 'sum(rate(http_requests_total{job="search-worker"}[5m])) > 1', name: 'Another' }),
  ]
  expect(told(unknownJob, subject({ rules }))).toMatchInlineSnapshot(`
    "error  unknown-job   rules.yml › group › Nobody
      sum(rate(extraction_tasks_total{job="extraction-workers"}[5m])) > 1
                                          ^^^^^^^^^^^^^^^^^^^^
      No scrape configuration has the job extraction-workers, so it selects nothing; the nearest is extraction-worker.
      Correct the name, or add the job to the scrape configuration.

    error  unknown-job   rules.yml › group › Another
      sum(rate(http_requests_total{job="search-worker"}[5m])) > 1
                                       ^^^^^^^^^^^^^^^
      The job search-worker does not expose http_requests_total, so it selects nothing: pybase-api does.
      Name the job pybase-api, or take a metric of search-worker."
  `)
})

test.each([
  [
    'one alternative of a regular expression',
    'up{job=~"pybase-api|pybase-apo"}',
    'the job pybase-apo, so it selects nothing',
  ],
  ['a negative matcher', 'up{job!="pybase-worker"}', 'the job pybase-worker, so it excludes nothing'],
  ['a negative alternative', 'up{job!~"redis|pybase-worker"}', 'the job pybase-worker, so it excludes nothing'],
  ['a pattern that no job fits', 'up{job=~"pybase-w.*"}', 'the job pybase-w.*, so it selects nothing'],
  [
    'the wrong one of several',
    'db_query_errors_total{job=~"pybase-api|redis"}',
    'The job redis does not expose db_query_errors_total',
  ],
])('%s', (_, expr, what) => {
  expect(told(unknownJob, panelOf(expr))).toContain(what)
})

test.each([
  ['a job that exposes it', 'http_requests_total{job="pybase-api"}'],
  ['some of the jobs', 'db_query_errors_total{job=~"pybase-api|search-worker"}'],
  ['a pattern that some job fits', 'up{job=~"pybase-.*|redis"}'],
  ['any job at all', 'up{job=~".+"}'],
  ['the empty value', 'up{job!=""}'],
  ['a variable', 'up{job=~"$job"}'],
  ['an unknown metric', 'somebody_elses_total{job="somebody"}'],
])('%s is fine', (_, expr) => {
  expect(told(unknownJob, panelOf(expr))).toBe('')
})

test('jobs that discovery may rename are believed', () => {
  const discovered = ours.scraping && {
    ...ours.scraping,
    jobs: ours.scraping.jobs.map((job) => ({ ...job, targets: [], targetLabels: undefined })),
  }
  const of = subject({ panels: [panel({ exprs: ['up{job="somebody"}'] })], scraping: discovered })
  expect(told(unknownJob, of)).toBe('')
  expect(told(unknownJob, { ...panelOf('theirs{job="somebody"}'), scraping: undefined })).toBe('')
})

describe('a label job that the configuration writes', () => {
  const scraped = (yaml: string) => {
    const jobs = `scrape_configs:\n- job_name: api\n  static_configs: [{targets: ['app:80']}]\n${yaml}`
    const { scraping } = written('prometheus.yml', jobs)
    return told(unknownJob, subject({ panels: [panel({ exprs: ['up{job="api"}'] })], scraping }))
  }

  test.each([
    ['in relabel_configs', '  relabel_configs: [{target_label: job, replacement: shop}]'],
    ['twice', '  relabel_configs: [{target_label: job, replacement: api}, {target_label: job, replacement: shop}]'],
  ])('%s', (_, yaml) => {
    expect(scraped(yaml)).toContain('The scrape configuration of api writes job="shop" into its series')
  })

  test('in static_configs', () => {
    const jobs = "scrape_configs: [{job_name: api, static_configs: [{targets: ['a:1'], labels: {job: shop}}]}]"
    const { scraping } = written('prometheus.yml', jobs)
    const of = (expr: string) => told(unknownJob, subject({ panels: [panel({ exprs: [expr] })], scraping }))
    expect(of('up{job="api"}')).toContain('writes job="shop"')
    expect(of('up{job="shop"}')).toBe('')
  })

  test.each([
    ['of what is not known', '  relabel_configs: [{target_label: job, source_labels: [__address__]}]'],
    ['of some targets', '  relabel_configs: [{target_label: job, source_labels: [a], regex: b, replacement: shop}]'],
    ['that is its name', '  relabel_configs: [{target_label: job, replacement: api}]'],
    [
      'later',
      '  relabel_configs: [{target_label: job, replacement: a}]\n  metric_relabel_configs: [{target_label: job}]',
    ],
    [
      'that another job writes',
      "  relabel_configs: [{target_label: job, replacement: b}]\n- job_name: b\n  static_configs: [{targets: ['b:1'], labels: {job: api}}]",
    ],
  ])('%s is fine', (_, yaml) => {
    expect(scraped(yaml)).toBe('')
  })
})

test('somebody who calls the job of an exporter otherwise is believed', () => {
  const renamed = ours.scraping && {
    ...ours.scraping,
    jobs: ours.scraping.jobs.map((job) => (job.name === 'node' ? { ...job, name: 'node-exporter' } : job)),
  }
  const of = subject({
    panels: [panel({ exprs: ['node_filesystem_avail_bytes{job="node-exporter"}'] })],
    scraping: renamed,
  })
  expect(told(unknownJob, of)).toBe('')
})

test('of a rule file that comes alone and reads only what is ours, the jobs are ours', () => {
  expect(told(unknownJob, ruleFile('up{job="pybase-worker"} == 0'))).toContain('No scrape configuration has the job')
  expect(told(unknownJob, ruleFile('up{job="redis"} == 0 or redis_up == 0'))).toBe('')
  expect(told(unknownJob, ruleFile('up{job="theirs"} == 0 and on () theirs_total > 5'))).toBe('')
})
