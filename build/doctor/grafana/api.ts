import * as z from 'zod'
import type { Client } from '../client/client.ts'
import { Unanswered } from '../client/unanswered.ts'
import type { Context } from '../context.ts'

// The parts of Grafana's HTTP API that are asked, in the shapes of its documentation.

const mapping = z.record(z.string(), z.unknown())

const health = z.object({ database: z.string(), version: z.string().optional() })
const dataSource = z.looseObject({ uid: z.string(), name: z.string(), type: z.string() })
const sourceHealth = z.object({ status: z.string(), message: z.string().default('') })
const dashboard = z.object({
  dashboard: mapping,
  meta: z.object({
    provisioned: z.boolean().optional(),
    updated: z.string().optional(),
    updatedBy: z.string().optional(),
  }),
})
const found = z.array(z.object({ uid: z.string(), title: z.string() }))

export type DataSource = z.output<typeof dataSource>
export type StoredDashboard = z.output<typeof dashboard>
export type Found = z.output<typeof found>[number]

/** Grafana's examinations run only where the command line names it. */
export function grafanaOf({ servers: { grafana } }: Pick<Context, 'servers'>): Client {
  if (grafana === undefined) throw new RangeError('Grafana is not named')
  return grafana
}

/** Whether Grafana is well. It tells its version to those who are logged in, or to all. */
export const healthOf = (client: Client): Promise<z.output<typeof health>> => client.json(health, '/api/health')

/** `undefined` where Grafana has none of this uid. */
export const dataSourceOf = (client: Client, uid: string): Promise<DataSource | undefined> =>
  unlessMissing(client.json(dataSource, `/api/datasources/uid/${encodeURIComponent(uid)}`))

/** What a data source says of its own connection; its plugin answers, whose bad news come with status 400 or 500. */
export async function sourceHealthOf(client: Client, uid: string): Promise<z.output<typeof sourceHealth>> {
  const path = `/api/datasources/uid/${encodeURIComponent(uid)}/health`
  const { body } = await client.ask(path)
  const told = sourceHealth.safeParse(parsed(body))
  return told.success ? told.data : client.json(sourceHealth, path)
}

/** `undefined` where Grafana has none of this uid. */
export const dashboardOf = (client: Client, uid: string): Promise<StoredDashboard | undefined> =>
  unlessMissing(client.json(dashboard, `/api/dashboards/uid/${encodeURIComponent(uid)}`))

/** The dashboards with a tag. */
export const dashboardsTagged = (client: Client, tag: string): Promise<readonly Found[]> =>
  client.json(found, '/api/search', { type: 'dash-db', tag, limit: '1000' })

async function unlessMissing<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof Unanswered && error.status === 404) return undefined
    throw error
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
