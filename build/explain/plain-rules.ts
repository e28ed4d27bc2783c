import { UnreadableText } from '../documents/located.ts'
import { below } from '../documents/values.ts'
import { readYaml } from '../documents/yaml.ts'
import { yamlOf } from '../documents/yaml-text.ts'

/**
 * The text of a rule file for promtool: of a manifest, of what is inside one, or of a bare list the groups alone, without what only
 * other rulers know; `undefined` where it is one already, or where Prometheus cannot read it and says so.
 */
export function plainRules(text: string): string | undefined {
  const documents = documentsIn(text)
  if (documents.length === 0) return undefined
  const [first] = documents
  const own = below(first, 'groups')
  if (Array.isArray(own) && documents.length === 1 && isAllKnown(first, ['groups']) && own.every(isGroup))
    return undefined
  const groups = Array.isArray(first) ? first : documents.flatMap(groupsIn)
  return yamlOf({ groups: apart(groups.map(withoutOthers)) })
}

/** The groups of a document, wherever it has them: a manifest in its `spec`, a ConfigMap as a text, the values of a chart by file. */
function groupsIn(value: unknown): readonly unknown[] {
  if (typeof value === 'string') return /^groups[ \t]*:/m.test(value) ? documentsIn(value).flatMap(groupsIn) : []
  if (typeof value !== 'object' || value === null) return []
  const own = below(value, 'groups')
  if (Array.isArray(own)) return own
  return Object.values(value).flatMap(groupsIn)
}

/** A file has each group once; what others keep in several has another name in one. */
function apart(groups: readonly unknown[]): readonly unknown[] {
  const seen = new Map<string, number>()
  return groups.map((group) => {
    const name = String(below(group, 'name'))
    const times = (seen.get(name) ?? 0) + 1
    seen.set(name, times)
    return times === 1 ? group : { ...(group as object), name: `${name} (${times})` }
  })
}

/** What Prometheus knows of a group. */
const known = ['name', 'interval', 'limit', 'query_offset', 'labels', 'rules']

const isAllKnown = (value: unknown, keys: readonly string[]): boolean =>
  typeof value !== 'object' || value === null || Object.keys(value).every((key) => keys.includes(key))

const isGroup = (group: unknown): boolean => isAllKnown(group, known)

const withoutOthers = (group: unknown): unknown =>
  typeof group === 'object' && group !== null && !Array.isArray(group)
    ? Object.fromEntries(Object.entries(group).filter(([key]) => known.includes(key)))
    : group

function documentsIn(text: string): readonly unknown[] {
  try {
    return readYaml(text).map(({ value }) => value)
  } catch (error) {
    if (error instanceof UnreadableText) return []
    throw error
  }
}
