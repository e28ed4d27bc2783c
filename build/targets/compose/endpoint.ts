import { releasesOf } from '../../stack/releases.ts'
import type { Releases, Stack } from '../../stack/schema.ts'

/** The services of the compose file: one for each release. */
export type ServiceName = keyof Releases

/** The target that Prometheus scrapes a service as. */
const targetOf = {
  prometheus: 'prometheus',
  alertmanager: 'alertmanager',
  grafana: 'grafana',
  postgresExporter: 'postgres',
  redisExporter: 'redis',
  nodeExporter: 'node',
  cadvisor: 'cadvisor',
} as const satisfies Record<ServiceName, keyof Stack['targets']>

/** The two halves of a service's address: the name by which the compose network knows it, and the port it listens on. */
export function endpoint(stack: Stack, service: ServiceName): { readonly host: string; readonly port: string } {
  const [host = '', port = ''] = stack.targets[targetOf[service]].address.split(':')
  return { host, port }
}

/**
 * The release of a service that the compose file runs; `null` if there is none, or if its target's host is no bare name
 * (`10.0.0.5`, `db.example.org`, `localhost`): such a service runs elsewhere already.
 */
export function composed(stack: Stack, service: ServiceName): string | null {
  const { host } = endpoint(stack, service)
  return /^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(host) && host !== 'localhost' ? releasesOf(stack)[service] : null
}
