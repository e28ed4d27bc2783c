import { basename } from 'node:path'
import type { Client } from '../../doctor/client/client.ts'
import { connect } from '../../doctor/client/connect.ts'
import { Unanswered } from '../../doctor/client/unanswered.ts'
import {
  dashboardStored,
  folderTitles,
  type Hit,
  managedAlerts,
  mostDashboards,
  searchAll,
} from '../../doctor/grafana/stored.ts'
import { limited } from '../../doctor/limited.ts'
import type { FileText } from '../../documents/text.ts'
import { Refused } from '../../findings/problem.ts'
import { withLibraryPanels } from './library.ts'

/** The Grafana that is asked, as the command line has it. */
export interface FromGrafana {
  readonly url: string
  readonly timeout: string | undefined
  readonly ca: string | undefined
  readonly insecure: boolean
}

/** What a Grafana stores, as the files that its people could have exported. */
export interface Stored {
  readonly texts: readonly FileText[]
  /** The folder of each file, by its name. */
  readonly folders: ReadonlyMap<string, string>
  /** Sentences: what is not taken over, or under another name. */
  readonly left: readonly string[]
}

const atOnce = 4

/**
 * Asks a Grafana for its dashboards and alert rules, or for the dashboards of these uids alone, and changes nothing there.
 * Throws `Refused` (exit 2).
 */
export async function storedIn({ url, ...connection }: FromGrafana, uids?: ReadonlySet<string>): Promise<Stored> {
  const client = connect({ ...connection, environment: process.env })('grafana', url, 'from-grafana')
  if (connection.insecure)
    console.error('warning  --insecure: any certificate is taken, so anybody could be answering.')
  try {
    return uids === undefined ? await filesOf(client) : await filesNamed(client, uids)
  } catch (error) {
    if (!(error instanceof Unanswered)) throw error
    throw new Refused({ where: '--from-grafana', what: error.what, next: error.next }, 2)
  }
}

async function filesNamed(client: Client, uids: ReadonlySet<string>): Promise<Stored> {
  const stored = await limited([...uids], atOnce, async (uid) => ({ uid, json: await dashboardStored(client, uid) }))
  const texts = stored.flatMap(({ uid, json }) =>
    json === undefined ? [] : [{ file: `${client.url}/${uid}.json`, text: JSON.stringify(json), isNamed: true }],
  )
  return { texts, folders: new Map(), left: [] }
}

async function filesOf(client: Client): Promise<Stored> {
  const hits = await searchAll(client)
  if (hits.length > mostDashboards)
    throw new Refused(
      {
        where: '--from-grafana',
        what: `It has more than ${mostDashboards} dashboards.`,
        next: 'Use a token that sees the folders of one team, or export those and name the files.',
      },
      2,
    )
  const paths = await foldersOf(client, hits)
  const stored = await limited(hits, atOnce, ({ uid }) => dashboardStored(client, uid))
  const texts: FileText[] = []
  const folders = new Map<string, string>()
  const left = [...paths.left]
  for (const [at, hit] of hits.entries()) {
    const json = stored[at]
    const { title, folderUid = '' } = hit
    if (json === undefined) left.push(`the dashboard ${title} (${hit.uid}): it is gone meanwhile.`)
    else if (isEmpty(json)) left.push(`the dashboard ${title} (${hit.uid}): it has no panels.`)
    else {
      const whole = await withLibraryPanels(client, json)
      left.push(...whole.left.map((what) => `the dashboard ${title} (${hit.uid}): ${what}`))
      const folder = paths.byUid.get(folderUid) ?? ''
      const named = (stem: string) => [client.url, ...(folder === '' ? [] : [folder]), `${stem}.json`].join('/')
      const wish = named(slugOf(hit))
      const file = folders.has(wish) ? named(`${slugOf(hit)}-${hit.uid}`) : wish
      folders.set(file, folder)
      texts.push({ file, text: JSON.stringify(whole.json), isNamed: true })
    }
  }
  const alerts = await managedAlerts(client)
  if (alerts === undefined)
    left.push('its alert rules: who asks may not read them; the permission is alert.provisioning:read.')
  else if (Array.isArray(alerts.groups) && alerts.groups.length > 0)
    texts.push({ file: `${client.url}/grafana-alerts.json`, text: JSON.stringify(alerts), isNamed: true })
  return { texts, folders, left }
}

/** A classic dashboard without a panel, of which nothing would tell that it is a dashboard. */
const isEmpty = (json: Readonly<Record<string, unknown>>): boolean =>
  !('apiVersion' in json) && !Array.isArray(json.panels) && !Array.isArray(json.rows)

/** The name under which Grafana links to it, where that has letters. */
const slugOf = ({ uid, url }: Hit): string => {
  const slug = basename(url)
  return /[A-Za-z0-9]/.test(slug) && !url.endsWith(`/d/${slug}`) ? slug : uid
}

/** The paths of folders by their uids: titles with slashes between them. */
async function foldersOf(client: Client, hits: readonly Hit[]) {
  const titles = new Map<string, string>()
  for (const { folderUid, folderTitle } of hits)
    if (folderUid !== undefined && folderUid !== '') titles.set(folderUid, folderTitle ?? folderUid)
  const all = await limited([...titles], atOnce, async ([uid, title]) => ({
    uid,
    names: (await folderTitles(client, uid)) ?? [title],
  }))
  const byUid = new Map(all.map(({ uid, names }) => [uid, names.map(asFolder).join('/')]))
  const renamed = [...new Set(all.flatMap(({ names }) => names))].filter((name) => asFolder(name) !== name)
  return { byUid, left: renamed.map((name) => `the name of the folder ${name}: it is ${asFolder(name)} now.`) }
}

/** A title as the name of one folder, which has no slash in it and does not lead elsewhere. */
const asFolder = (title: string): string =>
  title
    .replace(/[/\\\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu, '-')
    .trim()
    .replace(/^\.+$/, 'folder') || 'folder'
