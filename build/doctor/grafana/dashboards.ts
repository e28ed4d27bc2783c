import { readDashboard } from '../../diff/read/dashboard.ts'
import type { PlacedDashboard } from '../../model/model.ts'
import type { Subject } from '../../model/subject.ts'
import { subjectOf } from '../../subject.ts'
import type { Client } from '../client/client.ts'
import { printable } from '../client/printable.ts'
import { type Context, generated } from '../context.ts'
import type { Examination, Finding } from '../examination.ts'
import { dashboardOf, dashboardsTagged, grafanaOf, type StoredDashboard } from './api.ts'
import { driftOf, type Ours } from './drift.ts'

export const grafanaDashboards: Examination = {
  id: 'grafana-dashboards',
  question: 'Does it show the generated dashboards, unchanged?',
  needs: ['grafana-reachable'],
  async run(context) {
    const client = grafanaOf(context)
    const subject = subjectOf(context.model)
    const all = context.model.dashboards.map((placed) => oursOf(context, placed))
    const findings = await Promise.all(all.map((each) => findingsOf(client, each, subject)))
    return {
      facts: [`${all.length} dashboards compared`],
      findings: [...findings.flat(), ...(await copies(client, all, subject))],
    }
  },
}

function oursOf(context: Context, placed: PlacedDashboard): Ours {
  const path = `grafana-dashboards/${placed.name}.json`
  return { placed, view: readDashboard(path, JSON.parse(generated(context, path))) }
}

async function findingsOf(client: Client, ours: Ours, subject: Subject): Promise<readonly Finding[]> {
  const { placed } = ours
  const where = `Grafana › dashboard ${placed.title}`
  const stored = await dashboardOf(client, placed.uid)
  if (stored === undefined)
    return [
      {
        severity: 'error',
        where,
        what: `Grafana has no dashboard with the uid ${placed.uid}.`,
        next: 'Bring the generated provisioning/ and grafana-dashboards/ to Grafana, and read its log: it tells which file it refuses.',
      },
    ]
  return [...imported(where, stored), ...changed(where, stored, driftOf(ours, stored.dashboard, subject), placed)]
}

function imported(where: string, { meta }: StoredDashboard): readonly Finding[] {
  if (meta.provisioned !== false) return []
  const what = 'It was imported by hand: no new build reaches it.'
  return [{ severity: 'warning', where, what, next: 'Delete it, and let the generated provisioning/ bring it.' }]
}

function changed(
  where: string,
  { meta }: StoredDashboard,
  drift: readonly string[],
  { file }: PlacedDashboard,
): readonly Finding[] {
  if (drift.length === 0) return []
  const by = [meta.updatedBy, meta.updated].flatMap((each) => (each ? printable(each, 60) : []))
  return [
    {
      severity: 'warning',
      where,
      what: `It is not the generated one${by.length === 0 ? '' : `; last saved by ${by.join(' at ')}`}.`,
      next: `\`npm run import -- --again --from-grafana URL\` brings what was edited back into ${file}; then build and deploy. Where nothing was edited in Grafana, an older build is deployed.`,
      details: drift,
    },
  ]
}

/** Whoever edits a provisioned dashboard can save a copy only; it keeps the tags. */
async function copies(client: Client, all: readonly Ours[], subject: Subject): Promise<readonly Finding[]> {
  const uids = new Set(all.map(({ placed }) => placed.uid))
  const tagged = (await dashboardsTagged(client, 'generated')).filter(({ uid }) => !uids.has(uid))
  const findings = await Promise.all(
    tagged.map(async ({ uid, title }): Promise<readonly Finding[]> => {
      const stored = await dashboardOf(client, uid)
      const original = all.find(({ placed }) => isCopy(stored?.dashboard.tags, placed))
      if (stored === undefined || original === undefined) return []
      const { file, title: ours, uid: own } = original.placed
      return [
        {
          severity: 'note',
          where: `Grafana › dashboard ${printable(title, 80)}`,
          what: `It is a copy of ${ours}, with the uid ${printable(uid, 40)}: no new build reaches it.`,
          next: `Take what is wanted into ${file}, build and deploy, then delete the copy.`,
          details: driftOf(original, { ...stored.dashboard, title: ours, uid: own }, subject),
        },
      ]
    }),
  )
  return findings.flat()
}

const isCopy = (tags: unknown, { tags: ours }: PlacedDashboard): boolean =>
  Array.isArray(tags) && ours.every((tag) => tags.includes(tag))
