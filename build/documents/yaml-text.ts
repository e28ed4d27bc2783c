import { Document, isMap, isScalar } from 'yaml'
import { generatedFrom } from '../output/artifact.ts'

/** A comment above one key of a mapping; `at` is the path of keys to it. */
export interface Note {
  readonly at: readonly string[]
  readonly text: string
}

/**
 * The text of a generated YAML file: a first line that names its source, then `value` with its keys in the order they
 * were written. Strings that YAML 1.1 readers would take for something else (`on`, `y`, `010`, `1:30`) are quoted,
 * several lines become a literal block, and nothing is folded, anchored or aliased.
 * Throws a `RangeError` for a note about a key that is not there.
 */
export function toYaml(value: unknown, source: string, notes: readonly Note[] = []): string {
  return `# ${generatedFrom(source)}\n${yamlOf(value, notes)}`
}

/** The same without the first line. */
export function yamlOf(value: unknown, notes: readonly Note[] = []): string {
  const document = new Document(value, { aliasDuplicateObjects: false, compat: 'yaml-1.1' })
  for (const { at, text } of notes) keyOf(document, at).commentBefore = comment(text)
  return document.toString({ lineWidth: 0, blockQuote: 'literal', singleQuote: true })
}

function keyOf(document: Document, at: readonly string[]) {
  const parent = at.length === 1 ? document.contents : document.getIn(at.slice(0, -1), true)
  const pair = isMap(parent)
    ? parent.items.find(({ key }) => isScalar(key) && key.value === at[at.length - 1])
    : undefined
  if (!isScalar(pair?.key)) throw new RangeError(`There is no ${at.join(' › ')} to write a note about`)
  return pair.key
}

const comment = (text: string): string => text.replace(/^(?=.)/gm, ' ')
