import type { Fault } from './fault.ts'
import { holds, othersUp, paused, redisCommand, type World, watchdogGoesOn } from './world.ts'

const workers = ['extraction-worker', 'search-worker'] as const

/** What goes wrong with Redis and its exporter. */
export const redisFaults = (world: World) => {
  const instance = world.stack.addresses.redis
  const limit = async (bytes: string): Promise<void> => {
    await redisCommand(world, 'config', 'set', 'maxmemory', bytes)
  }

  const exporterPaused: Fault = {
    name: "Redis' exporter stops answering",
    done: 'SIGSTOP to redis_exporter',
    ...paused(world, 'redis_exporter'),
    tells: [{ alert: 'PyBaseTargetDown', labels: { job: 'redis' } }],
  }

  const full: Fault = {
    name: 'Redis is out of memory',
    done: 'CONFIG SET maxmemory 1mb, less than it uses: every write is refused',
    start: () => limit('1mb'),
    lift: async () => {
      await limit('64mb')
      for (const name of workers) if (!world.stack.servers[name].running) await world.stack.servers[name].start()
    },
    tells: [{ alert: 'PyBaseRedisMemoryHigh', labels: { job: 'redis', instance } }],
    // Tasks cannot be queued, which the API answers with 503; and Celery ends where it cannot write that it took a task, and
    // does not start again while Redis is full.
    mayTell: ['PyBaseApiErrorRateHigh (api)', 'PyBaseTargetDown (extraction)', 'PyBaseTargetDown (search)'],
    keeps: [
      othersUp(world, ...workers),
      watchdogGoesOn(world),
      {
        what: 'the API goes on without its cache',
        isSo: holds(
          world,
          'sum(rate(http_requests_total{endpoint="/api/v1/drawings/{drawing}",status="200"}[5s])) > 0 and sum(rate(cache_operations_total{job="pybase-api",operation="set",status="miss"}[5s])) > 0',
        ),
      },
    ],
  }

  return { exporterPaused, full }
}
