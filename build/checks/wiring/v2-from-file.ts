import { folderOf, isAbsolute, isWithin, join, nameOf } from '../../documents/paths.ts'
import { textBelow } from '../../documents/values.ts'
import type { Dashboard } from '../../documents/views.ts'
import type { Subject } from '../../model/subject.ts'
import type { Check, Finding } from '../check.ts'
import { servicesOf } from '../support/compose-services.ts'
import { deepest, hostPath } from '../support/mounts.ts'
import { writtenTo } from '../support/output.ts'

export const v2FromFile: Check = {
  id: 'v2-from-file',
  severity: 'error',
  covers: ['I09'],
  about:
    'A dashboard in a folder that a provider loads is in the classic form. Grafana takes version 2 of the schema by its API, from Git Sync and from the operator; from a provisioned file it refuses it ("dashboard appears to be in v2 format"), says so in its log alone, and goes on without the dashboard. Where the mounts do not tell which folder a provider reads, one of the same name is taken for it.',
  run: (subject) =>
    subject.dashboards
      .filter((dashboard) => dashboard.isV2)
      .flatMap((dashboard) =>
        foldersOf(subject)
          .filter(({ isRead }) => isRead(dashboard))
          .slice(0, 1)
          .map(({ provider, path }): Finding => finding(dashboard, provider, path)),
      ),
}

interface Provided {
  readonly provider: string
  /** In the container. */
  readonly path: string
  readonly isRead: (dashboard: Dashboard) => boolean
}

/** What the providers of files read. */
function foldersOf(subject: Subject): readonly Provided[] {
  const { compose, provisioning } = subject
  const grafana = servicesOf(subject).find(({ program }) => program.startsWith('grafana'))
  return (provisioning?.providers ?? []).flatMap((provider) => {
    const path = textBelow(provider, 'options', 'path') ?? ''
    if (path === '' || (provider.type !== undefined && provider.type !== 'file')) return []
    const mount = grafana && deepest(grafana, path)
    const folder = mount && compose && hostPath(folderOf(writtenTo(subject, compose.place.file)), mount, path)
    return [{ provider: String(provider.name ?? ''), path, isRead: ({ file }) => isIn(file, folder, path) }]
  })
}

/** Whether a file lies in the folder on the host, or else in one that is called as that of the container is. */
function isIn(file: string, folder: string | undefined, path: string): boolean {
  const place = join('.', file)
  if (folder !== undefined && isAbsolute(folder) === isAbsolute(place)) return isWithin(folder, place)
  return (
    folder === undefined &&
    folderOf(place)
      .split('/')
      .includes(nameOf(path.replace(/\/+$/, '')))
  )
}

const finding = ({ place, file }: Dashboard, provider: string, path: string): Finding => ({
  place,
  what: `Grafana does not load version 2 of the schema from a file, and the provider ${provider} reads ${path}, where this one lies.`,
  next: `Make a classic dashboard of it, npm run convert -- ${file} OUT.json, or hand it to Grafana's API, Git Sync or the operator.`,
})
