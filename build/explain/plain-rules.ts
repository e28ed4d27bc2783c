import { UnreadableText } from '../checks/read/located.ts'
import { readYaml } from '../checks/read/yaml.ts'
import { below, objectsBelow } from '../checks/support/json.ts'
import { yamlOf } from '../targets/yaml.ts'

/**
 * The text of a rule file for promtool: of a PrometheusRule the groups alone; `undefined` where it is one already, or where
 * Prometheus cannot read it and says so.
 */
export function plainRules(text: string): string | undefined {
  const documents = documentsIn(text)
  if (documents.length === 0) return undefined
  if (Array.isArray(below(documents[0], 'groups'))) return undefined
  const manifests = documents.flatMap((value) => [value, ...objectsBelow(value, 'items')])
  const groups = manifests.flatMap((value) => {
    const found = below(value, 'spec', 'groups')
    return Array.isArray(found) ? found : []
  })
  return yamlOf({ groups })
}

function documentsIn(text: string): readonly unknown[] {
  try {
    return readYaml(text).map(({ value }) => value)
  } catch (error) {
    if (error instanceof UnreadableText) return []
    throw error
  }
}
