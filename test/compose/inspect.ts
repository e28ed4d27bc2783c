import * as z from 'zod'
import { docker } from './command.ts'

const binding = z.object({ HostIp: z.string(), HostPort: z.string() })
const container = z.object({
  Id: z.string(),
  RestartCount: z.number(),
  State: z.object({
    Status: z.string(),
    Pid: z.number(),
    Health: z.object({ Status: z.string(), Log: z.array(z.object({ Output: z.string() })) }),
  }),
  HostConfig: z.object({ Memory: z.number(), PidsLimit: z.number(), Privileged: z.boolean() }),
  NetworkSettings: z.object({ Ports: z.record(z.string(), z.array(binding).nullable()) }),
})

/** What the engine says of a container of the stack. */
export const inspect = async (name: string): Promise<z.output<typeof container>> =>
  container.parse(JSON.parse(await docker('inspect', '--type', 'container', '--format', '{{json .}}', name)))

/** The lines of an engine's listing, such as `ps -a`. */
export async function list(...words: readonly string[]): Promise<readonly string[]> {
  const text = await docker(...words)
  return text.split('\n').filter((line) => line !== '')
}
