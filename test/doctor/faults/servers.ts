import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { portOf } from '../../live/stack/addresses.ts'
import { run } from '../../live/stack/command.ts'
import type { ServerName } from '../../live/stack/stack.ts'
import { replay } from '../replay.ts'
import type { World } from '../world.ts'
import type { Fault } from './fault.ts'

const killed =
  (name: ServerName) =>
  async ({ stack }: World) => {
    await stack.servers[name].kill()
    return () => stack.servers[name].start()
  }
const paused =
  (name: ServerName) =>
  ({ stack }: World) => {
    stack.servers[name].pause()
    return () => stack.servers[name].resume()
  }
const answering = (status: number, body: string) => (world: World) =>
  replay(world, { server: 'node_exporter', job: 'node' }, () => ({ status, body, type: 'text/plain' }))

/** The settings of the stack, and one more. */
const differently =
  (change: (set: string) => object) =>
  ({ stack }: World): readonly string[] => {
    const file = join(stack.home, 'other.yml')
    const { settings, set } = stack.chosen
    writeFileSync(file, stringify({ ...settings, ...change(set) }))
    return ['--stack', file]
  }

/** What dies, hangs or is set otherwise. */
export const serverFaults: readonly Fault[] = [
  {
    name: 'an exporter is dead',
    inject: killed('redis_exporter'),
    expected: [
      { examination: 'targets', where: /job redis/, what: /connection is refused/, next: /Start the process/ },
    ],
  },
  {
    name: 'an exporter hangs',
    inject: paused('node_exporter'),
    expected: [
      {
        examination: 'targets',
        where: /job node/,
        what: /does not answer within the timeout of 1s/,
        next: /hangs or is overloaded/,
      },
    ],
  },
  {
    name: 'a target fails',
    inject: answering(500, 'failed'),
    expected: [
      { examination: 'targets', where: /job node/, what: /HTTP status 500/, next: /its metrics handler fails/ },
    ],
  },
  {
    name: 'a target wants credentials',
    inject: answering(401, 'who?'),
    expected: [{ examination: 'targets', where: /job node/, what: /HTTP status 401/, next: /without credentials/ }],
  },
  {
    name: 'a target writes a broken line',
    inject: answering(200, 'node_load1 {{ 1\n'),
    expected: [{ examination: 'targets', where: /job node/, what: /no metrics text/, next: /writes a broken line/ }],
  },
  {
    name: 'Redis is dead',
    inject: killed('redis'),
    expected: [
      { examination: 'exporters', where: /job redis/, what: /cannot reach Redis/, next: /whether Redis runs/ },
    ],
  },
  {
    name: 'PostgreSQL is dead, and its exporter waits for it',
    inject: async ({ stack }) => {
      await stack.servers.postgres.stop()
      return () => stack.servers.postgres.start()
    },
    expected: [
      {
        examination: 'targets',
        where: /job postgres/,
        what: /does not answer within the timeout/,
        next: /an exporter waits for the server behind it/,
      },
    ],
  },
  {
    // Debian's exporter tries for longer than a scrape of this stack may take.
    name: 'an exporter tells that it cannot reach PostgreSQL',
    inject: (world) =>
      replay(world, { server: 'postgres_exporter', job: 'postgres' }, (text) => text.replace('pg_up 1', 'pg_up 0')),
    expected: [
      {
        examination: 'exporters',
        where: /job postgres/,
        what: /cannot reach PostgreSQL/,
        next: /tells of wrong passwords/,
      },
    ],
  },
  {
    name: 'Redis has no memory limit',
    inject: async (world) => {
      await redisLimit(world, '0')
      return () => redisLimit(world, '64mb')
    },
    expected: [
      {
        examination: 'redis-limit',
        severity: 'warning',
        where: /job redis/,
        what: /no `maxmemory`/,
        next: /redisMemoryLimit/,
      },
    ],
  },
  {
    name: 'Alertmanager is dead',
    inject: killed('alertmanager'),
    expected: [
      {
        examination: 'notification',
        where: /Prometheus › .* › 127/,
        what: /does not take the alerts/,
        next: /whether Alertmanager runs/,
      },
    ],
  },
  {
    name: 'a panel has never had data',
    inject: async ({ stack: { servers, home } }) => {
      await servers.prometheus.stop()
      await servers.redis_exporter.kill()
      rmSync(join(home, 'prometheus'), { recursive: true })
      await servers.prometheus.start()
      return () => servers.redis_exporter.start()
    },
    expected: [
      {
        examination: 'panels',
        where: /^PyBase \/ Database & Redis › /,
        what: /no series redis_\w+ of the job redis/,
        next: /said above/,
      },
    ],
  },
  {
    name: 'Prometheus is older than what the configuration is built for',
    inject: () => () => undefined,
    flags: differently((set) => ({ releases: { [set]: { prometheus: '3.99.0' } } })),
    expected: [
      {
        examination: 'version',
        severity: 'warning',
        where: /Prometheus/,
        what: /Version \d+\.\d+\.\d+ runs, and .* built for 3\.99\./,
        next: /Update Prometheus, or build for what runs/,
      },
    ],
  },
  {
    name: 'samples are kept for another time',
    inject: () => () => undefined,
    flags: differently(() => ({ retention: '30d' })),
    expected: [
      {
        examination: 'state',
        severity: 'warning',
        where: /retention/,
        what: /keeps samples for 15d, and stack\.ts says 30d/,
        next: /docker-compose\.yml/,
      },
    ],
  },
  {
    name: 'Prometheus hangs',
    inject: paused('prometheus'),
    flags: () => ['--timeout', '1'],
    expected: [{ examination: 'reachable', where: /Prometheus/, what: /took longer than 1 s/, next: /--timeout/ }],
  },
  {
    name: 'Prometheus is dead',
    inject: killed('prometheus'),
    expected: [{ examination: 'reachable', where: /Prometheus/, what: /nothing listens there/, next: /Start it/ }],
  },
]

const redisLimit = ({ stack }: World, limit: string): Promise<void> =>
  run(stack.cleanup, 'redis-cli', ['-p', portOf(stack.addresses.broker), 'config', 'set', 'maxmemory', limit]).then(
    () => undefined,
  )
