import { inBackup, inIncident } from '../../data/moments.ts'
import { counter, flow, gauge, meter, type Row, type Rows } from '../../data/row.ts'

const gibibyte = 2 ** 30
const mebibyte = 2 ** 20

const filesystems = [
  { device: '/dev/sda2', mountpoint: '/', fstype: 'ext4', size: 58.8 * gibibyte, free: 0.46 },
  { device: '/dev/sda1', mountpoint: '/boot', fstype: 'ext4', size: 0.97 * gibibyte, free: 0.71 },
  { device: '/dev/sdb1', mountpoint: '/var/lib/docker', fstype: 'xfs', size: 399 * gibibyte, free: 0.34 },
  { device: 'tmpfs', mountpoint: '/run', fstype: 'tmpfs', size: 1.56 * gibibyte, free: 0.99 },
] as const

/** What a disk reads, writes and how much of the time it is busy. */
const disks = { sda: [0.4, 0.7, 0.03], sdb: [3.2, 5.6, 0.17] } as const

const ofDisks = (what: string, index: 0 | 1 | 2, unit: number): readonly Row[] =>
  Object.entries(disks).map(([device, amounts]) =>
    meter({ device }, `${what} ${device}`, {
      peak: amounts[index] * unit,
      wave: 0.6,
      drift: 0.3,
      noise: 0.3,
      meanwhile: inBackup({ times: device === 'sdb' ? 3.5 : 1.2 }),
    }),
  )

interface Container {
  readonly image: string
  /** Cores at the busiest time. */
  readonly cpu: number
  readonly memory: number
  readonly read: number
  readonly written: number
}
const container = (image: string, cpu: number, memory: number, read: number, written: number): Container => ({
  image,
  cpu,
  memory: memory * mebibyte,
  read: read * mebibyte,
  written: written * mebibyte,
})

const containers: Readonly<Record<string, Container>> = {
  'pybase-backend-1': container('pybase/backend:1.9.0', 0.92, 640, 0.02, 0.1),
  'pybase-extraction-worker-1': container('pybase/worker:1.9.0', 1.35, 1480, 0.9, 0.4),
  'pybase-search-worker-1': container('pybase/worker:1.9.0', 0.31, 420, 0.1, 0.05),
  'pybase-postgres-1': container('postgres:16', 0.74, 2900, 1.9, 3.4),
  'pybase-redis-1': container('redis:7', 0.08, 490, 0.001, 0.3),
  'pybase-prometheus-1': container('prom/prometheus', 0.06, 310, 0.05, 0.2),
  'pybase-grafana-1': container('grafana/grafana', 0.03, 190, 0.01, 0.01),
}

const ofContainers = (row: (labels: Row['labels'], container: Container, name: string) => Row): readonly Row[] =>
  Object.entries(containers).map(([name, each], at) =>
    row(
      { id: `/system.slice/docker-${(0x5eed5 + at * 0x1a2b3).toString(16)}.scope`, name, image: each.image },
      each,
      name,
    ),
  )

/** Extraction works hard during the incident, and holds what it works on in memory. */
const strained = (name: string, times: number) => (name.includes('extraction') ? inIncident({ times }) : [])

const whole = { whole: true, least: 0 } as const

const cores = ['0', '1', '2', '3']
/** What share of a processor's time goes where. */
const modes = {
  idle: { peak: 0.62, wave: 0 },
  iowait: { peak: 0.02, wave: 0.5 },
  irq: { peak: 0, wave: 0 },
  nice: { peak: 0.001, wave: 0 },
  softirq: { peak: 0.01, wave: 0.6 },
  steal: { peak: 0.002, wave: 0 },
  system: { peak: 0.07, wave: 0.7 },
  user: { peak: 0.28, wave: 0.8 },
} as const

const busy = { wave: 0.7, drift: 0.15, noise: 0.1 } as const

