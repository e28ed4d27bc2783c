import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as language from '../language/index.ts'
import { type Code, namesIn } from './code.ts'

const words = new Set(Object.keys(language))

/** Where files in a folder find what definitions import. */
export interface Specifiers {
  /** The words of the language. */
  readonly language: string
  /** `defineStack`, from the folder above. */
  readonly stack: string
}

/** From the folders of a project's definitions. */
export const specifiersFrom = (project: string): Specifiers => ({
  language: wayTo(join(project, 'queries'), '../language/index.ts'),
  stack: wayTo(project, '../stack/define.ts'),
})

function wayTo(folder: string, file: string): string {
  const way = relative(folder, fileURLToPath(new URL(file, import.meta.url))).replaceAll('\\', '/')
  return way.startsWith('.') ? way : `./${way}`
}

/** An import of these words, broken over lines where it is long; nothing for none. */
export function importLine(names: readonly string[], specifier: string): string {
  if (names.length === 0) return ''
  const sorted = [...new Set(names)].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))
  const line = `import { ${sorted.join(', ')} } from '${specifier}'`
  return line.length <= 120 ? line : `import {\n${sorted.map((name) => `  ${name},\n`).join('')}} from '${specifier}'`
}

/** The imports that code needs: words of the language, and other files of the project by the names under which it calls them. */
export function importsOf(
  codes: readonly Code[],
  specifier: string,
  files: ReadonlyMap<string, string>,
): readonly string[] {
  const named = new Set(codes.flatMap(namesIn))
  const used = [...named].filter((name) => words.has(name))
  const spaces = [...files].filter(([name]) => named.has(name))
  return [
    importLine(used, specifier),
    ...spaces
      .map(([name, path]) => `import * as ${name} from '${path}'`)
      .sort((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1)),
  ].filter((line) => line !== '')
}

const pathOf = (line: string): string => line.slice(line.indexOf("'"))
