import { drill } from '../../build/language/drill.ts'
import { loses, stands } from '../../build/language/touch.ts'
import * as jobs from '../../queries/jobs.ts'
import * as redis from '../../queries/redis.ts'
import { redisDown } from '../liveness.ts'

export const redisDies = drill('Redis dies', {
  lasts: '1h',
  happens: [loses(jobs.redis, [redis.up]), stands(redis.up, 0)],
  noticed: { by: redisDown, within: '3m' },
  pages: 1,
  tickets: 0,
})
