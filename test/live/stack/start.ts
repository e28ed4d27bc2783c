import { chmodSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { until } from '../../support/until.ts'
import { programs } from '../application/programs.ts'
import { startReceiver } from '../receiver.ts'
import { type Addresses, freeAddresses, targets } from './addresses.ts'
import { queryNow } from './api.ts'
import { Cleanup } from './cleanup.ts'
import { buildConfiguration } from './configuration.ts'
import { asSuperuser, postgres, roles } from './postgres.ts'
import { chosen } from './releases.ts'
import { type Program, Server } from './server.ts'
import { monitoring, redis } from './servers.ts'
import { type Places, type Stack, serverNames } from './stack.ts'
import { findTools } from './tools.ts'

/**
 * Starts the whole stack on free ports of the loopback interface: databases, exporters, the application with its load,
 * Alertmanager and Prometheus with the generated configuration, in the releases of a set. Throws `Refused` where programs are missing, and
 * `ServerError` with the log of the one that does not start; nothing is left running then. A target that stays down is no
 * error here: the first phase of the proof tells.
 */
export async function startStack(set: string): Promise<Stack> {
  const releases = await chosen(set)
  const tools = await findTools(releases)
  const startedAt = Date.now() / 1000
  const cleanup = new Cleanup()
  const receiver = await startReceiver()
  const stop = async (): Promise<void> => {
    await receiver.stop()
    await cleanup[Symbol.asyncDispose]()
  }
  try {
    const home = mkdtempSync(join(tmpdir(), 'pybase-live-'))
    cleanup.add(`remove ${home as `/${string}`}`)
    // PostgreSQL runs as another user, who must reach its folder in here.
    chmodSync(home, 0o711)
    const addresses = await freeAddresses()
    const places: Places = {
      home,
      addresses,
      cleanup,
      tools,
      chosen: releases,
      configuration: join(home, 'configuration'),
      databaseUrl: `postgresql://pybase@${addresses.database}/pybase`,
      redisUrl: `redis://${addresses.broker}/0`,
    }
    const servers = new Map<string, Server>()
    const start = async (program: Program): Promise<void> => {
      servers.set(program.name, await Server.start(program, home, cleanup))
    }

    const [{ substituted }] = await Promise.all([
      buildConfiguration({ home, addresses, chosen: releases, cleanup, receiver: receiver.url }),
      postgres(places).then(start),
      start(redis(places)),
    ])
    await asSuperuser(places, ...roles)
    await Promise.all([...(await monitoring(places)), ...programs(places)].map(start))
    await until(() => isSettled(addresses), 60_000)
    return {
      ...places,
      servers: complete(servers),
      receiver,
      startedAt,
      substituted: [...settings, ...releases.substituted, ...substituted],
      stop,
      [Symbol.asyncDispose]: stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

/**
 * Whether every target is scraped, and no alert is left from the start: Prometheus discovers targets some seconds after
 * it begins to evaluate, which is long for rules at a sixtieth of their time.
 */
async function isSettled({ prometheus }: Addresses): Promise<boolean> {
  const up = await queryNow(prometheus, 'up == 1')
  const alerts = await queryNow(prometheus, 'ALERTS{alertname!="PyBaseWatchdog"}')
  return up.length === targets.length && alerts.length === 0
}

const settings = [
  'settings: scrapes and evaluations each second, addresses on the loopback interface',
  'flags of Prometheus: --rules.alert.for-grace-period 500ms instead of 30s, --rules.alert.resend-delay 5s instead of 1m',
]

/** Every server by its name. Throws when one was not started. */
function complete(servers: ReadonlyMap<string, Server>): Stack['servers'] {
  const missing = serverNames.filter((name) => !servers.has(name))
  if (missing.length > 0) throw new Error(`not part of the stack: ${missing.join(', ')}`)
  return Object.fromEntries(servers) as Stack['servers']
}
