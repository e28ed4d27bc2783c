import type { Service } from '../language/service.ts'

/**
 * node_exporter. It sees the host's file systems and processes, read-only and as a user who owns nothing; its network figures
 * are the container's own.
 */
export const nodeExporter: Service = {
  image: 'quay.io/prometheus/node-exporter:v{version}',
  called: 'node-exporter',
  uid: 59_002,
  command: ['--web.listen-address=:{port}', '--path.rootfs=/host'],
  volumes: ['/:/host:ro,rslave'],
  health: '/',
  memory: '128m',
  cpus: 0.5,
  processes: 64,
  more: { pid: 'host' },
  notes: { pid: 'The mounts of the host are those of its process 1.' },
}
