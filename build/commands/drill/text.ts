import type { Notification } from '../../drills/alertmanager.ts'
import { opened } from '../../drills/outcome.ts'
import type { Past, Played } from '../../history/play.ts'
import { type Tally, tallyOf } from '../../history/tally.ts'
import { printDuration } from '../../promql/duration.ts'

/** A version of the rules, and what came of it. */
export interface Side {
  readonly shown: string
  readonly played: readonly Played[]
  /** `undefined` where nothing says who is told. */
  readonly told: readonly Notification[] | undefined
}

/** What was asked, and of whom. */
export interface Asked {
  /** In milliseconds. */
  readonly since: number
  readonly url: string
}

/** What the rules would have done, for people; of two versions what is otherwise in the second. */
export function textOf(sides: readonly Side[], past: Past, asked: Asked): string {
  const after = sides.at(-1)
  const before = sides.length > 1 ? sides[0] : undefined
  if (after === undefined) return ''
  const table = before === undefined ? alone(after, past) : compared(before, after, past)
  return [heading(sides, past, asked), ...table, ...told(before, after), ...notesOf(sides, past, asked)].join('\n')
}

const heading = (sides: readonly Side[], { span }: Past, { url }: Asked): string =>
  `${sides.map(({ shown }) => shown).join(' → ')}, over what ${url} remembers from ${timeOf(span.from)} to ${timeOf(span.until)}:\n`

const timeOf = (ms: number): string => `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`

const columns = ['alert', 'severity', 'fired', 'in all', 'longest', 'only pending'] as const

interface Line {
  readonly alert: string
  readonly severity: string
  readonly tally: Tally
}

/** The rules of one alert are told together. */
function linesOf({ played }: Side, { span }: Past): readonly Line[] {
  const names = [...new Set(played.map(({ rule }) => rule.name))]
  return names.map((alert) => {
    const rules = played.filter(({ rule }) => rule.name === alert)
    const severities = [...new Set(rules.map(({ rule }) => rule.labels.severity ?? ''))]
    return {
      alert,
      severity: severities.filter((each) => each !== '').join(', ') || '–',
      tally: tallyOf(
        rules.flatMap(({ spells }) => spells),
        span.until,
      ),
    }
  })
}

const cellsOf = ({ fired, pending, total, longest, isFiring }: Tally): readonly string[] => [
  String(fired),
  fired === 0 ? '–' : `${lengthText(total)}${isFiring ? ', still' : ''}`,
  fired === 0 ? '–' : lengthText(longest),
  pending === 0 ? '–' : pending === 1 ? 'once' : `${pending} times`,
]

function alone(side: Side, past: Past): readonly string[] {
  const lines = linesOf(side, past)
  const heard = lines.filter(({ tally }) => tally.fired + tally.pending > 0)
  const silent = lines.filter(({ tally }) => tally.fired + tally.pending === 0)
  return [
    ...(heard.length === 0
      ? []
      : tableOf([columns, ...heard.map(({ alert, severity, tally }) => [alert, severity, ...cellsOf(tally)])])),
    ...list('neither fired nor waited', silent),
  ]
}

function compared(before: Side, after: Side, past: Past): readonly string[] {
  const [old, now] = [linesOf(before, past), linesOf(after, past)]
  const names = [...new Set([...old, ...now].map(({ alert }) => alert))]
  const pairs = names.map((alert) => {
    const of = (lines: readonly Line[]): Line | undefined => lines.find((each) => each.alert === alert)
    return { alert, was: of(old), is: of(now) }
  })
  const cells = (line: Line | undefined): readonly string[] =>
    line === undefined ? columns.slice(1).map(() => 'none') : [line.severity, ...cellsOf(line.tally)]
  const isSame = ({ was, is }: (typeof pairs)[number]): boolean => cells(was).join() === cells(is).join()
  const others = pairs.filter((pair) => !isSame(pair))
  const same = pairs.filter(isSame)
  return [
    ...(others.length === 0
      ? ['What changed makes no difference to any alert.']
      : tableOf([
          columns,
          ...others.map(({ alert, was, is }) => [
            alert,
            ...cells(was).map((text, at) => arrow(text, cells(is)[at] ?? '')),
          ]),
        ])),
    ...list(
      'fired as before',
      same.flatMap(({ is }) => (is !== undefined && is.tally.fired > 0 ? is : [])),
    ),
    ...list(
      'fired in neither',
      same.flatMap(({ is }) => (is?.tally.fired === 0 ? is : [])),
    ),
  ]
}

