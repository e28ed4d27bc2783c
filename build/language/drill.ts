import type { AnyAlert } from './alert.ts'
import { amountOf, aTime } from './demands/amounts.ts'
import { type Demand, due, isPlain, isTrue, line, listOf, optional, options, refuse } from './demands/demand.ts'
import { made } from './demands/kinds.ts'
import { shown } from './demands/shown.ts'
import type { Touch } from './touch.ts'
import { type Duration, magnitude } from './units.ts'

/** Something that happens to a healthy stack, and what must come of it. Times are in seconds. */
export interface Drill {
  readonly type: 'drill'
  /** What happens, as a clause: `Redis dies`. */
  readonly title: string
  /** The time of the day at which it begins, in UTC, since midnight. */
  readonly at: number
  /** When it is over, after its beginning; then all is as before. */
  readonly lasts: number
  readonly happens: readonly Touch[]
  readonly expects: Expectation
  /** Why what it expects does not come true yet; the table says so, and it must not come true unseen. */
  readonly notYet: string | undefined
}

/** What must come of a drill. Without `noticed` nobody is told of anything. */
export interface Expectation {
  readonly noticed: { readonly by: readonly [AnyAlert, ...AnyAlert[]]; readonly within: number } | undefined
  /** How often somebody is woken, and how often something waits for the morning. */
  readonly pages: number
  readonly tickets: number
}

interface About {
  /** When it begins, on a working day, in UTC: 10:00 unless it says something else. */
  readonly at?: `${number}:${number}`
  readonly lasts: Duration
  readonly happens: readonly (Touch | readonly Touch[])[]
  readonly notYet?: string
}

/** Somebody is told: by which alert, how soon after the beginning, and how many messages it takes. */
interface Noticed extends About {
  /** Any of several alerts will do where they are about one trouble. */
  readonly noticed: { readonly by: AnyAlert | readonly [AnyAlert, ...AnyAlert[]]; readonly within: Duration }
  readonly pages: number
  readonly tickets: number
  readonly quiet?: never
}

/** Nobody is told anything. */
interface Quiet extends About {
  readonly quiet: true
  readonly noticed?: never
  readonly pages?: never
  readonly tickets?: never
}

/** Something that goes wrong, or that only looks as if; `npm run drill` plays it against the alerts. */
export function drill(title: string, about: Noticed | Quiet): Drill {
  const word = `drill(${shown(title)})`
  refuse(word, line.faults(title, 'its title'), aboutDrill.faults(about, 'what follows the title'))
  refuse(word, contradictionsIn(about))
  const { at = '10:00', lasts, happens, noticed, pages = 0, tickets = 0, notYet } = about
  const [hours = 0, minutes = 0] = at.split(':').map(Number)
  return {
    type: 'drill',
    title,
    at: hours * 3600 + minutes * 60,
    lasts: magnitude(lasts),
    happens: happens.flat(),
    expects: {
      noticed: noticed && { by: listOfAlerts(noticed.by), within: magnitude(noticed.within) },
      pages,
      tickets,
    },
    notYet,
  }
}

const listOfAlerts = (by: AnyAlert | readonly [AnyAlert, ...AnyAlert[]]): readonly [AnyAlert, ...AnyAlert[]] =>
  'type' in by ? [by] : by

const aClock = due(
  'a time of the day',
  (value) => typeof value === 'string' && /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(value),
  "Write hours and minutes: '10:00'.",
)

const aTouch = due(
  'something that happens',
  (value) => isPlain(value) && 'does' in value,
  'Write stands(…), grows(…), scales(…), down(…) or another word of a drill.',
)

const touches: Demand = {
  due: 'a list of what happens',
  faults: (value, name) => listOf(aTouch, { least: 1 }).faults(Array.isArray(value) ? value.flat() : value, name),
}

const anAlert = made('alert', 'an alert', 'Import it from alerts/.')
const someAlerts: Demand = {
  due: 'an alert',
  faults: (value, name) =>
    Array.isArray(value) ? listOf(anAlert, { least: 1 }).faults(value, name) : anAlert.faults(value, name),
}

const anEnd: Demand = {
  due: 'a time',
  faults: (value, name) =>
    value === '0s'
      ? [{ what: `${name} is 0s, so that nothing happens.`, next: "Write how long it lasts: '1h'." }]
      : aTime.faults(value, name),
}

const aboutDrill = options({
  at: optional(aClock),
  lasts: anEnd,
  happens: touches,
  noticed: optional(options({ by: someAlerts, within: aTime })),
  pages: optional(amountOf('count')),
  tickets: optional(amountOf('count')),
  quiet: optional(isTrue),
  notYet: optional(line),
})

/** What a drill expects must be possible together, and something must be expected at all. */
function contradictionsIn({ noticed, pages, tickets, quiet }: Noticed | Quiet) {
  const told = [
    pages !== undefined && `pages: ${pages}`,
    tickets !== undefined && `tickets: ${tickets}`,
    noticed && 'noticed',
  ]
  const [first] = told.filter((each) => each !== false && each !== undefined)
  if (quiet)
    return first === undefined
      ? []
      : [{ what: `It is quiet, and has ${first}: one contradicts the other.`, next: 'Leave one of them out.' }]
  if (noticed === undefined)
    return [
      {
        what: 'It expects nothing, so that it would pass with every alert removed.',
        next: 'Say by which alert it must be noticed and how soon, or write `quiet: true`.',
      },
    ]
  if (pages === undefined || tickets === undefined)
    return [
      { what: 'It should say how many pages and tickets there are.', next: 'Add pages and tickets: 1 and 0, say.' },
    ]
  if (pages + tickets === 0)
    return [
      { what: 'It must be noticed, with pages: 0 and tickets: 0: nobody is told.', next: 'Correct pages or tickets.' },
    ]
  return []
}
