import { exposedBy, writtenByPrometheus } from '../../build/language/declare.ts'
import { job } from '../../build/language/job.ts'
import { httpStatus, open } from '../../build/language/labels.ts'

// One metric of each kind, with short names, so that the PromQL of a test fits on a line.

const help = 'For tests.'
const about = { title: 'A job', component: 'api', whenDown: 'critical' } as const

export const node = job('node', about)
export const redis = job('redis', about)

const { counter, gauge, histogram, info, state, timestamp } = exposedBy(node)

export const requests = counter('requests_total', {
  help,
  labels: { method: ['GET', 'POST', 'PUT'], route: open, status: httpStatus },
})
export const sent = counter('sent_bytes_total', { help })
export const cpu = counter('cpu_seconds_total', { help, labels: { mode: open } })
export const latency = histogram('latency_seconds', { help, labels: { route: open }, buckets: ['0.1s', '1s', '1m'] })
export const memory = gauge('memory_bytes', { help })
export const limit = gauge('limit_bytes', { help })
export const queue = gauge('queue', { help, labels: { name: ['mail', 'search'] } })
export const ready = state('ready', { help })
export const build = info('build_info', { help, labels: { version: open } })
export const started = timestamp('start_time_seconds', { help })

export const clients = exposedBy(node, redis).gauge('clients', { help })
export const up = writtenByPrometheus().state('up', { help, labels: { job: ['node', 'redis'], instance: open } })
