import { readJson } from './json.ts'
import { Spots, UnreadableText } from './located.ts'
import { readYaml, type YamlDocument } from './yaml.ts'

/** Whether a file's name says that it is JSON. */
export const isJson = (file: string): boolean => file.toLowerCase().endsWith('.json')

/**
 * The documents of a text: JSON where it is JSON, since the reader of YAML takes a hundred times as long. Throws
 * `UnreadableText`.
 */
export function documentsOf(file: string, text: string, spots = new Spots(text)): readonly YamlDocument[] {
  if (!isJson(file) && !/^\s*[{[]/.test(text)) return readYaml(text, spots)
  try {
    return [{ ...readJson(text, spots), from: 0, cut: [] }]
  } catch (error) {
    // `{groups: []}` is YAML.
    if (isJson(file) || !(error instanceof UnreadableText)) throw error
    return readYaml(text, spots)
  }
}
