import * as z from 'zod'
import type { Client } from '../client/client.ts'
import { Unanswered } from '../client/unanswered.ts'

// What a Grafana stores: its search, folders, dashboards and alert rules, in the shapes of its documentation.

const hits = z.array(
  z.object({
    uid: z.string(),
    title: z.string(),
    url: z.string().default(''),
    folderUid: z.string().optional(),
    folderTitle: z.string().optional(),
  }),
)
const folder = z.object({
  title: z.string(),
  parents: z.array(z.object({ title: z.string() })).default([]),
})
const mapping = z.record(z.string(), z.unknown())
const wrapped = z.object({ dashboard: mapping })
const refusal = z.object({ message: z.string() })

/** A dashboard as a search has it. */
export type Hit = z.output<typeof hits>[number]

const perPage = 1000
/** Asking for each takes a while, and nobody reads that many definitions. */
export const mostDashboards = 5000

/** Every dashboard that who asks may see, at most `mostDashboards` and one more. Throws `Unanswered`. */
export async function searchAll(client: Client): Promise<readonly Hit[]> {
  const found = new Map<string, Hit>()
  for (let page = 1; found.size <= mostDashboards; page += 1) {
    const before = found.size
    const query = { type: 'dash-db', limit: String(perPage), page: String(page) }
    const answer = await client.json(hits, '/api/search', query)
    for (const hit of answer) found.set(hit.uid, hit)
    // A server that knows no pages answers the same again.
    if (answer.length < perPage || found.size === before) break
  }
  return [...found.values()]
}

/** The titles of a folder and of those around it, the outermost first; `undefined` where who asks may not see it. */
export async function folderTitles(client: Client, uid: string): Promise<readonly string[] | undefined> {
  try {
    const { title, parents } = await client.json(folder, `/api/folders/${encodeURIComponent(uid)}`)
    return [...parents.map((parent) => parent.title), title]
  } catch (error) {
    if (error instanceof Unanswered && (error.status === 403 || error.status === 404)) return undefined
    throw error
  }
}

/**
 * A dashboard as Grafana keeps it: classic, or the resource of version 2 that its older API names instead. `undefined` where
 * it is gone meanwhile. Throws `Unanswered`.
 */
export async function dashboardStored(client: Client, uid: string): Promise<z.output<typeof mapping> | undefined> {
  const path = `/api/dashboards/uid/${encodeURIComponent(uid)}`
  const received = await client.ask(path)
  if (received.status === 404) return undefined
  const other = received.status === 406 ? resourcePath(received.body) : undefined
  return other === undefined ? (await client.json(wrapped, path)).dashboard : client.json(mapping, other)
}

/** The path that Grafana names for what its older API cannot answer: only one of its own dashboards. */
function resourcePath(body: string): string | undefined {
  const told = refusal.safeParse(parsed(body))
  const path = /\/apis\/dashboard\.grafana\.app\/v2\w*\/namespaces\/[\w-]+\/dashboards\/[\w-]+/
  return told.success ? path.exec(told.data.message)?.[0] : undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const element = z.object({ result: z.object({ model: mapping }) })

/** The panel that a library has under a uid; `undefined` where it is gone or who asks may not see it. Throws `Unanswered`. */
export async function libraryPanel(client: Client, uid: string): Promise<z.output<typeof mapping> | undefined> {
  try {
    return (await client.json(element, `/api/library-elements/${encodeURIComponent(uid)}`)).result.model
  } catch (error) {
    if (error instanceof Unanswered && (error.status === 403 || error.status === 404)) return undefined
    throw error
  }
}

/**
 * The alert rules that Grafana evaluates, as its export has them for files; none where it has none, and `undefined` where who
 * asks may not read them. Throws `Unanswered`.
 */
export async function managedAlerts(client: Client): Promise<z.output<typeof mapping> | undefined> {
  try {
    return await client.json(mapping, '/api/v1/provisioning/alert-rules/export', { format: 'json' })
  } catch (error) {
    if (!(error instanceof Unanswered)) throw error
    if (error.status === 404) return {}
    if (error.status === 403) return undefined
    throw error
  }
}
