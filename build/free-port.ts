import { createServer } from 'node:net'

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
