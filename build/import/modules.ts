import * as language from '../index.ts'
import { packageName } from '../place.js'
import { type Code, namesIn } from './code.ts'

const words = new Set(Object.keys(language))

/** Whether definitions import this name from the language. */
export const isWord = (name: string): boolean => words.has(name)

/** An import of these words, broken over lines where it is long; nothing for none. */
export function importLine(names: readonly string[]): string {
  if (names.length === 0) return ''
  const sorted = [...new Set(names)].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))
  const line = `import { ${sorted.join(', ')} } from '${packageName}'`
  return line.length <= 120 ? line : `import {\n${sorted.map((name) => `  ${name},\n`).join('')}} from '${packageName}'`
}

/** The imports that code needs: words of the language, and other files of the project by the names under which it calls them. */
export function importsOf(codes: readonly Code[], files: ReadonlyMap<string, string>): readonly string[] {
  const named = new Set(codes.flatMap(namesIn))
  const used = [...named].filter((name) => words.has(name))
  const spaces = [...files].filter(([name]) => named.has(name))
  return [
    importLine(used),
    ...spaces
      .map(([name, path]) => `import * as ${name} from '${path}'`)
      .sort((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1)),
  ].filter((line) => line !== '')
}

const pathOf = (line: string): string => line.slice(line.indexOf("'"))
