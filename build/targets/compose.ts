import { type Note, toYaml } from '../documents/yaml-text.ts'
import { Refused } from '../findings/problem.ts'
import type { Job } from '../language/job.ts'
import type { Artifact } from '../output/artifact.ts'
import { releasesOf } from '../stack/releases.ts'
import type { Stack } from '../stack/schema.ts'
import { servers } from './compose/endpoint.ts'
import { secretsFolder } from './compose/secrets.ts'
import { networks, service } from './compose/service.ts'
import { type Composed, composed, secretsOf } from './compose/services.ts'
import { isOwner, step, volumesStep } from './compose/volumes.ts'

/**
 * `docker-compose.yml`: the monitoring services, beside the application's own, which it reaches through their network.
 * Throws `Refused` if two targets have one host, for a service is called as its target's host.
 */
export function compose(stack: Stack, jobs: readonly Job[]): Artifact {
  const here = composed(stack, jobs)
  refuseSharedHosts(here)
  const text = toYaml(composeConfig(stack, jobs), 'stack.ts and queries/jobs.ts', notesOn(stack, here))
  return { path: 'docker-compose.yml', text }
}

/** What `docker-compose.yml` says. */
export function composeConfig(stack: Stack, jobs: readonly Job[]) {
  const here = composed(stack, jobs)
  const first = volumesStep(stack, here)
  const folder = secretsFolder(stack)
  const file = (name: string) => `\${${folder.variable}:-${folder.default}}/${name}`
  return {
    services: {
      ...(first && { [step]: first }),
      ...Object.fromEntries(here.map((each) => [each.host, define(stack, here, each)])),
    },
    networks: {
      [networks.own]: { driver: 'bridge' },
      [networks.exporters]: { driver: 'bridge' },
      [networks.application]: { external: true, name: stack.compose.network },
    },
    volumes: Object.fromEntries(
      here.filter(keepsData).map(({ key }) => [`${key}-data`, { name: `${stack.product.id}-${key}-data` }]),
    ),
    secrets: Object.fromEntries(secretsOf(stack, jobs).map(({ name }) => [name, { file: file(name) }])),
  }
}

/** Whether the data of a service is worth a backup: each such has a volume `PRODUCT-NAME-data`. */
export const keepsData = ({ key }: Composed): boolean => servers.some((server) => server === key)

function define(stack: Stack, here: readonly Composed[], each: Composed) {
  const after = waitsFor(here, each)
  return { ...service(stack, each), ...(after && { depends_on: after }) }
}

function waitsFor(here: readonly Composed[], { key }: Composed) {
  if (isOwner(key)) return { [step]: { condition: 'service_completed_successfully' } }
  const prometheus = here.find((each) => each.key === 'prometheus')
  if (key !== 'grafana' || prometheus === undefined) return undefined
  return { [prometheus.host]: { condition: 'service_healthy' } }
}

function refuseSharedHosts(here: readonly Composed[]): void {
  const seen = new Map([[step as string, 'the step that hands the volumes over']])
  for (const { host, key } of here) {
    const other = seen.get(host)
    if (other !== undefined)
      throw new Refused({
        where: 'stack.ts › targets',
        what: `${other} and ${key} are both at the host ${host}, and a compose service is called as its target's host.`,
        next: 'Give each its own name; a service that runs outside Docker Compose is written with a dot: 10.0.0.5:9187.',
      })
    seen.set(host, key)
  }
}

function notesOn(stack: Stack, here: readonly Composed[]): readonly Note[] {
  const services = here.flatMap(({ host, particulars }) =>
    Object.entries(particulars.notes ?? {}).map(([at, text]) => ({ at: ['services', host, ...at.split('.')], text })),
  )
  return releasesOf(stack).images === 'published' ? services : [{ at: ['services'], text: localImages }, ...services]
}

const localImages = [
  "The images hold Debian 12's binaries and are built locally, since none are published. Each starts its binary and has",
  "busybox's wget for the health check; README.md says what else.",
].join('\n')
