import { type Note, toYaml } from '../documents/yaml-text.ts'
import type { Job } from '../language/job.ts'
import { isDeployed, targetOf } from '../language/job.ts'
import type { Relabelling } from '../language/scrape.ts'
import type { Artifact } from '../output/artifact.ts'
import type { RemoteWrite } from '../stack/remote-write.ts'
import type { Stack } from '../stack/schema.ts'

/** `prometheus.yml`: what Prometheus scrapes, where its rules are, and whom it tells about alerts. */
export const prometheus = (stack: Stack, jobs: readonly Job[]): Artifact => ({
  path: 'prometheus.yml',
  text: toYaml(prometheusConfig(stack, jobs), 'stack.ts and queries/jobs.ts', notes),
})

/** What `prometheus.yml` says. */
export const prometheusConfig = (stack: Stack, jobs: readonly Job[]) => ({
  global: {
    scrape_interval: stack.scrape.interval,
    scrape_timeout: stack.scrape.timeout,
    evaluation_interval: stack.evaluationInterval,
    ...externalLabels(stack),
  },
  rule_files: ['alerts/*.yml'],
  alerting: alerting(stack),
  ...(stack.remoteWrite.length > 0 && { remote_write: stack.remoteWrite.map(remoteWrite) }),
  scrape_configs: jobs.filter((job) => isDeployed(stack, job)).map((job) => scrape(stack, job)),
})

function externalLabels({ environment, replica }: Stack) {
  if (environment === null && replica === null) return {}
  return { external_labels: { ...(environment && { environment }), ...(replica && { replica: replica.name }) } }
}

/** Both of a pair are told by both, and know an alert as the same one once it has lost its replica. */
function alerting({ replica, ports, targets }: Stack) {
  const alertmanagers = (addresses: readonly string[]) => [{ static_configs: [{ targets: addresses }] }]
  if (replica === null) return { alertmanagers: alertmanagers([targets.alertmanager.address]) }
  return {
    alert_relabel_configs: [{ regex: 'replica', action: 'labeldrop' }],
    alertmanagers: alertmanagers([targets.alertmanager.address, `${replica.other}:${ports.alertmanager}`]),
  }
}

/** Each machine of a pair watches both: what is wrong with one, the other tells. */
function ofPair({ replica, ports }: Stack, { name }: Job): readonly string[] | undefined {
  if (replica === null || (name !== 'prometheus' && name !== 'alertmanager')) return undefined
  return [replica.own, replica.other].toSorted().map((host) => `${host}:${ports[name]}`)
}

function remoteWrite({ name, url, tokenFile, tenant, queue }: RemoteWrite) {
  const { capacity, maxShards, maxSamplesPerSend, batchSendDeadline } = queue
  const queueConfig = {
    ...(capacity && { capacity }),
    ...(maxShards && { max_shards: maxShards }),
    ...(maxSamplesPerSend && { max_samples_per_send: maxSamplesPerSend }),
    ...(batchSendDeadline && { batch_send_deadline: batchSendDeadline }),
  }
  return {
    name,
    url,
    ...(tokenFile === null ? {} : { authorization: { credentials_file: tokenFile } }),
    ...(tenant === null ? {} : { headers: { 'X-Scope-OrgID': tenant } }),
    ...(Object.keys(queueConfig).length > 0 && { queue_config: queueConfig }),
  }
}

const notes: readonly Note[] = [
  {
    at: ['rule_files'],
    text: 'Relative to this file: an absolute glob that matches nothing is no error, neither here nor for promtool.',
  },
  {
    at: ['scrape_configs'],
    text: [
      'metric_relabel_configs, in order: drop series that nobody reads, then strip labels that could name a person.',
      'Stripping hides a leak, it does not add the stripped series up: fix the metric that carries such a label.',
    ].join('\n'),
  },
]

function scrape(stack: Stack, job: Job) {
  const { address, path, scheme, tokenFile } = targetOf(stack, job)
  const { interval, honorLabels, params, relabel = [] } = job.scrape ?? {}
  const pair = ofPair(stack, job)
  const probed = params !== undefined && relabel.length > 0
  return {
    job_name: job.name,
    ...(interval && { scrape_interval: interval }),
    ...(honorLabels && { honor_labels: true }),
    ...(scheme === 'http' ? {} : { scheme }),
    ...(path === '/metrics' ? {} : { metrics_path: path }),
    ...(params && { params }),
    ...(tokenFile === null ? {} : { authorization: { credentials_file: tokenFile } }),
    ...(pair === undefined ? whereIs(job, address) : { static_configs: [{ targets: pair }] }),
    // Who is asked about a target is the prober.
    ...(relabel.length > 0 && {
      relabel_configs: [...relabel, ...(probed ? [{ target_label: '__address__', replacement: address }] : [])],
    }),
    metric_relabel_configs: relabellings(job),
  }
}

/** What is done to a job's series before they are stored, in order. */
export const relabellings = ({ client, scrape }: Job): readonly Relabelling[] => [
  ...(client === 'python' ? [clientTimestamps] : []),
  ...(scrape?.drop ?? []),
  personalLabels,
]

/** The targets of a job: those that it lists, and those that are discovered. */
function whereIs({ scrape = {} }: Job, address: string) {
  const { addresses, dns, files, http } = scrape
  const found = [dns, files, http].some((each) => each !== undefined)
  return {
    ...((addresses !== undefined || !found) && { static_configs: [{ targets: addresses ?? [address] }] }),
    ...(dns && { dns_sd_configs: dns.map(byName) }),
    ...(files && { file_sd_configs: [{ files }] }),
    ...(http && { http_sd_configs: http.map((url) => ({ url })) }),
  }
}

function byName(name: string) {
  const [host = '', port = ''] = name.split(':')
  return { names: [host], type: 'A', port: Number(port) }
}

/**
 * prometheus_client adds a gauge `NAME_created` to every counter and histogram. Other exporters have no such habit, and
 * a name like `prometheus_tsdb_head_series_created_total` is no such gauge: hence these jobs and the whole suffix only.
 */
const clientTimestamps: Relabelling = { source_labels: ['__name__'], regex: '.+_created', action: 'drop' }

const personalLabels: Relabelling = { regex: 'user_id|email|token', action: 'labeldrop' }
