import { matchersIn } from '../documents/routes.ts'
import { objectsBelow } from '../documents/values.ts'
import { type Level, usualLevels } from '../language/severity.ts'
import { parseDuration } from '../promql/duration.ts'
import type { LabelSet } from '../promql/evaluate/series.ts'
import { accepts } from '../promql/regex/compile.ts'
import type { Matcher } from '../promql/tree.ts'

/** A configuration of Alertmanager, as far as it decides who hears of what. */
export interface Notifying {
  readonly route: Route
  readonly inhibitions: readonly Inhibition[]
  readonly receivers: ReadonlyMap<string, readonly Integration[]>
  /** Which severities wake somebody, and of which people are told for the morning. */
  readonly severities: { readonly pages: readonly string[]; readonly tickets: readonly string[] }
}

/** Times are in milliseconds. */
export interface Route {
  readonly id: string
  readonly matchers: readonly Matcher[]
  readonly receiver: string
  readonly groupBy: readonly string[]
  readonly wait: number
  readonly interval: number
  readonly repeat: number
  readonly continues: boolean
  readonly routes: readonly Route[]
}

export interface Inhibition {
  readonly source: readonly Matcher[]
  readonly target: readonly Matcher[]
  readonly equal: readonly string[]
}

export interface Integration {
  /** `slack`, `pagerduty`, `webhook` … */
  readonly kind: string
  readonly sendsResolved: boolean
}

type Json = Readonly<Record<string, unknown>>

/** What Alertmanager takes where a configuration says nothing. */
const usual = { receiver: '', groupBy: [], wait: 30_000, interval: 300_000, repeat: 4 * 3_600_000 } as const

/** Reads what a configuration says, for alerts of these severities. */
export const notifyingOf = (config: Json, levels: readonly Level[] = usualLevels): Notifying => ({
  severities: {
    pages: levels.filter(({ pages }) => pages).map(({ name }) => name),
    tickets: levels.filter(({ pages, tells }) => !pages && tells.length > 0).map(({ name }) => name),
  },
  route: routeOf(config.route as Json, 'route', usual),
  inhibitions: objectsBelow(config, 'inhibit_rules').map((rule) => ({
    source: matchersIn(rule, 'source_match', 'source_match_re', 'source_matchers'),
    target: matchersIn(rule, 'target_match', 'target_match_re', 'target_matchers'),
    equal: Array.isArray(rule.equal) ? rule.equal.map(String) : [],
  })),
  receivers: new Map(
    objectsBelow(config, 'receivers').map((receiver) => [String(receiver.name), integrationsOf(receiver)]),
  ),
})

type Inherited = Pick<Route, 'receiver' | 'groupBy' | 'wait' | 'interval' | 'repeat'>

function routeOf(route: Json, id: string, outer: Inherited): Route {
  const own: Inherited = {
    receiver: typeof route.receiver === 'string' ? route.receiver : outer.receiver,
    groupBy: Array.isArray(route.group_by) ? route.group_by.map(String) : outer.groupBy,
    wait: timeIn(route.group_wait, outer.wait),
    interval: timeIn(route.group_interval, outer.interval),
    repeat: timeIn(route.repeat_interval, outer.repeat),
  }
  return {
    ...own,
    id,
    matchers: matchersIn(route, 'match', 'match_re', 'matchers'),
    continues: route.continue === true,
    routes: objectsBelow(route, 'routes').map((child, at) => routeOf(child, `${id}.${at}`, own)),
  }
}

const timeIn = (text: unknown, otherwise: number): number =>
  typeof text === 'string' ? parseDuration(text) : otherwise

/** PagerDuty and webhooks are told of the end unless the configuration says otherwise; Slack and e-mail are not. */
const integrationsOf = (receiver: Json): readonly Integration[] =>
  Object.entries(receiver).flatMap(([key, value]) => {
    const [, kind] = /^(.+)_configs$/.exec(key) ?? []
    if (kind === undefined || !Array.isArray(value)) return []
    return (value as readonly Json[]).map(({ send_resolved }) => ({
      kind,
      sendsResolved: typeof send_resolved === 'boolean' ? send_resolved : kind === 'pagerduty' || kind === 'webhook',
    }))
  })

/** The routes at which an alert ends. */
export function endsOf(route: Route, labels: LabelSet): readonly Route[] {
  if (!fits(route.matchers, labels)) return []
  const found: Route[] = []
  for (const child of route.routes) {
    const ends = endsOf(child, labels)
    found.push(...ends)
    if (ends.length > 0 && !child.continues) break
  }
  return found.length > 0 ? found : [route]
}

/** Whether labels fit all matchers; a label that is not there is empty. */
export const fits = (matchers: readonly Matcher[], labels: LabelSet): boolean =>
  matchers.every((matcher) => accepts(matcher, labels[matcher.label] ?? '') !== false)
