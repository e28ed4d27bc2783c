import { freePort } from '../../../build/free-port.ts'
import type { Stack as Settings } from '../../../build/stack/schema.ts'

/** The jobs that Prometheus scrapes here: all but those of containers and of Grafana, which are no programs that can be started alone. */
export const targets = [
  'pybase-api',
  'extraction-worker',
  'search-worker',
  'postgres',
  'redis',
  'node',
  'prometheus',
  'alertmanager',
] as const satisfies readonly (keyof Settings['targets'])[]

/** The servers behind the exporters. */
const behind = ['database', 'broker'] as const

const names = [...targets, ...behind]

/** `127.0.0.1:PORT` of each job's target, and of PostgreSQL (`database`) and Redis (`broker`). */
export type Addresses = Readonly<Record<(typeof names)[number], string>>

/** A free address for each name. */
export async function freeAddresses(): Promise<Addresses> {
  const found: [string, string][] = []
  for (const name of names) found.push([name, `127.0.0.1:${await freePort()}`])
  return Object.fromEntries(found) as Addresses
}

/** The port of `host:port`. */
export const portOf = (address: string): string => address.slice(address.lastIndexOf(':') + 1)
