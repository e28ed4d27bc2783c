import { UnreadableText } from '../checks/read/located.ts'
import { readYaml } from '../checks/read/yaml.ts'
import { below, objectsBelow } from '../checks/support/json.ts'
import { yamlOf } from '../targets/yaml.ts'

/**
 * The text of a rule file for promtool: of a PrometheusRule or of a bare list the groups alone, without what only other rulers
 * know; `undefined` where it is one already, or where Prometheus cannot read it and says so.
 */
export function plainRules(text: string): string | undefined {
  const documents = documentsIn(text)
  if (documents.length === 0) return undefined
  const [first] = documents
  const own = below(first, 'groups')
  if (Array.isArray(own) && documents.length === 1 && isAllKnown(first, ['groups']) && own.every(isGroup))
    return undefined
  const manifests = documents.flatMap((value) => [value, ...objectsBelow(value, 'items')])
  const groups = [
    ...(Array.isArray(first) ? first : []),
    ...manifests.flatMap((value) => [below(value, 'groups'), below(value, 'spec', 'groups')]).flatMap(listed),
  ]
  return yamlOf({ groups: groups.map(withoutOthers) })
}

const listed = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

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
