import { isDeployed, type Job, targetOf } from '../../language/job.ts'
import type { Relabelling } from '../../language/scrape.ts'
import type { Model } from '../../model/model.ts'
import { own } from '../../own.ts'
import type { Workload } from '../../stack/kubernetes.ts'
import type { Stack } from '../../stack/schema.ts'
import { relabellings } from '../prometheus.ts'
import { clusterOf, metadataOf, type Resource, secretKey } from './resource.ts'

/** What has each job scraped: by what its targets are there, or else at its address. */
export const scrapeResources = ({ stack, jobs, metrics }: Model): readonly (readonly [job: string, Resource])[] =>
  jobs
    .filter((job) => isDeployed(stack, job))
    .map((job) => {
      const workload = own(clusterOf(stack).jobs, job.name)
      if (workload !== undefined) return [job.name, monitor(stack, job, workload, ownLabels(job, metrics))]
      return [job.name, isProbe(job) ? probe(stack, job) : scrapeConfig(stack, job)]
    })

/** The labels that every target has which a monitor finds, besides `job` and `instance`. */
const labelsThere = ({ service }: Workload): readonly string[] => [
  'namespace',
  'pod',
  'container',
  'endpoint',
  ...(service === undefined ? [] : ['service']),
]

const ownLabels = ({ name }: Job, metrics: Model['metrics']): ReadonlySet<string> =>
  new Set(metrics.filter(({ value }) => value.jobs.includes(name)).flatMap(({ value }) => Object.keys(value.declared)))

/** Whether a prober is asked about what the job lists. */
export const isProbe = ({ scrape = {} }: Job): boolean =>
  scrape.params !== undefined && scrape.addresses !== undefined && (scrape.relabel ?? []).length > 0

/**
 * The targets of Services or pods. `job` there is the name of the Service, or NAMESPACE/NAME of the PodMonitor: it is made what
 * the definitions call it, so that a query means the same everywhere, and so does a label that metrics have and targets, too.
 */
function monitor(stack: Stack, job: Job, workload: Workload, ofMetrics: ReadonlySet<string>): Resource {
  const { service, pods, port, namespace } = workload
  const labels = service ?? pods ?? {}
  const [jobLabel] = Object.entries(labels).find(([, value]) => value === job.name) ?? []
  const both = labelsThere(workload).filter((label) => ofMetrics.has(label))
  const rules: readonly Relabelling[] = [
    ...(jobLabel === undefined ? [{ target_label: 'job', replacement: job.name }] : []),
    // Else Prometheus calls that of the metric exported_…, and queries read the target's.
    ...(both.length > 0 && !job.scrape?.honorLabels ? [{ regex: both.join('|'), action: 'labeldrop' as const }] : []),
  ]
  const { path, scheme } = targetOf(stack, job)
  const endpoint = {
    port,
    ...(path === '/metrics' ? {} : { path }),
    ...(scheme === 'http' ? {} : { scheme }),
    ...times(stack, job, 'interval'),
    ...honoring(job),
    ...authorization(stack, job),
    ...rewriting(job, 'relabelings', 'metricRelabelings', rules),
  }
  const elsewhere = namespace !== undefined && namespace !== clusterOf(stack).namespace
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: service === undefined ? 'PodMonitor' : 'ServiceMonitor',
    metadata: metadataOf(stack, job.name),
    spec: {
      ...(jobLabel === undefined ? {} : { jobLabel }),
      selector: { matchLabels: labels },
      ...(elsewhere && { namespaceSelector: { matchNames: [namespace] } }),
      [service === undefined ? 'podMetricsEndpoints' : 'endpoints']: [endpoint],
    },
  }
}

function probe(stack: Stack, job: Job): Resource {
  const { address, path, scheme } = targetOf(stack, job)
  const { addresses = [], params = {} } = job.scrape ?? {}
  const { module: [module] = [], ...others } = params
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'Probe',
    metadata: metadataOf(stack, job.name),
    spec: {
      jobName: job.name,
      prober: {
        url: address,
        ...(path === '/probe' ? {} : { path }),
        ...(scheme === 'http' ? {} : { scheme }),
      },
      ...(module && { module }),
      ...(Object.keys(others).length > 0 && {
        params: Object.entries(others).map(([name, values]) => ({ name, values })),
      }),
      targets: { staticConfig: { static: addresses } },
      ...times(stack, job, 'interval'),
      ...authorization(stack, job),
      ...rewriting({ ...job, scrape: { ...job.scrape, relabel: [] } }, 'relabelings', 'metricRelabelings'),
    },
  }
}

function scrapeConfig(stack: Stack, job: Job): Resource {
  const { address, path, scheme } = targetOf(stack, job)
  const { addresses, dns, files, http, params } = job.scrape ?? {}
  const isFound = [dns, files, http].some((each) => each !== undefined)
  return {
    apiVersion: 'monitoring.coreos.com/v1alpha1',
    kind: 'ScrapeConfig',
    metadata: metadataOf(stack, job.name),
    spec: {
      jobName: job.name,
      ...((addresses !== undefined || !isFound) && { staticConfigs: [{ targets: addresses ?? [address] }] }),
      ...(dns && { dnsSDConfigs: dns.map(byName) }),
      ...(files && { fileSDConfigs: [{ files }] }),
      ...(http && { httpSDConfigs: http.map((url) => ({ url })) }),
      ...(path === '/metrics' ? {} : { metricsPath: path }),
      ...(scheme === 'http' ? {} : { scheme: 'HTTPS' }),
      ...times(stack, job, 'scrapeInterval'),
      ...honoring(job),
      ...authorization(stack, job),
      ...(params && { params }),
      ...rewriting(job, 'relabelings', 'metricRelabelings'),
    },
  }
}

function byName(name: string) {
  const [host = '', port = ''] = name.split(':')
  return { names: [host], type: 'A', port: Number(port) }
}

/** The windows of queries are chosen for them, and what the operator's Prometheus has otherwise nobody knows. */
const times = ({ scrape }: Stack, job: Job, interval: 'interval' | 'scrapeInterval') => ({
  [interval]: job.scrape?.interval ?? scrape.interval,
  scrapeTimeout: scrape.timeout,
})

const honoring = ({ scrape = {} }: Job) => (scrape.honorLabels ? { honorLabels: true } : {})

function authorization(stack: Stack, job: Job) {
  const { tokenFile } = targetOf(stack, job)
  return tokenFile === null ? {} : { authorization: { credentials: secretKey(stack, tokenFile) } }
}

function rewriting(job: Job, before: string, after: string, more: readonly Relabelling[] = []) {
  const rules = [...(job.scrape?.relabel ?? []), ...more].map(camel)
  return { ...(rules.length > 0 && { [before]: rules }), [after]: relabellings(job).map(camel) }
}

/** The same rule in the operator's words. */
const camel = ({ source_labels, target_label, regex, replacement, action }: Relabelling) => ({
  ...(source_labels && { sourceLabels: source_labels }),
  ...(regex === undefined ? {} : { regex }),
  ...(target_label && { targetLabel: target_label }),
  ...(replacement === undefined ? {} : { replacement }),
  ...(action === undefined || action === 'replace' ? {} : { action }),
})
