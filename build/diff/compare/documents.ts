import type { Change, Weight } from '../change.ts'
import { pair } from '../match/pair.ts'
import type { VersionText } from '../read/version.ts'
import { lineDetail } from './detail.ts'

/** Runbooks, templates and instrumentation, as text. What a runbook quotes of its rule is told at the rule. */
export function compareDocuments(before: readonly VersionText[], after: readonly VersionText[]): readonly Change[] {
  const { pairs, removed, added } = pair(before, after, [({ file }) => file])
  const line = (part: string, what: string): Change => ({
    weight: weightOf(part),
    part,
    what: `${nameOf(part)} ${what}`,
  })
  return [
    ...removed.map(({ file }) => line(file, 'is removed')),
    ...pairs.flatMap(([old, now]) => {
      const [was, is] = [proseOf(old), proseOf(now)]
      return was === is
        ? []
        : [
            {
              ...line(now.file, `is ${now.file.endsWith('.py') ? 'changed' : 'reworded'}`),
              detail: lineDetail(was, is),
            },
          ]
    }),
    ...added.map(({ file }) => line(file, 'is new')),
  ]
}

const nameOf = (file: string): string => {
  const name = file.slice(file.lastIndexOf('/') + 1)
  if (name.endsWith('.md')) return `the runbook ${name.replace(/\.md$/, '')}`
  return name.endsWith('.py') ? `the module ${name}` : `the template ${name}`
}

/** What an application exposes is data; the rest is prose. */
const weightOf = (file: string): Weight => (file.endsWith('.py') ? 'data' : 'appearance')

/** Without the table of facts and the generated sections, which say again what the rule says. */
function proseOf({ file, text }: VersionText): string {
  if (!file.endsWith('.md')) return text
  return text
    .replace(/<!-- Generated from .{0,999}? -->\n/, '')
    .replace(/^\|.*\|\n/gm, '')
    .replace(/^### (?:The rule|Where to look)\n[\s\S]*?(?=^## |$(?![\s\S]))/gm, '')
    .trim()
}
