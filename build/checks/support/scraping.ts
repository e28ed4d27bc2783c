import type { ScrapeJob } from '../../documents/views.ts'
import type { Subject } from '../../model/subject.ts'
import { ourStack } from './ours.ts'

/** Labels that tell environments apart: rules for everybody group by them, and a stack of one environment has none of them. */
export const environmentLabels: readonly string[] = [
  ...['cluster', 'cluster_id', 'cluster_name', 'k8s_cluster', 'region', 'zone', 'availability_zone', 'az', 'dc'],
  ...['datacenter', 'site', 'location', 'rack', 'account', 'account_id', 'project', 'env', 'environment', 'stage'],
  ...['stack', 'tier', 'tenant', 'prometheus', 'prometheus_replica', 'replica'],
  // What a target says of itself, where its scrape configuration says otherwise.
  ...['exported_job', 'exported_instance', 'exported_namespace', 'exported_pod', 'exported_service', 'exported_node'],
]

/** Labels that scrape configurations usually add. Where the configuration is not known, any of them may be there. */
export const usualTargetLabels: readonly string[] = [
  ...environmentLabels,
  ...['team', 'owner', 'group', 'group_name', 'squad', 'org', 'product', 'system'],
  ...['namespace', 'kubernetes_namespace', 'pod', 'pod_name', 'kubernetes_pod_name', 'container', 'container_name'],
  ...['node', 'node_name', 'nodename', 'kubernetes_node', 'service', 'service_name', 'kubernetes_name', 'workload'],
  ...['app', 'application', 'component', 'role', 'server', 'host', 'hostname', 'host_name', 'fqdn', 'ip', 'vm'],
  ...['endpoint', 'monitor', 'receive', 'metrics_path', 'target'],
  ...['name', 'alias', 'server_name', 'instance_name', 'nickname', 'origin', 'source', 'agent_hostname', 'shard'],
]

/** Labels that the scrape configuration adds to a metric of these jobs; `undefined` where that is not known. */
export function addedLabels({ scraping }: Subject, jobs: readonly string[]): readonly string[] | undefined {
  // Without a job the samples are sent by somebody else.
  if (scraping === undefined || scraping.jobs.length === 0) return undefined
  const exposing = scraping.jobs.filter(({ name }) => jobs.includes(name))
  const added = (exposing.length > 0 ? exposing : scraping.jobs).map(addedBy)
  return added.some((labels) => labels === undefined) ? undefined : added.flatMap((labels) => labels ?? [])
}

function addedBy({ targetLabels, metricRelabeling }: ScrapeJob): readonly string[] | undefined {
  if (targetLabels === undefined || metricRelabeling.some(({ action }) => action === 'labelmap')) return undefined
  return [...targetLabels, ...metricRelabeling.flatMap(({ target_label: label }) => (label ? [String(label)] : []))]
}

/** What the label `job` of a job's series is; `undefined` where discovery and relabelling can make it anything. */
const labelOf = ({ name, targetLabels, seriesJobs }: ScrapeJob): readonly string[] | undefined =>
  targetLabels?.includes('job') === false ? [name] : seriesJobs

/** Every value of the label `job`; `undefined` where that is not known. */
export function seriesJobsOf(subject: Subject): readonly string[] | undefined {
  const others = subject.server?.jobs ?? ourStack(subject)?.jobs
  const all = subject.scraping?.jobs.map(labelOf) ?? others?.map(({ name }) => [name])
  return all === undefined || all.length === 0 || all.includes(undefined)
    ? undefined
    : all.flatMap((labels) => labels ?? [])
}
