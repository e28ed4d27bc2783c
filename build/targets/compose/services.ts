import { type Job, targetOf } from '../../language/job.ts'
import type { Service } from '../../language/service.ts'
import { parseDuration } from '../../promql/duration.ts'
import { releaseOf } from '../../stack/releases.ts'
import type { Stack } from '../../stack/schema.ts'
import { type Endpoint, endpoint, endpointOf, isInside, type Server, servers } from './endpoint.ts'
import { flagsOf } from './flags.ts'
import type { Secret } from './secrets.ts'
import { serversOf } from './servers.ts'
import { networks, type Particulars } from './service.ts'

/** A service of the compose file. */
export interface Composed extends Endpoint {
  /** As `releases` and `digests` of the settings call it. */
  readonly key: string
  /** What its container and a local image are called, after the product's name. */
  readonly called: string
  readonly version: string
  /** The published image, with `{version}` in its tag and without its digest. */
  readonly published: string
  readonly particulars: Particulars
  readonly secrets: readonly Secret[]
}

/** The services that the compose file runs: the servers, and the target of each job that says how it is run. */
export const composed = (stack: Stack, jobs: readonly Job[]): readonly Composed[] =>
  [...serversOf(stack, jobs), ...jobs.flatMap((job) => exporterOf(stack, job))].flatMap(({ key, ...rest }) => {
    const version = releaseOf(stack, key)
    if (version === null || !isInside(rest)) return []
    return [{ ...rest, key, version }]
  })

/** The secrets of all services, in the order in which an operator writes them. */
export function secretsOf(stack: Stack, jobs: readonly Job[]): readonly Secret[] {
  const all = composed(stack, jobs)
  const of = (server: Server): readonly Secret[] => all.find(({ key }) => key === server)?.secrets ?? []
  const exporters = all.filter(({ key }) => !servers.some((server) => server === key))
  return [...of('grafana'), ...exporters.flatMap(({ secrets }) => secrets), ...of('prometheus'), ...of('alertmanager')]
}

/** Whether the compose file runs a server of the stack. */
export const isComposed = (stack: Stack, server: Server): boolean =>
  releaseOf(stack, server) !== null && isInside(endpoint(stack, server))

function exporterOf(stack: Stack, job: Job): readonly Omit<Composed, 'version'>[] {
  const { service, release } = job
  if (service === undefined || release === undefined) return []
  const at = endpointOf(targetOf(stack, job).address)
  const values: Readonly<Record<string, string>> = {
    port: at.port,
    interval: String(parseDuration(stack.scrape.interval) / 1000),
    version: releaseOf(stack, release) ?? '',
  }
  const filled = (text: string): string =>
    text.replace(/\{(\w+)\}/g, (written, name: string) => values[name] ?? written)
  return [
    {
      ...at,
      key: release,
      called: service.called,
      published: service.image,
      particulars: particularsOf(service, filled, flagsOf(stack, job)),
      secrets: Object.entries(service.secrets ?? {}).map(([name, what]) => ({ name, what, uid: service.uid })),
    },
  ]
}

function particularsOf(service: Service, filled: (text: string) => string, flags: readonly string[]): Particulars {
  const { image: _, called: __, uid, command, environment, reaches, secrets: ___, ...same } = service
  return {
    ...same,
    user: `${uid}:${uid}`,
    ...((command || flags.length > 0) && { command: [...(command ?? []).map(filled), ...flags] }),
    ...(environment && {
      environment: Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, filled(value)])),
    }),
    networks: [networks.exporters, ...(reaches === 'application' ? [networks.application] : [])],
  }
}
