import * as z from 'zod'
import { until } from '../../support/until.ts'
import { Failed } from '../phase.ts'
import type { Message } from '../receiver.ts'
import { ask } from '../stack/api.ts'
import type { Stack } from '../stack/stack.ts'
import { type Expected, expectations, type Firing, type Labels } from './expected.ts'

/** Nothing here depends on when something happens, only that it does: a loaded machine is slow. */
const longestMs = 180_000

const known = z.array(
  z.object({
    labels: z.record(z.string(), z.string()),
    fingerprint: z.string(),
    status: z.object({ state: z.string(), inhibitedBy: z.array(z.string()) }),
  }),
)
const firing = z.object({
  alerts: z.array(
    z.object({ labels: z.record(z.string(), z.string()), state: z.enum(['pending', 'firing']), activeAt: z.string() }),
  ),
})

/** Sees what Prometheus and Alertmanager know of alerts, and what people hear. */
export class Observer {
  readonly stack: Stack
  readonly expected: (firing: Firing) => Expected

  constructor(stack: Stack) {
    this.stack = stack
    this.expected = expectations(stack.configuration)
  }

  /** How many messages there are: what comes later is news. */
  get now(): number {
    return this.stack.receiver.messages.length
  }

  hasHeard(of: Expected, state: Message['status'], since: number): boolean {
    const news = this.stack.receiver.messages.slice(since)
    return of.channels.every((channel) => news.some((each) => each.channel === channel && of.says(each, state)))
  }

  /** Waits until every channel of the alert has told it. Throws `Failed`. */
  async heard(of: Expected, state: Message['status'], since: number): Promise<void> {
    if (await until(() => this.hasHeard(of, state, since), longestMs)) return
    throw new Failed([
      `${show(of.labels)} is not told as ${state} on ${of.channels.join(' and ')}`,
      ...(await this.#situation(of, since)),
    ])
  }

  /** Waits until Alertmanager has the alert with exactly these labels, inhibited or not. Throws `Failed`. */
  async inAlertmanager(of: Expected, inhibited: boolean): Promise<void> {
    const isThere = async () => {
      const all = await this.#alertmanager()
      const [found] = all.filter(({ labels }) => isSame(labels, of.labels))
      if (found === undefined) return false
      const by = all.filter(({ fingerprint }) => found.status.inhibitedBy.includes(fingerprint))
      const isRight = by.every(({ labels }) => labels.severity === 'critical' && labels.component === of.component)
      return inhibited ? by.length > 0 && isRight : found.status.inhibitedBy.length === 0
    }
    if (await until(isThere, longestMs)) return
    throw new Failed([
      `Alertmanager should have ${show(of.labels)}, ${inhibited ? '' : 'not '}inhibited`,
      ...(await this.#situation(of, this.now)),
    ])
  }

  /** The names of the alerts that fire now. */
  async firing(): Promise<readonly string[]> {
    return (await this.#prometheus())
      .filter(({ state }) => state === 'firing')
      .map(({ labels }) => labels.alertname ?? '')
  }

  /** When the alert became active, once it fires; the server may be restarting. */
  async activeSince(of: Expected): Promise<string> {
    let since: string | undefined
    const isFiring = async () => {
      const alerts = await this.#prometheus().catch(() => [])
      since = alerts.find(({ labels, state }) => state === 'firing' && isSame(labels, of.labels))?.activeAt
      return since !== undefined
    }
    if ((await until(isFiring, longestMs)) && since !== undefined) return since
    throw new Failed([`${show(of.labels)} does not fire`, ...(await this.#situation(of, this.now))])
  }

  async #alertmanager() {
    const { alertmanager } = this.stack.addresses
    return known.parse(await (await fetch(`http://${alertmanager}/api/v2/alerts`)).json())
  }

  async #prometheus() {
    return firing.parse(await ask(this.stack.addresses.prometheus, 'alerts')).alerts
  }

  /** What to look at when something does not come to pass. */
  async #situation({ labels: { alertname } }: Expected, since: number): Promise<readonly string[]> {
    const of = <T extends { readonly labels: Labels }>(all: readonly T[]) =>
      all.filter(({ labels }) => labels.alertname === alertname)
    const { messages, misunderstood } = this.stack.receiver
    const prometheus = await this.#prometheus().catch(() => [])
    const alertmanager = await this.#alertmanager().catch(() => [])
    return [
      ...of(prometheus).map(({ labels, state }) => `Prometheus: ${show(labels)} ${state}`),
      ...of(alertmanager).map(({ labels, status }) => `Alertmanager: ${show(labels)} ${status.state}`),
      ...messages.slice(since).map(({ channel, status, title }) => `${channel} heard: ${status} ${title}`),
      ...misunderstood,
    ].map((line) => `  ${line}`)
  }
}

const isSame = (left: Labels, right: Labels): boolean =>
  Object.keys(left).length === Object.keys(right).length &&
  Object.entries(right).every(([name, value]) => left[name] === value)

const show = ({ alertname, ...labels }: Labels): string =>
  `${alertname}{${Object.entries(labels)
    .map(([name, value]) => `${name}="${value}"`)
    .join(', ')}}`
