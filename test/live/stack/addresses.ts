import { createServer } from 'node:net'
import type { Stack as Settings } from '../../../build/stack/schema.ts'

/** The jobs that Prometheus scrapes here: all but those of containers and of Grafana, which Debian has no package of. */
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

/**
 * Below the ports from which Linux connects (32768 to 60999): while a server is down, nobody else's connection takes its
 * port, and nobody who calls it is connected to himself.
 */
const first = 10_000
const count = 22_000
let next = (process.pid * 61) % count

/** A free port of the loopback interface; never one that was answered before. Throws when there is none. */
export async function freePort(): Promise<number> {
  for (let tried = 0; tried < count; tried += 1) {
    const port = first + next
    next = (next + 1) % count
    if (await isFree(port)) return port
  }
  throw new Error(`no port from ${first} to ${first + count} is free`)
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
