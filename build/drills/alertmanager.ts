import type { LabelSet } from '../promql/evaluate/series.ts'
import { keyOf } from '../witness/simulate.ts'
import type { Sent } from './evaluate.ts'
import { endsOf, fits, type Notifying, type Route } from './notifying.ts'
import type { Span } from './spans.ts'

/** A message of Alertmanager to one integration of a receiver. Times are Unix milliseconds. */
export interface Notification {
  readonly at: number
  readonly receiver: string
  /** `slack`, `pagerduty`, `webhook` … */
  readonly integration: string
  /** The route and the labels that its alerts have in common. */
  readonly group: string
  readonly firing: readonly LabelSet[]
  readonly resolved: readonly LabelSet[]
}

/** While Alertmanager runs, and how. */
export interface Running {
  readonly from: number
  readonly until: number
  /** When it is down: it hears of nothing, and forgets its groups; what it told is kept on disk. */
  readonly deaf?: readonly Span[]
  /** How often it removes groups that are empty, in milliseconds: half a minute, and no setting. */
  readonly maintenance?: number
}

/** What Alertmanager tells whom, given what Prometheus sends it. */
export function notificationsOf(
  notifying: Notifying,
  sent: readonly Sent[],
  running: Running,
): readonly Notification[] {
  const server = new Alertmanager(notifying, running)
  const stops = (running.deaf ?? []).toSorted((a, b) => a.from - b.from)
  const inbox = sent.toSorted((a, b) => a.at - b.at)
  while (true) {
    const arrives = inbox[0]?.at ?? Number.POSITIVE_INFINITY
    const now = Math.min(arrives, server.next)
    const [stop] = stops
    if (stop !== undefined && stop.from <= now) {
      server.stop()
      stops.shift()
      while ((inbox[0]?.at ?? Number.POSITIVE_INFINITY) < stop.until) inbox.shift()
    } else if (now > running.until) return server.told
    else if (server.next <= arrives) server.flush()
    else {
      const [alert] = inbox.splice(0, 1)
      if (alert !== undefined) server.receive(alert)
    }
  }
}

/** Alerts that are told together. */
interface Group {
  readonly route: Route
  readonly key: string
  readonly alerts: Map<string, Sent>
  hasFlushed: boolean
  next: number
}

/** What an integration was last told of a group. */
interface Entry {
  readonly at: number
  readonly firing: ReadonlySet<string>
  readonly resolved: ReadonlySet<string>
}

/** The server, moved on from one event to the next. */
class Alertmanager {
  readonly told: Notification[] = []
  readonly #notifying: Notifying
  readonly #maintenance: number
  #swept: number
  readonly #groups = new Map<string, Group>()
  readonly #known = new Map<string, Sent>()
  readonly #log = new Map<string, Entry>()

  constructor(notifying: Notifying, { from, maintenance = 30_000 }: Running) {
    this.#notifying = notifying
    this.#maintenance = maintenance
    this.#swept = from
  }

  /** When the next group is due. */
  get next(): number {
    return this.#due?.next ?? Number.POSITIVE_INFINITY
  }

  get #due(): Group | undefined {
    return [...this.#groups.values()].reduce<Group | undefined>(
      (first, each) => (first !== undefined && first.next <= each.next ? first : each),
      undefined,
    )
  }

  stop(): void {
    this.#groups.clear()
    this.#known.clear()
  }

  receive(alert: Sent): void {
    this.#sweep(alert.at)
    const id = keyOf(alert.labels)
    this.#known.set(id, alert)
    for (const route of endsOf(this.#notifying.route, alert.labels)) {
      const common = route.groupBy.map((label) => `${label}=${alert.labels[label] ?? ''}`)
      const key = [route.id, ...common].join(' ')
      const known = this.#groups.get(key)
      const group = known ?? { route, key, alerts: new Map(), hasFlushed: false, next: alert.at + route.wait }
      this.#groups.set(key, group)
      group.alerts.set(id, alert)
      // One that has fired for long does not wait for others.
      if (!group.hasFlushed && alert.startsAt + route.wait < alert.at) group.next = alert.at
    }
  }

  flush(): void {
    this.#sweep(this.next)
    const group = this.#due
    if (group === undefined) return
    const now = group.next
    group.hasFlushed = true
    group.next = now + group.route.interval
    const all = [...group.alerts]
    const heard = all.filter(([, alert]) => !this.#isMuted(alert, now))
    if (heard.length > 0) this.#tell(group, heard, now)
    for (const [id, { endsAt }] of all) if (endsAt <= now) group.alerts.delete(id)
  }

  #tell({ route, key: group }: Group, heard: readonly (readonly [string, Sent])[], now: number): void {
    const { receiver, repeat } = route
    const firing = heard.filter(([, { endsAt }]) => endsAt > now)
    const resolved = heard.filter(([, { endsAt }]) => endsAt <= now)
    for (const [at, { kind, sendsResolved }] of (this.#notifying.receivers.get(receiver) ?? []).entries()) {
      const key = `${group} ${receiver} ${at}`
      const is = { firing: idsOf(firing), resolved: idsOf(resolved) }
      if (!isDue(this.#log.get(key), is, sendsResolved, now - repeat)) continue
      this.#log.set(key, { at: now, ...is })
      if (firing.length === 0 && !sendsResolved) continue
      this.told.push({
        at: now,
        receiver,
        integration: kind,
        group,
        firing: firing.map(([, { labels }]) => labels),
        resolved: sendsResolved ? resolved.map(([, { labels }]) => labels) : [],
      })
    }
  }

  /** Whether an inhibition keeps an alert silent; one that fits both sides is not silenced by its like. */
  #isMuted({ labels }: Sent, now: number): boolean {
    return this.#notifying.inhibitions.some(({ source, target, equal }) => {
      if (!fits(target, labels)) return false
      const isSource = fits(source, labels)
      return [...this.#known.values()].some(
        (other) =>
          other.endsAt > now &&
          fits(source, other.labels) &&
          !(isSource && fits(target, other.labels)) &&
          equal.every((label) => (other.labels[label] ?? '') === (labels[label] ?? '')),
      )
    })
  }

  #sweep(now: number): void {
    if (this.#swept + this.#maintenance > now) return
    this.#swept += Math.floor((now - this.#swept) / this.#maintenance) * this.#maintenance
    for (const [key, { alerts }] of this.#groups) if (alerts.size === 0) this.#groups.delete(key)
  }
}

const idsOf = (alerts: readonly (readonly [string, Sent])[]): ReadonlySet<string> => new Set(alerts.map(([id]) => id))

/** Whether an integration must be told, as Alertmanager decides it. */
function isDue(entry: Entry | undefined, is: Omit<Entry, 'at'>, sendsResolved: boolean, repeated: number): boolean {
  if (entry === undefined) return is.firing.size > 0
  if (![...is.firing].every((id) => entry.firing.has(id))) return true
  if (is.firing.size === 0) return entry.firing.size > 0
  if (sendsResolved && ![...is.resolved].every((id) => entry.resolved.has(id))) return true
  return entry.at < repeated
}
