import { parseDuration } from '../../promql/duration.ts'
import type { Stack } from '../../stack/schema.ts'
import { endpoint } from './endpoint.ts'
import { uids } from './secrets.ts'
import { networks, type Particulars } from './service.ts'

/** The exporters get `flags` from the catalog, so that the file and the metrics that it expects cannot disagree. */
type Exporter = (stack: Stack, flags: readonly string[]) => Particulars

export const postgresExporter: Exporter = (stack, flags) => {
  const { address, database, sslmode, user } = stack.compose.postgres
  return {
    user: `${uids.postgresExporter}:${uids.postgresExporter}`,
    command: [`--web.listen-address=:${endpoint(stack, 'postgresExporter').port}`, ...flags],
    environment: {
      DATA_SOURCE_URI: `${address}/${database}?sslmode=${sslmode}`,
      DATA_SOURCE_USER: user,
      DATA_SOURCE_PASS_FILE: '/run/secrets/postgres_exporter_password',
    },
    networks: [networks.exporters, networks.application],
    health: '/',
    memory: '128m',
    cpus: 0.5,
    processes: 64,
  }
}

export const redisExporter: Exporter = (stack, flags) => ({
  user: `${uids.redisExporter}:${uids.redisExporter}`,
  command: [`--web.listen-address=:${endpoint(stack, 'redisExporter').port}`, ...flags],
  environment: { REDIS_ADDR: stack.compose.redis },
  networks: [networks.exporters, networks.application],
  health: '/health',
  memory: '128m',
  cpus: 0.5,
  processes: 64,
})

/** Sees the host's file systems and processes, read-only and as a user who owns nothing; its network figures are the container's own. */
export const nodeExporter: Exporter = (stack, flags) => ({
  user: `${uids.nodeExporter}:${uids.nodeExporter}`,
  command: [`--web.listen-address=:${endpoint(stack, 'nodeExporter').port}`, '--path.rootfs=/host', ...flags],
  volumes: ['/:/host:ro,rslave'],
  networks: [networks.exporters],
  health: '/',
  memory: '128m',
  cpus: 0.5,
  processes: 64,
  more: { pid: 'host' },
})

/** The mounts and privileges are those of cAdvisor's own instructions. */
export const cadvisor: Exporter = (stack, flags) => ({
  user: '0:0',
  command: [
    `--port=${endpoint(stack, 'cadvisor').port}`,
    '--docker_only=true',
    '--store_container_labels=false',
    '--whitelisted_container_labels=com.docker.compose.project,com.docker.compose.service',
    `--housekeeping_interval=${parseDuration(stack.scrape.interval) / 1000}s`,
    ...flags,
  ],
  volumes: [
    '/:/rootfs:ro',
    '/var/run:/var/run:ro',
    '/sys:/sys:ro',
    '/var/lib/docker:/var/lib/docker:ro',
    '/dev/disk:/dev/disk:ro',
  ],
  tmpfs: ['/tmp'],
  networks: [networks.exporters],
  health: '/healthz',
  memory: '512m',
  cpus: 0.5,
  processes: 128,
  privileged: true,
  more: { devices: ['/dev/kmsg:/dev/kmsg'] },
})
