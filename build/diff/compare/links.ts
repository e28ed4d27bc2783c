import type { RuleGroupView } from '../read/rules.ts'
import type { Version } from '../read/version.ts'
import type { PairedDashboards } from './pairs.ts'

/** Rewrites links to panels of the later version as the earlier one numbered them. */
export type AlignLinks = (text: string) => string

/** A panel that got another number is the same panel: links to it did not change. */
export function renumbered({ pairs }: PairedDashboards): ReadonlyMap<string, string> {
  const numbers = new Map<string, string>()
  for (const { before, after, panels } of pairs) {
    for (const [old, now] of panels.pairs)
      if (old.id !== undefined && now.id !== undefined && (old.id !== now.id || before.uid !== after.uid))
        numbers.set(`${after.uid}/${now.id}`, `${before.uid}/${old.id}`)
  }
  return numbers
}

export function aligning(numbers: ReadonlyMap<string, string>): AlignLinks {
  if (numbers.size === 0) return (text) => text
  return (text) =>
    text.replace(
      /\/d\/([\w-]{1,99})([^\s"')]{0,999}?viewPanel=(?:panel-)?)(\d+)/g,
      (found, uid: string, between: string, id) => {
        const [oldUid, oldId] = numbers.get(`${uid}/${id}`)?.split('/') ?? []
        return oldId === undefined ? found : `/d/${oldUid}${between}${oldId}`
      },
    )
}

/** The rules and documents of the later version, with the numbers of the earlier. */
export function alignVersion(version: Version, numbers: ReadonlyMap<string, string>, align: AlignLinks): Version {
  if (numbers.size === 0) return version
  const rename = (annotations: Readonly<Record<string, string>>): Readonly<Record<string, string>> => {
    const texts = Object.fromEntries(Object.entries(annotations).map(([name, text]) => [name, align(text)]))
    const [uid, panel] = numbers.get(`${annotations.__dashboardUid__}/${annotations.__panelId__}`)?.split('/') ?? []
    return uid === undefined || panel === undefined ? texts : { ...texts, __dashboardUid__: uid, __panelId__: panel }
  }
  const groups = version.groups.map(
    (group): RuleGroupView => ({
      ...group,
      rules: group.rules.map((rule) => ({ ...rule, annotations: rename(rule.annotations) })),
    }),
  )
  return { ...version, groups, documents: version.documents.map(({ file, text }) => ({ file, text: align(text) })) }
}
