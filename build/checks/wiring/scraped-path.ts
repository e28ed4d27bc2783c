import type { ScrapeJob } from '../../documents/views.ts'
import type { Subject } from '../../model/subject.ts'
import { own } from '../../own.ts'
import type { Check, Finding } from '../check.ts'
import { listed } from '../support/alternatives.ts'
import { type Service, servicesOf } from '../support/compose-services.ts'

/** Where programs serve metrics, of themselves or of what they are asked about. */
const served: Readonly<Record<string, readonly string[]>> = {
  prometheus: ['/metrics', '/federate'],
  alertmanager: ['/metrics'],
  grafana: ['/metrics'],
  'grafana-oss': ['/metrics'],
  'grafana-enterprise': ['/metrics'],
  'node-exporter': ['/metrics'],
  'postgres-exporter': ['/metrics', '/probe'],
  'redis-exporter': ['/metrics', '/scrape'],
  cadvisor: ['/metrics'],
  'blackbox-exporter': ['/metrics', '/probe'],
  pushgateway: ['/metrics'],
}

export const scrapedPath: Check = {
  id: 'scraped-path',
  severity: 'error',
  covers: ['I03'],
  about:
    "A job asks its target for the path at which it serves metrics. An exporter or server of a known image serves /metrics unless a flag or its environment says otherwise, which is believed; PyBase's own processes are called at the address and path that the settings have. At another path a server answers 404, and the target is down although it runs.",
  run: (subject) => {
    const services = servicesOf(subject)
    return (subject.scraping?.jobs ?? []).flatMap((job) => [
      ...ofServices(services, job),
      ...ofSettings(subject, job, services),
    ])
  },
}

function ofServices(services: readonly Service[], job: ScrapeJob): readonly Finding[] {
  if (mayAskElsewhere(job)) return []
  return job.targets.flatMap((target) => {
    const service = services.find(({ hosts }) => hosts.includes(target.split(':')[0] ?? ''))
    const paths = service && !movesPaths(service) ? own(served, service.program) : undefined
    if (service === undefined || paths === undefined || paths.includes(job.path)) return []
    return [
      {
        place: job.place,
        what: `The job ${job.name} asks ${target} for ${job.path}, and ${service.program} serves ${listed(paths)}.`,
        next: `Set metrics_path to ${paths[0]}, or leave it out.`,
      },
    ]
  })
}

/** Relabelling may write the path, and what it writes is not known. */
const mayAskElsewhere = ({ targetLabels }: ScrapeJob): boolean =>
  targetLabels === undefined || targetLabels.some((label) => label.startsWith('__'))

/** Whether a service may serve its metrics below another path than its program usually does. */
const movesPaths = ({ command, environment, isBuilt }: Service): boolean =>
  isBuilt ||
  /telemetry-path|prometheus_endpoint|route-prefix[=\s](?!\/(?:\s|$))|external-url[=\s][^\s:]+:\/\/[^/\s]+\/\S|\$/.test(
    command.join(' '),
  ) ||
  Object.entries(environment).some(
    ([name, value]) => /TELEMETRY_PATH|SERVE_FROM_SUB_PATH|METRICS/.test(name) && value !== 'false',
  )

/** Of a process that is no service of the compose file, only the settings know where it is. */
function ofSettings({ model }: Subject, job: ScrapeJob, services: readonly Service[]): readonly Finding[] {
  const expected = Object.entries(model?.stack.targets ?? {}).find(([name]) => name === job.name)?.[1]
  const isService = services.some(({ hosts }) => hosts.includes(expected?.address.split(':')[0] ?? ''))
  if (expected === undefined || isService) return []
  const wanted = expected.address + expected.path
  return job.targets
    .filter((target) => target + job.path !== wanted)
    .map((target) => ({
      place: job.place,
      what: `The job ${job.name} asks ${target}${job.path}, and the settings have it at ${wanted}.`,
      next: 'Correct `targets` in stack.ts, and build again.',
    }))
}
