import { releasesOf } from '../../stack/releases.ts'
import type { Stack } from '../../stack/schema.ts'
import type { ServiceName } from './endpoint.ts'

const published: Readonly<Record<ServiceName, (version: string) => string>> = {
  prometheus: (version) => `prom/prometheus:v${version}`,
  alertmanager: (version) => `prom/alertmanager:v${version}`,
  grafana: (version) => `grafana/grafana:${version}`,
  postgresExporter: (version) => `quay.io/prometheuscommunity/postgres-exporter:v${version}`,
  // The plain tag holds nothing but the exporter: no wget to run a health check with.
  redisExporter: (version) => `oliver006/redis_exporter:v${version}-alpine`,
  nodeExporter: (version) => `quay.io/prometheus/node-exporter:v${version}`,
  cadvisor: (version) => `ghcr.io/google/cadvisor:${version}`,
}

/** What a service's container and its local image are called, after `pybase-` and `pybase-RELEASES/`. */
export const plainName: Readonly<Record<ServiceName, string>> = {
  prometheus: 'prometheus',
  alertmanager: 'alertmanager',
  grafana: 'grafana',
  postgresExporter: 'postgres-exporter',
  redisExporter: 'redis-exporter',
  nodeExporter: 'node-exporter',
  cadvisor: 'cadvisor',
}

/**
 * The image of a service with its exact tag, and its digest where the settings have one. Some releases have no published
 * images, such as Debian's: theirs are built locally, and a registry called `localhost` keeps Docker from pulling anything
 * in their place.
 */
export function image(stack: Stack, service: ServiceName): string {
  const { [service]: version, images } = releasesOf(stack)
  if (version === null) throw new RangeError(`${stack.versions} has no ${service}`)
  const digest = stack.compose.digests[service]
  return images === 'published'
    ? `${published[service](version)}${digest === undefined ? '' : `@${digest}`}`
    : `localhost/pybase-${stack.versions}/${plainName[service]}:${version}`
}
