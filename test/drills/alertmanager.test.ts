import { createServer } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import { stringify } from 'yaml'
import { type Notification, notificationsOf } from '../../build/drills/alertmanager.ts'
import type { Sent } from '../../build/drills/evaluate.ts'
import { notifyingOf } from '../../build/drills/notifying.ts'
import { type Played, play, theatre } from '../../build/drills/play.ts'
import { alertmanagerConfig } from '../../build/targets/alertmanager.ts'
import { model } from '../checks/model.ts'
import { type Alertmanager, startAlertmanager } from '../doctor/alertmanager.ts'
import { testWith } from '../support/tools.ts'

// What drills make of Alertmanager is held against the real one, which hears the same: every duration of its configuration
// and of the drills is divided by one factor, and the drills run side by side, told apart by a label of their own.

const faster = 60
/** Unscaled, in milliseconds: what comes this close together may come in either order. */
const together = 6_000

/** As generated, but that waiting is no multiple of the evaluation interval: nothing falls on the moment of something else. */
function waiting(route: Json): Json {
  const { group_wait: wait, routes = [] } = route
  return {
    ...route,
    ...(typeof wait === 'string' && { group_wait: `${Number.parseInt(wait, 10) + 7}s` }),
    routes: (routes as readonly Json[]).map(waiting),
  }
}

type Json = Readonly<Record<string, unknown>>

const generated: Json = alertmanagerConfig(model.stack, model.groups, model.jobs)
const config: Json = { ...generated, route: waiting(generated.route as Json) }

/** The same for the real one: faster, with a label more, and with webhooks for all integrations. */
function real(hook: string): Json {
  const receivers = config.receivers as readonly Json[]
  const inhibitions = config.inhibit_rules as readonly Json[]
  return {
    route: scaled(config.route as Json),
    inhibit_rules: inhibitions.map((rule) => ({ ...rule, equal: [...(rule.equal as readonly string[]), 'drill'] })),
    receivers: receivers.map((receiver) => ({
      name: receiver.name,
      webhook_configs: Object.entries(receiver).flatMap(([key, value]) => {
        if (!key.endsWith('_configs')) return []
        const kind = key.replace('_configs', '')
        return (value as readonly Json[]).map(({ send_resolved }) => ({
          url: `${hook}/${receiver.name}/${kind}`,
          send_resolved,
        }))
      }),
    })),
  }
}

const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000 }
const scaled = (route: Json): Json =>
  Object.fromEntries(
    Object.entries(route).map(([key, value]) => {
      if (key === 'group_by') return [key, [...(value as readonly string[]), 'drill']]
      if (key === 'routes') return [key, (value as readonly Json[]).map(scaled)]
      const [, digits, unit = ''] = /^(\d+)([smh])$/.exec(String(value)) ?? []
      if (digits === undefined) return [key, value]
      return [key, `${Math.max(1, Math.round((Number(digits) * (units[unit] ?? 1)) / faster))}ms`]
    }),
  )

interface Told {
  readonly at: number
  /** Receiver, integration, and the alerts that fire and that are over. */
  readonly what: string
}

const alertsText = (all: readonly Json[]): string =>
  all
    .map((labels) =>
      Object.entries(labels)
        .filter(([label]) => label !== 'drill')
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .join(' '),
    )
    .sort()
    .join('; ')

const toldOf = ({ at, receiver, integration, firing, resolved }: Notification): Told => ({
  at,
  what: `${receiver} ${integration} fires [${alertsText(firing)}] over [${alertsText(resolved)}]`,
})

/** In the order of time, but that what comes together is sorted by what it says. */
function ordered(told: readonly Told[], edges: readonly number[]): readonly string[] {
  const sorted = told.toSorted((a, b) => a.at - b.at)
  const lines: string[] = []
  let from = 0
  for (const size of edges) {
    lines.push(
      ...sorted
        .slice(from, from + size)
        .map(({ what }) => what)
        .sort(),
    )
    from += size
  }
  return [...lines, ...sorted.slice(from).map(({ what }) => what)]
}

