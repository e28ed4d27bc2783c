import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import { configuration } from '../../build/doctor/prometheus/configuration/configuration.ts'
import { prometheus, prometheusConfig } from '../../build/targets/prometheus.ts'
import { examined, model } from './pretend.ts'

const { stack, jobs } = model

/** The generated configuration as Prometheus 3 prints it: durations in its own form, defaults filled in. */
function printed() {
  const { global, alerting, scrape_configs } = prometheusConfig(stack, jobs)
  return {
    global: { ...global, query_log_file: '', evaluation_interval: '15000ms', external_labels: { cluster: 'a' } },
    runtime: { gogc: 75 },
    rule_files: ['/etc/prometheus/alerts/*.yml'],
    alerting: {
      alertmanagers: alerting.alertmanagers.map((each) => ({
        follow_redirects: true,
        scheme: 'http',
        timeout: '10s',
        api_version: 'v2',
        ...each,
      })),
    },
    scrape_configs: scrape_configs.map((job) => ({
      honor_timestamps: true,
      track_timestamps_staleness: false,
      scrape_interval: '15s',
      scrape_timeout: '10s',
      scrape_protocols: ['OpenMetricsText1.0.0', 'PrometheusText0.0.4'],
      metrics_path: '/metrics',
      scheme: 'http',
      enable_compression: true,
      ...job,
      metric_relabel_configs: job.metric_relabel_configs.map((rule) => ({
        separator: ';',
        replacement: '$1',
        ...rule,
      })),
    })),
  }
}

/** What is said of a running configuration. */
async function findingsOf(running: unknown): Promise<readonly string[]> {
  const yaml = stringify(running, { aliasDuplicateObjects: false })
  const { findings } = await examined(
    configuration,
    { 'status/config': () => ({ yaml }) },
    { artifacts: [prometheus(stack, jobs)] },
  )
  return findings.map(({ severity, where, what }) => `${severity} ${where}: ${what}`)
}

test('the generated configuration differs in nothing, however Prometheus prints it', async () => {
  expect(await findingsOf(printed())).toEqual([])
})

test('what is masked is not compared, and a job of somebody else is a note', async () => {
  const { scrape_configs, ...rest } = printed()
  const other = { job_name: 'other', basic_auth: { username: 'me', password: '<secret>' } }
  expect(await findingsOf({ ...rest, scrape_configs: [...scrape_configs, other] })).toEqual([
    'note prometheus.yml › scrape job other: The job is not generated.',
  ])
})

test.each([
  ['scrape_interval', '30s', /In it, scrape_interval is 30s, and generated is 15s\./],
  ['honor_labels', true, /In it, honor_labels is true, and generated is false\./],
  ['params', { module: ['x'] }, /In it, params is \{"module":\["x"\]\}, and generated is not set\./],
  ['basic_auth', { username: 'me', password: '<secret>' }, /In it, basic_auth is .*, and generated is not set\./],
  ['file_sd_configs', [{ files: ['x.yml'] }], /file_sd_configs finds further targets/],
  [
    'relabel_configs',
    [{ target_label: 'instance', replacement: 'x' }],
    /relabel_configs: rule 1 is replace \{replacement: x, target_label: instance\}, and generated is missing\./,
  ],
  [
    'static_configs',
    [{ targets: ['backend:8000'], labels: { zone: 'a' } }],
    /the list of targets is backend:8000\{"zone":"a"\}, and generated is backend:8000\./,
  ],
])('a job with another %s is told of', async (name, value, sentence) => {
  const running = printed()
  const [first, ...others] = running.scrape_configs
  expect(await findingsOf({ ...running, scrape_configs: [{ ...first, [name]: value }, ...others] })).toEqual([
    expect.stringMatching(sentence),
  ])
})

test('an empty configuration is told of, job by job', async () => {
  expect(await findingsOf({})).toHaveLength(jobs.length + 4)
})
