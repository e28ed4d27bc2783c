import * as z from 'zod'
import type { Client } from '../client/client.ts'

const status = z.object({
  config: z.object({ original: z.string() }),
  versionInfo: z.object({ version: z.string() }),
})

/** What Alertmanager tells of itself. `config.original` has its defaults filled in and its secrets masked. */
export const statusOf = (client: Client): Promise<z.output<typeof status>> => client.json(status, '/api/v2/status')
