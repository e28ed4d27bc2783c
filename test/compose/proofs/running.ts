import * as z from 'zod'
import { eventually } from '../eventually.ts'
import { inspect } from '../inspect.ts'
import { prometheus, unless } from '../prometheus.ts'
import type { Proof } from '../proof.ts'

const targets = z.object({
  activeTargets: z.array(z.object({ scrapePool: z.string(), health: z.string(), lastError: z.string() })),
})

export const targetsUp: Proof = {
  what: 'every target is up, by the names on the networks',
  body: async () => {
    let up: readonly string[] = []
    await eventually(async () => {
      const asked = await prometheus('targets?state=active').catch((error: Error) => error)
      if (asked instanceof Error) return asked.message
      const { activeTargets } = targets.parse(asked)
      up = activeTargets.filter(({ health }) => health === 'up').map(({ scrapePool }) => scrapePool)
      const down = activeTargets.filter(({ health }) => health !== 'up')
      if (activeTargets.length === 0) return 'Prometheus has no target'
      return down.length === 0
        ? undefined
        : down.map(({ scrapePool, lastError }) => `${scrapePool} is down: ${lastError}`).join('\n')
    })
    return up.join(', ')
  },
}

export const databasesReached: Proof = {
  what: "the exporters reach PyBase's databases: the role of the guide with the secret's password, and Redis",
  body: async () => {
    for (const metric of ['pg_up', 'redis_up']) await eventually(() => unless(metric, '1'))
    return 'pg_up 1, redis_up 1'
  },
}

export const healthy: Proof = {
  what: 'the health check of every service passes',
  body: async ({ file }) => {
    const containers = Object.values(file.services).map(({ container_name }) => container_name)
    for (const name of containers)
      await eventually(async () => {
        const { Status, Log } = (await inspect(name)).State.Health
        return Status === 'healthy' ? undefined : `${name} is ${Status}: ${Log.at(-1)?.Output ?? 'not asked yet'}`
      })
    return `${containers.length} services`
  },
}

export const restarted: Proof = {
  what: 'a service that crashes after reloads is started again, with the samples that it had',
  body: async ({ file }) => {
    const name = file.services.prometheus?.container_name ?? ''
    const { RestartCount: restarts, State: before } = await inspect(name)
    const oldest = await oldestSample()
    process.kill(before.Pid, 'SIGKILL')
    await eventually(async () => {
      const { RestartCount, State } = await inspect(name)
      return RestartCount === restarts + 1 ? undefined : `${name} is ${State.Status} after ${RestartCount} restarts`
    })
    await eventually(async () => {
      const found = await oldestSample().catch((error: Error) => error.message)
      return found === oldest ? undefined : `The oldest sample is of ${found}, and was of ${oldest}`
    })
    return name
  },
}

const matrix = z.object({ result: z.array(z.object({ values: z.array(z.tuple([z.number(), z.string()])) })) })

/** When Prometheus first scraped itself, in seconds since 1970; `undefined` if it has no sample yet. */
async function oldestSample(): Promise<number | undefined> {
  const { result } = matrix.parse(await prometheus(`query?query=${encodeURIComponent('up{job="prometheus"}[1h]')}`))
  return result[0]?.values[0]?.[0]
}