/** How many messages come together, one after the other. */
function sizes(told: readonly Told[]): readonly number[] {
  const found: number[] = []
  let last = Number.NEGATIVE_INFINITY
  for (const { at } of told.toSorted((a, b) => a.at - b.at)) {
    if (at - last > together) found.push(1)
    else found[found.length - 1] = (found.at(-1) ?? 0) + 1
    last = at
  }
  return found
}

const on = theatre(model)
const all = model.drills.map(({ value }) => ({ title: value.title, ...play(value, on) }))

/** Sends what Prometheus would, in time; answers the same with the moments, in drill time, at which it had arrived. */
async function deliver(
  server: Alertmanager,
  { title, zero, sent }: Played & { readonly title: string },
  began: number,
) {
  const arrived: Sent[] = []
  const first = zero - 60_000
  for (const at of [...new Set(sent.map((each) => each.at))]) {
    const batch = sent.filter((each) => each.at === at)
    await sleep(Math.max(0, began + (at - first) / faster - Date.now()))
    const now = Date.now()
    const real = (time: number): string => new Date(now + (time - at) / faster).toISOString()
    await server.post(
      '/alerts',
      batch.map(({ labels, startsAt, endsAt }) => ({
        labels: { ...labels, drill: title },
        startsAt: real(startsAt - (startsAt === endsAt ? 1000 : 0)),
        endsAt: real(endsAt),
      })),
    )
    const came = first + (Date.now() - began) * faster
    arrived.push(
      ...batch.map((each) => ({
        ...each,
        at: came,
        startsAt: each.startsAt + came - at,
        endsAt: each.endsAt + came - at,
      })),
    )
  }
  return arrived
}

testWith(['alertmanager'], 'every drill is told as the real one tells it', async ({ alertmanager }) => {
  const heard = new Map<string, Told[]>()
  const hook = createServer((request, response) => {
    const at = Date.now()
    let body = ''
    request.on('data', (part) => {
      body += part
    })
    request.on('end', () => {
      response.end()
      const { alerts, groupLabels } = JSON.parse(body)
      const of = (status: string) =>
        alertsText(alerts.filter((each: Json) => each.status === status).map((each: Json) => each.labels))
      const [, receiver, kind] = (request.url ?? '').split('/')
      const list = heard.get(groupLabels.drill) ?? []
      heard.set(groupLabels.drill, list)
      list.push({ at, what: `${receiver} ${kind} fires [${of('firing')}] over [${of('resolved')}]` })
    })
  })
  await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve))
  const address = hook.address()
  const port = typeof address === 'object' ? address?.port : undefined
  try {
    const began = Date.now() + 2000
    // A drill that restarts Alertmanager would restart it for all, and the alerts of objectives outlast a drill: how much of
    // their end is told in it is a matter of a second of the scaled clock.
    const shared = all.filter(
      ({ deaf, sent }) => deaf.length === 0 && !sent.some(({ labels }) => 'objective' in labels),
    )
    await using server = await startAlertmanager(alertmanager, stringify(real(`http://127.0.0.1:${port}`)))
    const expected = await Promise.all(
      shared.map(async (played) => {
        const sent = await deliver(server, played, began)
        const running = {
          from: played.zero - 60_000 - 2000 * faster,
          until: played.until,
          maintenance: 30_000 * faster,
        }
        await sleep(Math.max(0, began + (played.until - played.zero + 60_000) / faster - Date.now()))
        return { title: played.title, told: notificationsOf(notifyingOf(config), sent, running).map(toldOf) }
      }),
    )
    for (const { title, told } of expected) {
      const edges = sizes(told)
      expect(ordered(heard.get(title) ?? [], edges), title).toEqual(ordered(told, edges))
    }
  } finally {
    hook.close()
  }
})
