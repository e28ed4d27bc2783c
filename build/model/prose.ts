/** A second-level heading of a runbook and the text below it. */
export interface Section {
  readonly title: string
  /** Counted from 1. */
  readonly line: number
  readonly text: string
}

/** The sections that the prose of every runbook has; the generated runbook adds to them, and has no other. */
export const sectionTitles = ['Meaning', 'Impact', 'Diagnosis', 'Mitigation'] as const

/** The sections of a runbook in their order, the text before the first one under an empty title. Code is no heading. */
export function sectionsOf(markdown: string): readonly Section[] {
  const sections: { title: string; line: number; lines: string[] }[] = [{ title: '', line: 1, lines: [] }]
  let isCode = false
  for (const [at, line] of markdown.split(/\r?\n/).entries()) {
    if (/^\s*(```|~~~)/.test(line)) isCode = !isCode
    const title = isCode ? undefined : /^## +(.*\S)\s*$/.exec(line)?.[1]
    if (title === undefined) sections.at(-1)?.lines.push(line)
    else sections.push({ title, line: at + 1, lines: [] })
  }
  return sections.map(({ lines, ...section }) => ({ ...section, text: lines.join('\n').trim() }))
}
