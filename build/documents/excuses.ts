import type { Place } from '../findings/diagnostic.ts'
import type { Waiver } from '../findings/waivers.ts'
import type { Cursor } from './cursor.ts'
import type { Reading } from './reading.ts'
import type { FileText } from './text.ts'

const opening = 'check-ignore '

/**
 * What the comments of a rule file excuse: `# check-ignore CHECK, CHECK until 2027-01-31: reason`. It holds for the rule that
 * it stands in or right above, and for the whole file where it stands before the first rule.
 */
export function excusesIn({ file, text }: FileText, reading: Reading): readonly Waiver[] {
  if (!text.includes(opening)) return []
  const lines = text.split('\n')
  const rules = reading.ruleFiles
    .filter((each) => each.file === file)
    .flatMap(({ groups }) => groups.flatMap((group) => group.rules.map(({ place }) => place)))
    .map((place) => ({ place, start: startOf(lines, place) }))
    .toSorted((a, b) => a.start - b.start)
  return lines.flatMap((line, at) => {
    const comment = line.trim()
    if (!comment.startsWith('#')) return []
    const said = comment.slice(1).trim()
    if (!said.startsWith(opening)) return []
    const next = lines.findIndex((each, below) => below > at && each.trim() !== '' && !each.trim().startsWith('#'))
    const above = rules.find(({ start }) => start === next)
    const holder = above ?? rules.findLast(({ start }) => start < at)
    const position = { line: at + 1, column: line.indexOf('#') + 1 }
    const place: Place = { file, path: holder?.place.path ?? [], position }
    return excusesOf(said.slice(opening.length), place, reading)
  })
}

/** The line on which the rule begins: that of its dash, which may stand above its name. */
function startOf(lines: readonly string[], { position = { line: 1, column: 1 } }: Place): number {
  for (let at = position.line - 1; at >= 0; at -= 1) {
    const line = lines[at] ?? ''
    const dash = line.search(/\S/)
    if (line.trimStart().startsWith('- ') && dash < position.column - 1) return at
  }
  return position.line - 1
}

/** `CHECK, CHECK until 2027-01-31: reason` */
function excusesOf(said: string, place: Place, reading: Reading): readonly Waiver[] {
  const colon = said.indexOf(':')
  const [checks = '', until] = (colon === -1 ? said : said.slice(0, colon)).split(' until ')
  const reason = colon === -1 ? '' : said.slice(colon + 1).trim()
  return checks
    .split(',')
    .flatMap((check) => excuse({ check: check.trim(), reason, until: until?.trim() }, place, reading))
}

/** What `checkIgnore` of a dashboard or panel excuses: `[{ "check": "…", "reason": "…", "until": "2027-01-31" }]`. */
export const excusesOfJson = (part: Cursor, place: Place, reading: Reading): readonly Waiver[] =>
  part.get('checkIgnore').items.flatMap((each) =>
    excuse(
      {
        check: each.get('check').text ?? '',
        reason: each.get('reason').text?.trim() ?? '',
        until: each.get('until').text,
      },
      { ...place, position: each.position },
      reading,
    ),
  )

interface Excuse {
  readonly check: string
  readonly reason: string
  readonly until: string | undefined
}

function excuse({ check, reason, until }: Excuse, place: Place, reading: Reading): readonly Waiver[] {
  if (check !== '' && reason !== '' && (until === undefined || /^\d{4}-\d\d-\d\d$/.test(until)))
    return [{ check, reason, place, ...(until === undefined ? {} : { until }) }]
  const lacking =
    check === '' ? 'names no check' : reason === '' ? 'has no reason' : `ends at "${until}", which is no date`
  reading.fault(
    'malformed-file',
    place,
    `This excuse ${lacking}.`,
    'Write "check-ignore CHECK: reason" or "check-ignore CHECK until 2027-01-31: reason".',
  )
  return []
}
