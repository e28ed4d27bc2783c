import type { Receiver } from '../receiver.ts'
import type { Addresses } from './addresses.ts'
import type { Cleanup } from './cleanup.ts'
import type { Chosen } from './releases.ts'
import type { Server } from './server.ts'
import type { Tools } from './tools.ts'

/** Where everything is; what a program of the stack needs to know to start. */
export interface Places {
  /** A folder of the run's own, removed when the run ends, however it ends. */
  readonly home: string
  /** The generated files, built for the release set and for these addresses: `prometheus.yml`, `alerts/`, `instrumentation/`. */
  readonly configuration: string
  /** `127.0.0.1:PORT` of each job's exposition, and of PostgreSQL and Redis. */
  readonly addresses: Addresses
  /** `postgresql://pybase:…@127.0.0.1:PORT/pybase`, of the application's role. */
  readonly databaseUrl: string
  /** `redis://127.0.0.1:PORT/0`: cache, broker and result store. */
  readonly redisUrl: string
  /** Undoes what a fault leaves behind, such as mounts, also when the run is interrupted. */
  readonly cleanup: Cleanup
  readonly tools: Tools
  readonly chosen: Chosen
}

export const serverNames = [
  'postgres',
  'redis',
  'postgres_exporter',
  'redis_exporter',
  'node_exporter',
  'alertmanager',
  'prometheus',
  'pybase-api',
  'extraction-worker',
  'search-worker',
  'load',
] as const
export type ServerName = (typeof serverNames)[number]

/** The running stack. */
export interface Stack extends Places, AsyncDisposable {
  readonly servers: Readonly<Record<ServerName, Server>>
  /** What Alertmanager delivers to. */
  readonly receiver: Receiver
  /** Unix seconds before which nothing was recorded. */
  readonly startedAt: number
  /** What differs from a real installation, one line each. */
  readonly substituted: readonly string[]
  /** Ends every process and removes `home`. */
  stop(): Promise<void>
}
