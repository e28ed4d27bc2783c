import type { Job } from '../language/job.ts'
import { Refused } from '../problem.ts'
import { releasesOf } from '../stack/releases.ts'
import type { Stack } from '../stack/schema.ts'
import type { Artifact } from './artifact.ts'
import { composed, endpoint, type ServiceName } from './compose/endpoint.ts'
import { cadvisor, nodeExporter, postgresExporter, redisExporter } from './compose/exporters.ts'
import { flagsOf } from './compose/flags.ts'
import { secretsFolder, secretsOf } from './compose/secrets.ts'
import { alertmanager, grafana, prometheus } from './compose/servers.ts'
import { networks, type Particulars, service } from './compose/service.ts'
import { isOwner, step, volumesStep } from './compose/volumes.ts'
import { type Note, toYaml } from './yaml.ts'

const particularsOf: Readonly<Record<ServiceName, (stack: Stack, flags: readonly string[]) => Particulars>> = {
  prometheus,
  alertmanager,
  grafana,
  postgresExporter,
  redisExporter,
  nodeExporter,
  cadvisor,
}
const order = Object.keys(particularsOf) as ServiceName[]

/**
 * `docker-compose.yml`: the monitoring services, beside PyBase's own, which it reaches through their network.
 * Throws `Refused` if two targets have one host, for a service is called as its target's host.
 */
export function compose(stack: Stack, jobs: readonly Job[]): Artifact {
  const here = servicesOf(stack)
  refuseSharedHosts(stack, here)
  const text = toYaml(composeConfig(stack, jobs), 'stack.ts and queries/jobs.ts', notesOn(stack, here))
  return { path: 'docker-compose.yml', text }
}

/** What `docker-compose.yml` says. */
export function composeConfig(stack: Stack, jobs: readonly Job[]) {
  const here = servicesOf(stack)
  const first = volumesStep(stack)
  return {
    services: {
      ...(first && { [step]: first }),
      ...Object.fromEntries(here.map((name) => [endpoint(stack, name).host, define(stack, jobs, name)])),
    },
    networks: {
      [networks.own]: { driver: 'bridge' },
      [networks.exporters]: { driver: 'bridge' },
      [networks.application]: { external: true, name: stack.compose.network },
    },
    volumes: Object.fromEntries(
      here.filter(keepsData).map((name) => [`${name}-data`, { name: `pybase-${name}-data` }]),
    ),
    secrets: Object.fromEntries(secretsOf(stack).map(({ name }) => [name, { file: `${secretsReference}/${name}` }])),
  }
}

const servicesOf = (stack: Stack): readonly ServiceName[] => order.filter((name) => composed(stack, name) !== null)

const secretsReference = `\${${secretsFolder.variable}:-${secretsFolder.default}}`
const dataKeepers = ['prometheus', 'alertmanager', 'grafana'] as const satisfies readonly ServiceName[]

/** The services whose data is worth a backup: each has a volume `pybase-NAME-data`. */
export const keepsData = (name: ServiceName): name is (typeof dataKeepers)[number] =>
  dataKeepers.some((keeper) => keeper === name)

function define(stack: Stack, jobs: readonly Job[], name: ServiceName) {
  const particulars = particularsOf[name](stack, flagsOf(stack, jobs, name))
  const after = waitsFor(stack, name)
  return { ...service(stack, name, particulars), ...(after && { depends_on: after }) }
}

function waitsFor(stack: Stack, name: ServiceName) {
  if (isOwner(name)) return { [step]: { condition: 'service_completed_successfully' } }
  if (name !== 'grafana' || composed(stack, 'prometheus') === null) return undefined
  return { [endpoint(stack, 'prometheus').host]: { condition: 'service_healthy' } }
}

function refuseSharedHosts(stack: Stack, here: readonly ServiceName[]): void {
  const seen = new Map<string, ServiceName | 'the step that hands the volumes over'>([
    [step, 'the step that hands the volumes over'],
  ])
  for (const name of here) {
    const { host } = endpoint(stack, name)
    const other = seen.get(host)
    if (other !== undefined)
      throw new Refused({
        where: 'stack.ts › targets',
        what: `${other} and ${name} are both at the host ${host}, and a compose service is called as its target's host.`,
        next: 'Give each its own name; a service that runs outside Docker Compose is written with a dot: 10.0.0.5:9187.',
      })
    seen.set(host, name)
  }
}

function notesOn(stack: Stack, here: readonly ServiceName[]): readonly Note[] {
  const about: Partial<Record<ServiceName, Note>> = {
    prometheus: {
      at: ['volumes'],
      text: [
        'The whole folder: prometheus.yml is replaced by rename, and a single mounted file would stay the old one.',
        `No secret is in it: they are in ${secretsFolder.variable}, outside.`,
      ].join('\n'),
    },
    grafana: {
      at: ['environment', 'GF_PLUGINS_PREINSTALL_DISABLED'],
      text: [
        'Grafana 13 ships its data sources as plugins and replaces them at each start with newer ones from grafana.com.',
        'On a read-only file system it stops the old plugin, fails, and has no Prometheus data source any more.',
      ].join('\n'),
    },
    nodeExporter: { at: ['pid'], text: 'The mounts of the host are those of its process 1.' },
    cadvisor: {
      at: ['privileged'],
      text: [
        'The exception: cAdvisor reads the cgroup, files and processes of every container and the kernel log, as root. It can do',
        'what root on the host can. To do without, set the release of cadvisor to null in stack.ts.',
      ].join('\n'),
    },
  }
  const services = here.flatMap((name) => {
    const note = about[name]
    return note === undefined ? [] : [{ ...note, at: ['services', endpoint(stack, name).host, ...note.at] }]
  })
  return releasesOf(stack).images === 'published' ? services : [{ at: ['services'], text: localImages }, ...services]
}

const localImages = [
  "The images hold Debian 12's binaries and are built locally, since none are published. Each starts its binary and has",
  "busybox's wget for the health check; README.md says what else.",
].join('\n')
