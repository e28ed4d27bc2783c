import { mkdirSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { portOf } from './addresses.ts'
import type { Cleanup } from './cleanup.ts'
import { run } from './command.ts'
import type { Program } from './server.ts'
import { accepts } from './servers.ts'
import type { Places } from './stack.ts'
import type { Tools } from './tools.ts'

/** PostgreSQL refuses to run as root, whose installation has the account `postgres`. */
const user = process.getuid?.() === 0 ? 'postgres' : undefined

/** A new database cluster with few connections, so that a fault can take them all. */
export async function postgres(places: Places): Promise<Program> {
  const { home, tools, cleanup } = places
  const data = join(home, 'postgres')
  const socketFolder = join(home, 'postgres-socket')
  for (const folder of [data, socketFolder]) await own(cleanup, folder)
  await asPostgres(cleanup, beside(tools, 'initdb'), [
    '--pgdata',
    data,
    '--username=postgres',
    '--auth=trust',
    '--no-sync',
  ])
  return server(places, 'postgres', data, socketFolder)
}

/** A standby at `places.addresses.database` that streams from the server at `primary`: a copy of it, made now. */
export async function standby(places: Places, primary: string): Promise<Program> {
  const { home, tools, cleanup } = places
  const data = join(home, 'standby')
  const words = ['--pgdata', data, '--write-recovery-conf', '--checkpoint=fast', '--no-sync']
  const connection = ['--host=127.0.0.1', `--port=${portOf(primary)}`, '--username=postgres']
  const socketFolder = join(home, 'standby-socket')
  for (const folder of [data, socketFolder]) await own(cleanup, folder)
  await asPostgres(cleanup, beside(tools, 'pg_basebackup'), [...words, ...connection])
  return server(places, 'standby', data, socketFolder)
}

async function own(cleanup: Cleanup, folder: string): Promise<void> {
  mkdirSync(folder, { mode: 0o700 })
  if (user !== undefined) await run(cleanup, 'chown', [`${user}:`, folder])
}

const server = ({ addresses, tools }: Places, name: string, data: string, socketFolder: string): Program => ({
  name,
  program: tools.postgres,
  args: [
    '-D',
    data,
    ...Object.entries(parameters(addresses.database, socketFolder)).flatMap(([k, v]) => ['-c', `${k}=${v}`]),
  ],
  ...(user !== undefined && { user }),
  ready: accepts(addresses.database),
  endsOn: 'SIGQUIT',
})

const parameters = (address: string, socketFolder: string) => ({
  listen_addresses: '127.0.0.1',
  port: portOf(address),
  unix_socket_directories: socketFolder,
  max_connections: 60,
  // As the operator's guide asks, for the statistics of statements, without the passwords of ALTER ROLE.
  shared_preload_libraries: 'pg_stat_statements',
  'pg_stat_statements.track_utility': 'off',
  fsync: 'off',
  // Files instead of /dev/shm: they go with the folder.
  dynamic_shared_memory_type: 'mmap',
})

/** Runs SQL as the superuser; each statement by itself, since databases are not created in a transaction. */
export function asSuperuser({ addresses, tools, cleanup }: Places, ...statements: readonly string[]): Promise<string> {
  const commands = statements.flatMap((sql) => ['--command', sql])
  const connection = ['--host=127.0.0.1', `--port=${portOf(addresses.database)}`, '--username=postgres']
  const quiet = ['--no-psqlrc', '--quiet', '--tuples-only', '--no-align', '--set=ON_ERROR_STOP=1']
  return run(cleanup, beside(tools, 'psql'), [...connection, ...quiet, ...commands])
}

/** The application's database and role, the exporter's role, and what it reads. */
export const roles = [
  'CREATE ROLE pybase LOGIN',
  'CREATE DATABASE pybase OWNER pybase',
  'CREATE ROLE postgres_exporter LOGIN',
  'GRANT pg_monitor TO postgres_exporter',
  '\\connect pybase',
  'CREATE EXTENSION pg_stat_statements',
]

/** PostgreSQL's other programs are beside the server, which PATH may have as a link. */
const beside = ({ postgres }: Tools, program: string): string => join(dirname(realpathSync(postgres)), program)

const asPostgres = (cleanup: Cleanup, program: string, args: readonly string[]): Promise<string> =>
  user === undefined
    ? run(cleanup, program, args)
    : run(cleanup, 'setpriv', [`--reuid=${user}`, `--regid=${user}`, '--clear-groups', '--', program, ...args])
