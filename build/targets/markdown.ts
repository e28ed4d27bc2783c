import { type Artifact, generatedFrom } from '../output/artifact.ts'

/** A page of the reference: its file's name, its title, and its paragraphs and tables. */
export const page = (name: string, title: string, source: string, parts: readonly string[]): Artifact => ({
  path: `reference/${name}.md`,
  text: `${[`<!-- ${generatedFrom(source)} -->`, `# ${title}`, ...parts].join('\n\n')}\n`,
})

/** A table; cells may hold Markdown, but no line breaks of their own. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map(cell).join(' | ')} |`).join('\n')

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

/** Text in the font of code. */
export const code = (text: string): string => `\`${text}\``

/** Text from outside, with nothing in it that Markdown or HTML would read. */
export const plain = (text: string): string => text.replace(/[\\`*_[\]<>&#]/g, (sign) => `\\${sign}`)

export const promql = (text: string): string => `\`\`\`promql\n${text}\n\`\`\``

/** The anchor that GitHub gives to a heading. */
export const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-')