export const host: Readonly<Record<string, Rows>> = {
  node_filesystem_size_bytes: () =>
    filesystems.map(({ size, free: _, ...labels }) => gauge(labelled(labels), { peak: size })),
  node_filesystem_avail_bytes: () =>
    filesystems.map(({ size, free, ...labels }) =>
      gauge(labelled(labels), { peak: size * free, drift: 0.004 }, { whole: true }),
    ),
  node_disk_read_bytes_total: () => ofDisks('read', 0, mebibyte),
  node_disk_written_bytes_total: () => ofDisks('written', 1, mebibyte),
  node_disk_io_time_seconds_total: () => ofDisks('busy', 2, 1),

  node_filesystem_files: () =>
    filesystems.map(({ size, free: _, ...labels }) => gauge(labelled(labels), { peak: size / 16_384 }, whole)),
  node_filesystem_files_free: () =>
    filesystems.map(({ size, free, ...labels }) =>
      gauge(labelled(labels), { peak: (size / 16_384) * (0.5 + free / 2), drift: 0.003 }, whole),
    ),
  node_filesystem_readonly: () =>
    filesystems.map(({ size: _, free: __, ...labels }) => gauge(labelled(labels), { peak: 0 })),
  node_cpu_seconds_total: () =>
    cores.flatMap((cpu) =>
      Object.entries(modes).map(([mode, { peak, wave }]) =>
        meter({ cpu, mode }, `cpu ${cpu} ${mode}`, { peak, wave, drift: 0.15, noise: 0.1 }),
      ),
    ),
  node_memory_MemTotal_bytes: () => [gauge({}, { peak: 15.6 * gibibyte })],
  node_memory_MemAvailable_bytes: () => [gauge({}, { peak: 8.2 * gibibyte, drift: 0.05, noise: 0.004 }, whole)],
  node_vmstat_oom_kill: () => [counter({}, flow('kills', { peak: 0 }))],
  node_filefd_allocated: () => [gauge({}, { peak: 4600, wave: 0.2, drift: 0.05 }, whole)],
  node_filefd_maximum: () => [gauge({}, { peak: 1_620_000 }, whole)],
  node_timex_sync_status: () => [gauge({}, { peak: 1 })],
  node_timex_offset_seconds: () => [gauge({}, { peak: 0.0002, drift: 0.5, noise: 0.6 })],

  container_spec_memory_limit_bytes: () =>
    ofContainers((labels, { memory }) => gauge(labels, { peak: 2 * memory }, whole)),
  container_cpu_cfs_periods_total: () =>
    ofContainers((labels, _, name) => counter(labels, flow(`periods ${name}`, { peak: 10 }))),
  container_cpu_cfs_throttled_periods_total: () =>
    ofContainers((labels, { cpu }, name) => counter(labels, flow(`throttled ${name}`, { peak: 0.4 * cpu, wave: 0.8 }))),
  container_oom_events_total: () =>
    ofContainers((labels, _, name) => counter(labels, flow(`kills ${name}`, { peak: 0 }))),

  container_cpu_usage_seconds_total: () =>
    ofContainers((labels, { cpu }, name) =>
      meter({ ...labels, cpu: 'total' }, `cpu ${name}`, { peak: cpu, ...busy, meanwhile: strained(name, 1.9) }),
    ),
  container_memory_working_set_bytes: () =>
    ofContainers((labels, { memory }, name) =>
      gauge(labels, { peak: memory, drift: 0.05, noise: 0.004, meanwhile: strained(name, 1.7) }, { whole: true }),
    ),
  container_fs_reads_bytes_total: () =>
    ofContainers((labels, { read }, name) =>
      meter({ ...labels, device: '/dev/sdb' }, `reads ${name}`, { peak: read, ...busy }),
    ),
  container_fs_writes_bytes_total: () =>
    ofContainers((labels, { written }, name) =>
      meter({ ...labels, device: '/dev/sdb' }, `writes ${name}`, { peak: written, ...busy }),
    ),
}

/** Only a file system that cannot be read has an error. */
const labelled = (labels: Row['labels']): Row['labels'] => ({ ...labels, device_error: '' })
