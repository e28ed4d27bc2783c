import { compile } from '../promql/regex/compile.ts'
import type { Cursor } from './cursor.ts'
import type { Reading } from './reading.ts'
import { seconds } from './rules.ts'
import type { ScrapeJob, Scraping } from './views.ts'

/** Reads a `prometheus.yml`. What it does not say has Prometheus' default. */
export function readPrometheus(root: Cursor, reading: Reading): Scraping {
  const global = root.get('global')
  const duration = (cursor: Cursor, otherwise: number): number =>
    cursor.isThere ? (seconds(cursor, [], reading) ?? otherwise) : otherwise
  const interval = duration(global.get('scrape_interval'), 60)
  const timeout = Math.min(duration(global.get('scrape_timeout'), 10), interval)
  const alertmanagers = root.get('alerting', 'alertmanagers').items
  const retention = root.get('storage', 'tsdb', 'retention', 'time')
  return {
    place: root.place([]),
    evaluationInterval: duration(global.get('evaluation_interval'), 60),
    jobs: root.get('scrape_configs').items.flatMap((job) => readJob(job, { interval, timeout }, duration, reading)),
    ruleFiles: root.get('rule_files').items.flatMap(({ text }) => text ?? []),
    alertmanagers: alertmanagers.flatMap((each) => [...staticTargets(each), ...discoveries(each)]),
    retention: retention.isThere ? seconds(retention, [], reading) : undefined,
    version: undefined,
    externalLabels: global.get('external_labels').entries.map(([name]) => name),
    interfaces: alertmanagers.flatMap((each) => each.get('api_version').text ?? []),
  }
}

function readJob(
  job: Cursor,
  usual: Pick<ScrapeJob, 'interval' | 'timeout'>,
  duration: (cursor: Cursor, otherwise: number) => number,
  reading: Reading,
): readonly ScrapeJob[] {
  const name = job.get('job_name')
  if (name.text === undefined) {
    reading.fault(
      'malformed-file',
      job.place([]),
      'A scrape job has no job_name.',
      'Give it one: the label "job" gets it.',
    )
    return []
  }
  const interval = duration(job.get('scrape_interval'), usual.interval)
  return [
    {
      name: name.text,
      place: name.place([name.text]),
      interval,
      timeout: duration(job.get('scrape_timeout'), Math.min(usual.timeout, interval)),
      path: job.get('metrics_path').text ?? '/metrics',
      targets: staticTargets(job),
      scheme: job.get('scheme').text ?? 'http',
      hasCredentials: credentials.some((key) => job.get(key).isThere),
      // With honor_labels the series bring their own, whatever they are.
      targetLabels: discoveries(job).length > 0 || honorsLabels(job) ? undefined : addedLabels(job),
      seriesJobs: honorsLabels(job) ? undefined : seriesJobs(job, name.text),
      metricRelabeling: job.get('metric_relabel_configs').items.map(({ record }) => record),
      flags: undefined,
    },
  ]
}

const honorsLabels = (job: Cursor): boolean => job.get('honor_labels').value === true

const credentials = ['authorization', 'basic_auth', 'oauth2', 'bearer_token', 'bearer_token_file']

const staticTargets = (of: Cursor): readonly string[] =>
  of.get('static_configs').items.flatMap((config) => config.get('targets').items.flatMap(({ text }) => text ?? []))

/** What is found at run time stands for addresses that the file does not say: `kubernetes_sd_configs`. */
const discoveries = (of: Cursor): readonly string[] =>
  of.entries.filter(([name]) => name.endsWith('_sd_configs')).map(([name]) => name)

/** The labels that the job's own configuration gives its targets. */
const addedLabels = (job: Cursor): readonly string[] => [
  ...new Set([
    ...job.get('static_configs').items.flatMap((config) => config.get('labels').entries.map(([name]) => name)),
    ...job.get('relabel_configs').items.flatMap((rule) => rule.get('target_label').text ?? []),
  ]),
]

/** The values of the label `job`, if they hang on nothing that the file does not say. */
function seriesJobs(job: Cursor, name: string): readonly string[] | undefined {
  if (discoveries(job).length > 0 || job.get('metric_relabel_configs').items.some(writesJob)) return undefined
  const start = job.get('static_configs').items.map((config) => config.get('labels', 'job').text ?? name)
  const rules = job.get('relabel_configs').items.filter(writesJob).map(constantJob)
  if (rules.includes(undefined)) return undefined
  const last = rules.at(-1)
  return [...new Set(last === undefined ? start : [last])]
}

function writesJob({ record: { target_label: target, action = 'replace', regex = '(.*)' } }: Cursor): boolean {
  if (action === 'labelmap' || target === 'job') return true
  if (action !== 'labeldrop' && action !== 'labelkeep') return false
  return compile(String(regex)).matches('job') === (action === 'labeldrop')
}

/** What a rule writes into `job`, if it does so to every series. */
function constantJob({ record: { source_labels: sources, regex, replacement, action = 'replace' } }: Cursor) {
  const isConstant = sources === undefined && regex === undefined && action === 'replace'
  return isConstant && typeof replacement === 'string' && !replacement.includes('$') ? replacement : undefined
}
