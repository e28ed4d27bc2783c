// What stands between the customers and the shop: nginx, and probes from outside.

import { exposedBy, max, min, rate, sum, until } from '@pybase/monitoring'
import * as jobs from './jobs.ts'

const nginx = exposedBy(jobs.nginx)
const blackbox = exposedBy(jobs.blackbox)

export const active = nginx.gauge('nginx_connections_active', { help: 'Client connections that are open.' })
export const served = nginx.counter('nginx_http_requests_total', { help: 'Requests that nginx took.' })

export const success = blackbox.state('probe_success', { help: 'Whether the probe was answered as it should be.' })
export const took = blackbox.gauge('probe_duration_seconds', { help: 'How long the probe took.' })
export const certificate = blackbox.misnamedTimestamp('probe_ssl_earliest_cert_expiry', {
  help: 'When the first certificate of the chain expires.',
})

export const servedRate = sum(rate(served))
export const clients = sum(active)
export const reachable = min(success)
export const certificateLeft = min(until(certificate))
export const probeTime = max(took)
