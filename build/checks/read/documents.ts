import { readJson } from './json.ts'
import { type Spots, UnreadableText } from './located.ts'
import { readYaml } from './yaml.ts'

/**
 * The documents of a text: JSON where it is JSON, since the reader of YAML takes a hundred times as long. Throws
 * `UnreadableText`.
 */
export function documentsOf(file: string, text: string): readonly { readonly value: unknown; readonly spots: Spots }[] {
  const isJson = file.toLowerCase().endsWith('.json')
  if (!isJson && !/^\s*[{[]/.test(text)) return readYaml(text)
  try {
    return [readJson(text)]
  } catch (error) {
    // `{groups: []}` is YAML.
    if (isJson || !(error instanceof UnreadableText)) throw error
    return readYaml(text)
  }
}
