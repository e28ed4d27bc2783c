import type { Examination, Finding } from '../../doctor/examination.ts'
import { queryNow } from '../../doctor/prometheus/api.ts'
import { stackOf } from '../settings.ts'

export const redisLimit: Examination = {
  id: 'redis-limit',
  question: 'Is the memory of Redis limited?',
  needs: ['targets'],
  async run({ model, servers: { prometheus } }) {
    const { redisMemoryLimit } = stackOf(model)
    const limits = await queryNow(prometheus, 'redis_memory_max_bytes')
    const unlimited = redisMemoryLimit === null ? limits.filter(({ value }) => value === 0) : []
    return {
      facts:
        redisMemoryLimit !== null
          ? [`${redisMemoryLimit} in stack.ts`]
          : limits.length === 0
            ? ['not known while Redis is not scraped']
            : [],
      findings: unlimited.map(
        ({ labels }): Finding => ({
          severity: 'warning',
          where: `job redis › ${labels.instance}`,
          what: 'Redis has no `maxmemory`, and `redisMemoryLimit` is not set: the alert on its memory cannot fire.',
          next: 'Set `maxmemory` in Redis, or `redisMemoryLimit` in stack.ts to the memory that it may use.',
        }),
      ),
    }
  },
}
