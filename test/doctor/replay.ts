import { once } from 'node:events'
import { createServer } from 'node:http'
import { portOf } from '../live/stack/addresses.ts'
import { accepts } from '../live/stack/servers.ts'
import type { ServerName } from '../live/stack/stack.ts'
import { eventually } from '../support/until.ts'
import type { Undo, World } from './world.ts'

/** How a target answers in another one's place. */
export interface Answer {
  readonly status?: number
  readonly type?: string
  readonly body: string
}

/**
 * Puts a server in the place of a target: it answers with what the target last exposed, changed. The undoing starts the
 * target again.
 */
export async function replay(
  { stack }: World,
  {
    server,
    job,
    path = '/metrics',
  }: { readonly server: ServerName; readonly job: keyof World['stack']['addresses']; readonly path?: string },
  change: (text: string) => string | Answer,
): Promise<Undo> {
  const address = stack.addresses[job]
  let changed: string | Answer = ''
  // What an earlier fault broke may take a moment to be exposed again: an exporter has yet to reach its server.
  await eventually(
    async () => {
      const recorded = await (await fetch(`http://${address}${path}`)).text()
      changed = change(recorded)
      return changed !== recorded
    },
    () => `the fault changes nothing in what ${job} exposes`,
  )
  const {
    status = 200,
    type = 'text/plain; version=0.0.4',
    body,
  } = typeof changed === 'string' ? { body: changed } : changed
  await stack.servers[server].kill()
  // The processes of its group let go of the port a moment later.
  await eventually(
    async () => !(await accepts(address)()),
    () => `${server} was killed, and something still listens at ${address}`,
  )
  const replacement = createServer((_, response) => {
    response.writeHead(status, { 'content-type': type }).end(body)
  })
  await once(replacement.listen(Number(portOf(address)), '127.0.0.1'), 'listening')
  return async () => {
    replacement.closeAllConnections()
    await new Promise((resolve) => replacement.close(resolve))
    await stack.servers[server].start()
  }
}
