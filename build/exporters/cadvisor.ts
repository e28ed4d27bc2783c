import type { Relabelling } from '../language/scrape.ts'
import type { Service } from '../language/service.ts'

/** cAdvisor; the mounts and privileges are those of its own instructions. */
export const cadvisorExporter: Service = {
  image: 'ghcr.io/google/cadvisor:{version}',
  called: 'cadvisor',
  uid: 0,
  command: [
    '--port={port}',
    '--docker_only=true',
    '--store_container_labels=false',
    '--whitelisted_container_labels=com.docker.compose.project,com.docker.compose.service',
    '--housekeeping_interval={interval}s',
  ],
  volumes: [
    '/:/rootfs:ro',
    '/var/run:/var/run:ro',
    '/sys:/sys:ro',
    '/var/lib/docker:/var/lib/docker:ro',
    '/dev/disk:/dev/disk:ro',
  ],
  tmpfs: ['/tmp'],
  privileged: true,
  health: '/healthz',
  memory: '512m',
  cpus: 0.5,
  processes: 128,
  more: { devices: ['/dev/kmsg:/dev/kmsg'] },
  notes: {
    privileged: [
      'The exception: cAdvisor reads the cgroup, files and processes of every container and the kernel log, as root. It can do',
      'what root on the host can. To do without, set the release of cadvisor to null in stack.ts.',
    ].join('\n'),
  },
}

/** What cAdvisor exposes that is no container, and figures that nobody asks of containers. */
export const containerNoise: readonly Relabelling[] = [
  // A cgroup has an id; one that is no container has no name. Metrics without an id, such as cAdvisor's own, stay.
  { source_labels: ['id', 'name'], regex: '.+;', action: 'drop' },
  {
    source_labels: ['__name__'],
    regex:
      'container_(tasks_state|memory_failures_total|network_(tcp|udp)6?_usage_total|network_advance_tcp_stats_total)',
    action: 'drop',
  },
]
