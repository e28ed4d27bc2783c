import type { Annotation } from './annotations.ts'
import type { Changes } from './changes.ts'
import type { Run } from './run.ts'

/** The comment's first line, by which the next run finds it. */
export const marker = '<!-- pybase-monitoring: diff -->'

/** In characters. A comment holds 65,536, of which the diff takes up to 60,000. */
const room = { refusal: 2_000, annotations: 4_000, message: 400 }

/** The comment: what changes, and what the checks say. Everything that the pull request wrote is text in it. */
export function bodyOf({ conclusion, html_url }: Run, annotations: readonly Annotation[], changes: Changes): string {
  const diff = changes.compared
    ? changes.text
    : `\`out/\` could not be compared:\n\n${preformatted(changes.text.slice(0, room.refusal))}`
  const checks = `Checks: [${conclusion ?? 'unfinished'}](${html_url})`
  return [marker, '### What changes in the monitoring', diff, checks, ...told(annotations)].join('\n\n')
}

/** The gravest annotations that there is room for. */
function told(annotations: readonly Annotation[]): readonly string[] {
  if (annotations.length === 0) return []
  const sorted = [...annotations].sort((a, b) => rankOf(a) - rankOf(b))
  const lines: string[] = []
  let left = room.annotations
  for (const { annotation_level, path, start_line, title, message } of sorted) {
    const words = [title, message].filter((text) => text !== null && text !== '').join(': ')
    const line = `${annotation_level ?? 'notice'}  ${path}:${start_line}  ${words.slice(0, room.message)}`
    left -= escaped(line).length + 1
    if (left < 0) break
    lines.push(line)
  }
  const cut = annotations.length - lines.length
  const rest = cut === 0 ? [] : [`and ${cut} more: see the run`]
  const summary = annotations.length === 1 ? '1 annotation' : `${annotations.length} annotations`
  return [`<details><summary>${summary}</summary>`, preformatted([...lines, ...rest].join('\n')), '</details>']
}

const ranks = ['failure', 'warning', 'notice']
const rankOf = ({ annotation_level }: Annotation): number => ranks.indexOf(annotation_level ?? 'notice')

const preformatted = (text: string): string => `<pre>\n${escaped(text)}\n</pre>`

/** Text that is no markup, calls nobody and refers to no issue. */
const escaped = (text: string): string =>
  text
    .replace(/[&<>]/g, (sign) => entities[sign] ?? sign)
    .replace(/[^\P{C}\n]/gu, ' ')
    .replace(/[@#](?=\w)/g, '$&<!-- -->')

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
