import { Refused } from '../../findings/problem.ts'
import type { Model } from '../../model/model.ts'
import type { Stack } from '../../stack/schema.ts'
import { alertmanagerConfig } from '../alertmanager.ts'
import { metadataOf, type Resource, secretKey } from './resource.ts'

type Json = Readonly<Record<string, unknown>>

/**
 * Who is told of what, as the operator has it. It is for `alertmanagerConfiguration` of the Alertmanager resource. Throws
 * `Refused` for quiet hours of a time zone.
 */
export function alertmanagerResource(stack: Stack, groups: Model['groups'], jobs: Model['jobs']): Resource {
  refuseTimeZone(stack)
  const { route, inhibit_rules, receivers, time_intervals } = alertmanagerConfig(stack, groups, jobs)
  return {
    apiVersion: 'monitoring.coreos.com/v1alpha1',
    kind: 'AlertmanagerConfig',
    metadata: metadataOf(stack, 'alerts'),
    spec: {
      route: routeOf(route as Json, usualTimes),
      ...(inhibit_rules && { inhibitRules: inhibit_rules.map(inhibition) }),
      receivers: receivers.map((receiver) => receiverOf(stack, receiver as Json)),
      ...(time_intervals && { muteTimeIntervals: cameled(time_intervals) }),
    },
  }
}

function refuseTimeZone({ notify: { quietHours } }: Stack): void {
  if (quietHours === null || quietHours.timeZone === 'UTC') return
  throw new Refused({
    where: 'stack.ts › notify.quietHours.timeZone',
    what: `The resource AlertmanagerConfig knows no time zone but UTC, and the quiet hours are those of ${quietHours.timeZone}.`,
    next: 'Give them in UTC, or leave kubernetes out of `outputs`.',
  })
}

/** What Alertmanager takes where a route without a parent says nothing. */
const usualTimes: Json = { group_wait: '30s', group_interval: '5m', repeat_interval: '4h' }

function routeOf(route: Json, inherited: Json): Json {
  const { matchers, routes, ...rest } = route as Json & {
    readonly matchers?: readonly string[]
    readonly routes?: readonly Json[]
  }
  const said = Object.entries(rest).filter(([key, value]) => inherited[key] !== value)
  return {
    ...Object.fromEntries(said.map(([key, value]) => [camel(key), value])),
    ...(matchers && { matchers: matchers.map(matcher) }),
    ...(routes && { routes: routes.map((each) => routeOf(each, {})) }),
  }
}

/** Keys in the operator's spelling, at any depth. */
const cameled = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(cameled)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [camel(key), cameled(inner)]))
}

const inhibition = ({
  source_matchers,
  target_matchers,
  equal,
}: {
  readonly source_matchers: readonly string[]
  readonly target_matchers: readonly string[]
  readonly equal: readonly string[]
}): Json => ({
  sourceMatch: source_matchers.map(matcher),
  targetMatch: target_matchers.map(matcher),
  equal,
})

/** `severity = "critical"`, which is as ours are written. */
function matcher(text: string): Json {
  const [, name = '', matchType = '', value = '""'] = /^(\w+) (=~|!~|!=|=) (".*")$/s.exec(text) ?? []
  return { name, ...(matchType === '=' ? {} : { matchType }), value: JSON.parse(value) }
}

/** The integrations whose default says whether resolved alerts are told. */
const tellsResolved: Readonly<Record<string, boolean>> = { pagerduty_configs: true, webhook_configs: true }

function receiverOf(stack: Stack, { name, ...integrations }: Json): Json {
  const told = Object.entries(integrations).map(([kind, configs]) => [
    camel(kind),
    (configs as readonly Json[]).map((config) => integrationOf(stack, config, tellsResolved[kind] ?? false)),
  ])
  return { name, ...Object.fromEntries(told) }
}

function integrationOf(stack: Stack, config: Json, tells: boolean): Json {
  const fields = Object.entries(config).flatMap(([key, value]): readonly (readonly [string, unknown])[] => {
    if (key === 'send_resolved' && value === tells) return []
    if (key.endsWith('_file')) return [[camel(key.slice(0, -'_file'.length)), secretKey(stack, String(value))]]
    const isPairs = key === 'details' || key === 'headers'
    return [[camel(key), isPairs ? pairs(value as Json) : value]]
  })
  return Object.fromEntries(fields)
}

const pairs = (value: Json): readonly Json[] => Object.entries(value).map(([key, text]) => ({ key, value: text }))

/** `client_url` → `clientURL`, as the operator spells it. */
const camel = (key: string): string =>
  key.replace(/_url$/, 'URL').replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
