import type { Service } from '../language/service.ts'

/** redis_exporter by oliver006; `address` is that of Redis: `redis://redis:6379`. */
export const redisExporter = (address: string): Service => ({
  // The plain tag holds nothing but the exporter: no wget to run a health check with.
  image: 'oliver006/redis_exporter:v{version}-alpine',
  called: 'redis-exporter',
  uid: 59_000,
  command: ['--web.listen-address=:{port}'],
  environment: { REDIS_ADDR: address },
  reaches: 'application',
  health: '/health',
  memory: '128m',
  cpus: 0.5,
  processes: 64,
})
