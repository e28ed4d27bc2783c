import { shorten } from '../clip.ts'
import { placeText } from '../diagnostic.ts'
import { printable } from '../printable.ts'
import type { Format } from '../report.ts'
import { summaryOf } from '../summary.ts'

/** In letters: GitHub takes comments of 65,536 bytes, and people read less. */
const budget = 50_000

/** For a comment or a job's summary: findings by file, the counts first. */
export const markdown: Format = (report) => {
  const { diagnostics } = report
  const [counts = '', ...notes] = summaryOf(report).split('\n')
  const parts = [`**${plain(counts)}**`, ...notes.map(plain)]
  let room = budget
  let told = 0
  let last: string | undefined
  for (const { check, severity, place, what, next, owner } of diagnostics) {
    const where = placeText({
      file: place.position === undefined ? 'the file' : `line ${place.position.line}`,
      path: place.path,
    })
    const whose = owner === undefined ? '' : ` (${plain(owner)})`
    const heading = place.file === last ? '' : `\n### ${plain(place.file)}\n\n`
    const line = `${heading}- **${severity}** \`${check}\` ${plain(where)}${whose}: ${plain(shorten(what))} ${plain(shorten(next))}`
    room -= line.length
    if (room < 0) break
    parts.push(line)
    last = place.file
    told += 1
  }
  const left = diagnostics.length - told
  return [...parts, ...(left === 0 ? [] : [`\n${left} more are left out.`])].join('\n')
}

/** Somebody's text, which must make neither links nor markup. */
const plain = (text: string): string =>
  printable(text)
    .replace(/[\\`*_{}[\]<>#|~@$!]/g, '\\$&')
    .replace(/\s+/g, ' ')
