import type { TypeSource } from '../../definitions/types/checker.ts'
import { connect } from '../../doctor/client/connect.ts'
import { Unanswered } from '../../doctor/client/unanswered.ts'
import { printable } from '../../findings/printable.ts'
import { type Problem, Refused } from '../../findings/problem.ts'
import { lengthOf } from '../../history/inline.ts'
import { intervalOf, type Past, type Played, playRules, toldOf } from '../../history/play.ts'
import { type Remembering, rememberingOf, scrapedIn } from '../../history/server.ts'
import { nearest } from '../../nearest.ts'
import { printDuration } from '../../promql/duration.ts'
import { progressOn } from '../doctor/progress.ts'
import { usageOf } from '../usage.ts'
import { foreignSides, ownSides, type Side } from './sides.ts'
import { type Side as Shown, textOf } from './text.ts'

export interface HistoryOptions {
  /** The URL of the Prometheus. */
  readonly history: string
  readonly since: string | undefined
  readonly against: string | undefined
  /** Rule files of anybody's, instead of the definitions. */
  readonly rules: readonly string[]
  /** The `alertmanager.yml` that they go with. */
  readonly alertmanager: string | undefined
  /** The alerts that are asked for; all without one. */
  readonly names: readonly string[]
  readonly timeout: string | undefined
  readonly ca: string | undefined
  readonly insecure: boolean
  readonly types: TypeSource
}

const usualSince = '30d'
/** Prometheus gives up after two minutes by itself. */
const usualTimeout = '60'
/** The evaluation interval of Prometheus without a word. */
const usualInterval = 60_000

/**
 * Plays alert rules over what a Prometheus remembers and prints what they would have done. Answers 0; throws `Refused`, with
 * exit 2 for what cannot be asked, and with exit 1, after all the others, for each rule that the server refuses.
 */
export async function drillHistory(options: HistoryOptions): Promise<number> {
  const { history, rules, against, types, names } = options
  if (options.alertmanager !== undefined && rules.length === 0)
    throw wrong('--alertmanager goes with --rules: the definitions say themselves who is told.')
  const asked = sinceOf(options.since)
  const client = connect({
    timeout: options.timeout ?? usualTimeout,
    ca: options.ca,
    insecure: options.insecure,
    environment: process.env,
    // There are as many questions as the past is long.
    answersInAll: 100_000,
  })('prometheus', history, 'history')
  if (options.insecure) console.error('warning  --insecure: any certificate is taken, so anybody could be answering.')
  const all = rules.length > 0 ? await foreignSides(options) : await ownSides(against, types)
  refuseUnknown(all, names)
  const sides = names.length === 0 ? all : all.map((side) => only(side, names))
  const progress = progressOn(process.stderr)
  try {
    const server = await rememberingOf(client)
    const since = keptOf(server, asked, options.since)
    const usual = sides[0]?.interval ?? server.evaluationInterval ?? usualInterval
    const finest = Math.min(
      ...sides.flatMap(({ rules: { alerts } }) => alerts.map((alert) => intervalOf(alert, { interval: usual }))),
    )
    const whole = { from: server.now - since, until: server.now }
    progress.tell('When was anything scraped?', 0, 100)
    const scraped = await scrapedIn(client, whole, finest)
    const span = { from: scraped.since ?? whole.from, until: whole.until }
    const past: Past = { client, server, span, scraped, interval: usual }
    const remembered = new Map<string, Played>()
    const shown: Shown[] = []
    for (const [at, side] of sides.entries()) {
      const played = await playRules(side.rules, past, remembered, (alert, moment, share) =>
        progress.tell(
          `${alert}: until ${minuteOf(moment)}`,
          Math.floor((100 * (at + Math.max(0, share))) / sides.length),
          100,
        ),
      )
      const told = side.notifying === undefined ? undefined : toldOf(played, side.notifying, span)
      shown.push({ shown: side.shown, played, told })
    }
    progress.clear()
    console.log(printableLines(textOf(shown, past, { since, url: client.url })))
    const refused = shown.flatMap(({ played }) => played).flatMap(problemsOf)
    if (refused.length > 0) throw new Refused(refused)
    return 0
  } catch (error) {
    progress.clear()
    if (!(error instanceof Unanswered)) throw error
    throw new Refused({ where: '--history', what: error.what, next: error.next }, 2)
  }
}

/** What servers and files say must not steer a terminal. */
const printableLines = (text: string): string => text.split('\n').map(printable).join('\n')

const minuteOf = (ms: number): string => new Date(ms).toISOString().slice(0, 16).replace('T', ' ')

function sinceOf(text: string = usualSince): number {
  const since = lengthOf(text)
  if (since !== undefined && since >= 1000) return since
  throw wrong(`--since ${printable(text)} is no duration of a second or more, such as 12h or 30d.`)
}

/** How far back it is looked. What is asked for must be kept; what is not asked for is as long as it is kept. */
function keptOf({ retention }: Remembering, since: number, said: string | undefined): number {
  if (retention === undefined || since <= retention) return since
  if (said === undefined) return retention
  const kept = printDuration(retention)
  throw new Refused(
    {
      where: 'command line › --since',
      what: `Prometheus keeps ${kept}, and ${said} are asked for.`,
      next: `Write --since ${kept} or less, or keep more: --storage.tsdb.retention.time.`,
    },
    2,
  )
}

const only = (side: Side, names: readonly string[]): Side => ({
  ...side,
  rules: { ...side.rules, alerts: side.rules.alerts.filter(({ rule }) => names.includes(rule.name)) },
})

function refuseUnknown(sides: readonly Side[], names: readonly string[]): void {
  const known = new Set(sides.flatMap(({ rules }) => rules.alerts.map(({ rule }) => rule.name)))
  const strange = names.find((name) => !known.has(name))
  if (strange === undefined) return
  const meant = nearest(strange, [...known])
  throw new Refused(
    {
      where: 'command line › drill',
      what: printable(`There is no alert ${strange}${meant === undefined ? '' : `; did you mean ${meant}?`}`),
      next: 'With --history, name alerts, or none for all of them.',
    },
    2,
  )
}

const problemsOf = ({ rule, refused }: Played): readonly Problem[] =>
  refused === undefined
    ? []
    : [
        {
          where: printable(`${rule.place.file} › ${rule.name}`),
          what: printable(refused),
          next: 'Correct the expression, or play it on a Prometheus that knows what it says.',
        },
      ]

const wrong = (what: string): Refused =>
  new Refused({ where: 'command line › drill', what, next: `Usage: ${usageOf('drill')}` }, 2)
