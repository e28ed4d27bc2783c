import { type Change, type Numbers, weights } from '../../diff/change.ts'
import { grouped } from '../../diff/match/pair.ts'
import { short } from '../../diff/words.ts'
import { printable } from '../../findings/printable.ts'
import { entities, escapedHtml } from '../../html.ts'
import { drawnLines } from './drawn.ts'
import { headings } from './headings.ts'
import { linesOf, type Mark } from './lines.ts'
import type { Comparison, Format } from './report.ts'
import { countsOf, summaryOf } from './summary.ts'

/** In bytes. GitHub takes comments of 65,536; the rest is for what surrounds the diff. */
export const budget = 60_000
/** Headings, and the sentence about what was left out. */
const reserve = 2_000
const longest = 300
/** More drawings nobody compares, and each takes a moment to be played. */
const mostDrawings = 8

/** For a pull request's comment: queries behind a fold, and below GitHub's limit however much has changed. */
export const markdown: Format = (comparison) => {
  const { told, leftOut } = fitting(comparison)
  const sections = weights.flatMap((weight) => {
    const these = told.filter(({ change }) => change.weight === weight)
    return these.length === 0 ? [] : [section(headings[weight], weight === 'alerting' || weight === 'data', these)]
  })
  const rest = leftOut.length === 0 ? [] : [`Left out, since a comment holds no more: ${countsOf(leftOut)}.`]
  return [`**${plain(summaryOf(comparison))}**`, ...sections, ...rest].join('\n\n')
}

interface Told {
  readonly change: Change
  readonly line: string
}

/** The gravest lines that fit, then what is behind their folds, as far as there is room. */
function fitting({ changes, explanation = () => undefined }: Comparison): {
  readonly told: readonly Told[]
  readonly leftOut: readonly Change[]
} {
  let room = budget - reserve
  const parts = new Set<string>()
  const told: Told[] = []
  for (const change of changes) {
    const line = `- ${plain(short(change.what, longest))}${linkTo(explanation(change.alert ?? ''))}`
    const place = `${change.weight} ${change.part}`
    const cost = Buffer.byteLength(line) + 1 + (parts.has(place) ? 0 : Buffer.byteLength(partLine(change.part)) + 4)
    if (cost > room) break
    room -= cost
    parts.add(place)
    told.push({ change, line })
  }
  const drawn = new Set<string>()
  const folded = told.map(({ change, line }) => {
    const key = JSON.stringify(change.numbers)
    const isDrawn = change.numbers !== undefined && !drawn.has(key) && drawn.size < mostDrawings
    const unfolded = isDrawn ? withDrawing(change.numbers, line) : withDetail(change, explanation(change.alert ?? ''))
    if (isDrawn) drawn.add(key)
    const cost = unfolded === undefined ? 0 : Buffer.byteLength(unfolded) - Buffer.byteLength(line)
    if (unfolded === undefined || cost > room) return { change, line }
    room -= cost
    return { change, line: unfolded }
  })
  return { told: folded, leftOut: changes.slice(told.length) }
}

function section(heading: string, isOpen: boolean, lines: readonly Told[]): string {
  const parts = [...grouped(lines, ({ change }) => change.part)]
  const body = parts
    .map(([part, these]) => `${partLine(part)}\n\n${these.map(({ line }) => line).join('\n')}`)
    .join('\n\n')
  if (isOpen) return `### ${heading}\n\n${body}`
  return `<details><summary><b>${heading}</b> (${lines.length})</summary>\n\n${body}\n\n</details>`
}

const linked = 'what sets it off'

const linkTo = (address: string | undefined): string => (address === undefined ? '' : ` ([${linked}](${address}))`)

const partLine = (part: string): string => `**${plain(short(part))}**`

/** In one block of HTML, which Markdown leaves alone as long as there is no empty line in it. */
function withDetail({ what, detail }: Change, address: string | undefined): string | undefined {
  if (detail === undefined) return undefined
  const lines = linesOf(detail, marked)
  if (lines.length === 0) return undefined
  const inside = lines
    .map((line) => `  ${line}`)
    .join('\n')
    .trimStart()
  const link = address === undefined ? '' : ` (<a href="${address}">${linked}</a>)`
  return `- <details><summary>${html(short(what, longest))}${link}</summary><pre>${inside}</pre></details>`
}

/** In a block of its own below the line: numbers and letters alone, which nobody else wrote. */
function withDrawing(numbers: Numbers, line: string): string | undefined {
  const lines = drawnLines(numbers)
  if (lines.length === 0) return undefined
  return [line, '  ```text', ...lines.map((each) => `  ${printable(each).replaceAll('`', "'")}`), '  ```'].join('\n')
}

const marked: Mark = (is, text) => {
  const told = html(text)
  return is === 'same' ? told : is === 'removed' ? `<del>${told}</del>` : `<ins>${told}</ins>`
}

/** Text inside HTML. */
const html = (text: string): string => calm(escapedHtml(printable(text)))

/** Text inside Markdown. */
const plain = (text: string): string =>
  calm(printable(text).replace(/[\\`*_{}[\]()#+!|~&<>$]/g, (sign) => entities[sign] ?? `\\${sign}`))

/** Where GitHub would begin a link by itself: a person, an issue, an address, a commit. A comment in between keeps it from that. */
const links =
  /@(?=\w)|#(?=\d)|\bGH(?=-\d)|\b(?:https?|ftp|mailto|xmpp):|\bwww(?=\.)|\b[0-9a-f]{6}(?=[0-9a-f]{1,34}\b)/gi

const calm = (text: string): string => text.replace(links, '$&<!-- -->')