const arrow = (was: string, is: string): string => (was === is ? is : `${was} → ${is}`)

const list = (what: string, lines: readonly Line[]): readonly string[] =>
  lines.length === 0
    ? []
    : ['', `${counted(lines.length, 'alert')} ${what}: ${lines.map(({ alert }) => alert).join(', ')}`]

const counted = (count: number, what: string): string => `${count} ${plural(count, what)}`

const plural = (count: number, what: string): string => (count === 1 ? what : `${what}s`)

/** Columns as wide as their widest cell. */
function tableOf(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = columns.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)))
  return rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

/** How many people were told, after grouping and inhibition. */
function told(before: Side | undefined, after: Side): readonly string[] {
  if (after.told === undefined)
    return ['', 'Who is told was not asked: --alertmanager FILE names the alertmanager.yml that goes with the rules.']
  const severities = [...new Set([before, after].flatMap((side) => severitiesOf(side)))]
  const counts = severities.map((severity) => {
    const now = opened(after.told ?? [], [severity])
    const was = before?.told === undefined ? now : opened(before.told, [severity])
    const what = words[severity]
    return `${arrow(String(was), String(now))} ${what === undefined ? `of severity ${severity}` : plural(now, what)}`
  })
  return ['', `Told after grouping and inhibition: ${counts.length === 0 ? 'nothing' : counts.join(', ')}.`]
}

const words: Readonly<Record<string, string | undefined>> = { critical: 'page', warning: 'ticket' }

const order = ['critical', 'warning']

/** Those of which somebody may be told, the worst first. */
const severitiesOf = (side: Side | undefined): readonly string[] =>
  [...new Set((side?.played ?? []).map(({ rule }) => rule.labels.severity ?? ''))]
    .filter((severity) => severity !== '' && severity !== 'none')
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))

const rank = (severity: string): number => (order.includes(severity) ? order.indexOf(severity) : order.length)

/** What a reader must know before believing it. */
function notesOf(
  sides: readonly Side[],
  { span, scraped, interval, server }: Past,
  { since }: Asked,
): readonly string[] {
  const played = sides.flatMap((side) => side.played)
  const computed = [...new Set(played.flatMap((each) => each.computed))].sort()
  const down = scraped.gaps.map(({ from, until }) => until - from)
  const short = scraped.since !== undefined && span.from - (span.until - since) > 2 * interval
  const grain = [...new Set(played.map(({ group }) => (group.interval ?? interval / 1000) * 1000))].sort(
    (a, b) => a - b,
  )
  const notes = [
    `evaluated every ${grain.map((each) => printDuration(Math.round(each))).join(' or ')}, at the moments of this Prometheus where it has the group; a stretch is known to within that`,
    ...(short
      ? [`it remembers ${lengthText(span.until - span.from)} of the ${printDuration(since)} that were asked for`]
      : []),
    ...(scraped.since === undefined ? ['it has no series `up`: when it was down is not known'] : []),
    ...(down.length === 0
      ? []
      : [
          `nothing was scraped for ${lengthText(down.reduce((a, b) => a + b, 0))} in all, ${lengthText(Math.max(...down))} at the longest: nothing was evaluated then`,
        ]),
    ...(computed.length === 0
      ? []
      : [`computed in place, since it has not recorded them all the time: ${listed(computed)}`]),
    ...(server.groups.length === 0 ? ['it evaluates no rules now: at which moments it did is not known'] : []),
    ...played.flatMap(({ rule, refused, failures, failure }) =>
      refused === undefined && failures > 0
        ? [`${rule.name}: ${counted(failures, 'evaluation')} failed and changed nothing. The first: ${failure}`]
        : [],
    ),
  ]
  return ['', ...[...new Set(notes)].map((note) => `note  ${note}`)]
}

const mostListed = 5

const listed = (names: readonly string[]): string =>
  names.length <= mostListed
    ? names.join(', ')
    : `${names.length} recording rules, such as ${names.slice(0, 3).join(', ')}`

/** A duration in two units at most. */
function lengthText(ms: number): string {
  const unit = ms >= 86_400_000 ? 3_600_000 : ms >= 3_600_000 ? 60_000 : ms >= 10_000 ? 1000 : 1
  return printDuration(Math.round(ms / unit) * unit)
}
