import { isObject, objectsBelow, textBelow } from '../../documents/values.ts'
import type { Change } from '../change.ts'
import { moved, pair } from '../match/pair.ts'
import type { Json } from '../read/dashboard.ts'
import { listed, shown } from '../words.ts'
import { diffFields, stable, without } from './fields.ts'
import { fieldLines } from './lines.ts'

/** Who is told, how soon and how often, and what is held back. */
export function compareAlertmanager(part: string, before: Json, after: Json): readonly Change[] {
  return [
    ...comparePaging(part, before, after),
    ...compareRoutes(part, before, after),
    ...compareInhibition(part, before, after),
    ...compareReceivers(part, before, after),
    ...fieldLines(
      { part, name: 'Alertmanager' },
      diffFields(without(before, elsewhere), without(after, elsewhere)),
      () => 'alerting',
    ),
  ]
}

/** What wakes people, among the integrations of Alertmanager. */
const pagers: readonly string[] = ['pagerduty', 'opsgenie', 'victorops', 'pushover', 'jira_operations', 'incidentio']

/** Whether anybody is paged at all, by a receiver that a route leads to. */
function comparePaging(part: string, before: Json, after: Json): readonly Change[] {
  if (![before, after].every(({ route }) => isObject(route))) return []
  const [was = [], is = []] = [before, after].map(pagersOf)
  if (was.length > 0 === is.length > 0) return []
  const what =
    is.length === 0 ? `nobody is paged, no longer by ${listed(was)}` : `people are paged now, by ${listed(is)}`
  return [{ weight: 'alerting', part, what }]
}

function pagersOf(config: Json): readonly string[] {
  const used = new Set(isObject(config.route) ? [...routesIn(config.route, '')].map(({ json }) => json.receiver) : [])
  const kinds = objectsBelow(config, 'receivers')
    .filter(({ name }) => used.has(name))
    .flatMap((receiver) => channelsOf(receiver).map(({ kind }) => kind))
  return [...new Set(kinds)].filter((kind) => pagers.includes(kind)).sort()
}

const elsewhere = ['route', 'receivers', 'inhibit_rules']

/** A route by the matchers on the way to it. */
interface Route {
  readonly name: string
  readonly json: Json
}

function compareRoutes(part: string, before: Json, after: Json): readonly Change[] {
  const [old, now] = [before, after].map(({ route }) => (isObject(route) ? [...routesIn(route, '')] : []))
  const { pairs, removed, added } = pair(old ?? [], now ?? [], [({ name }) => name])
  const alerting = (what: string): Change => ({ weight: 'alerting', part, what })
  const rank = new Map((old ?? []).map((route, at) => [route, at]))
  const jumped = moved(pairs.map(([route]) => rank.get(route) ?? 0))
  return [
    ...removed.map(({ name, json }) => alerting(`the route for ${name} to ${shown(json.receiver)} is removed`)),
    ...pairs.flatMap(([was, is]) => {
      const receivers = [was, is].map(({ json }) => json.receiver)
      const fields = diffFields(settingsOf(was), settingsOf(is))
      return [
        ...(receivers[0] === receivers[1]
          ? []
          : [alerting(`alerts of ${is.name} go to ${shown(receivers[1])} now, no longer to ${shown(receivers[0])}`)]),
        ...fieldLines({ part, name: `the route for ${is.name}` }, fields, () => 'alerting'),
      ]
    }),
    ...added.map(({ name, json }) => alerting(`alerts of ${name} go to ${shown(json.receiver)}: the route is new`)),
    // The first route that fits decides.
    ...pairs.flatMap(([, { name }], at) =>
      jumped.has(at) ? [alerting(`the route for ${name} is tried at another place among its neighbours`)] : [],
    ),
  ]
}

const settingsOf = ({ json }: Route): Json => without(json, ['receiver', 'routes', 'matchers', 'match', 'match_re'])

function* routesIn(route: Json, outer: string): Generator<Route, void> {
  const own = matchersOf(route)
  const path = own === '' ? outer : outer === '' ? own : `${outer}, ${own}`
  yield { name: path === '' ? 'anything else' : path, json: route }
  for (const inner of objectsBelow(route, 'routes')) yield* routesIn(inner, path)
}

function matchersOf(route: Json, prefix = ''): string {
  const list = route[`${prefix}matchers`]
  const texts = Array.isArray(list) ? list.map(String) : []
  const pairs = (key: string, op: string): readonly string[] =>
    Object.entries(isObject(route[key]) ? route[key] : {}).map(([label, value]) => `${label}${op}"${value}"`)
  const all = [...texts, ...pairs(`${prefix}match`, '='), ...pairs(`${prefix}match_re`, '=~')]
  return all
    .map((each) =>
      each
        .split(/(=~|!~|!=|=)(.*)/s)
        .map((part) => part.trim())
        .join(''),
    )
    .sort()
    .join(', ')
}

function compareInhibition(part: string, before: Json, after: Json): readonly Change[] {
  const told = (rule: Json): string => {
    const equal = Array.isArray(rule.equal) && rule.equal.length > 0 ? ` of the same ${rule.equal.join(', ')}` : ''
    return `alerts of ${matchersOf(rule, 'source_')} silence those of ${matchersOf(rule, 'target_')}${equal}`
  }
  const rulesOf = (json: Json): readonly Json[] => objectsBelow(json, 'inhibit_rules')
  const { removed, added } = pair(rulesOf(before), rulesOf(after), [told])
  return [
    ...removed.map((rule): Change => ({ weight: 'alerting', part, what: `no longer do ${told(rule)}` })),
    ...added.map((rule): Change => ({ weight: 'alerting', part, what: `${told(rule)} now` })),
  ]
}

function compareReceivers(part: string, before: Json, after: Json): readonly Change[] {
  const nameOf = (receiver: Json): string => textBelow(receiver, 'name') ?? ''
  const receivers = pair(objectsBelow(before, 'receivers'), objectsBelow(after, 'receivers'), [nameOf])
  const alerting = (what: string): Change => ({ weight: 'alerting', part, what })
  const channels = (receiver: Json): string => listed(channelsOf(receiver).map(({ kind }) => kind)) || 'nobody'
  return [
    ...receivers.removed.map((each) => alerting(`receiver ${nameOf(each)} is removed: it told ${channels(each)}`)),
    ...receivers.pairs.flatMap(([old, now]) => compareChannels(part, nameOf(now), channelsOf(old), channelsOf(now))),
    ...receivers.added.map((each) => alerting(`receiver ${nameOf(each)} is new: it tells ${channels(each)}`)),
  ]
}

interface Channel {
  /** `slack`, of `slack_configs`. */
  readonly kind: string
  readonly json: Json
}

const channelsOf = (receiver: Json): readonly Channel[] =>
  Object.keys(receiver)
    .filter((key) => key.endsWith('_configs'))
    .flatMap((key) => objectsBelow(receiver, key).map((json) => ({ kind: key.replace(/_configs$/, ''), json })))

function compareChannels(part: string, name: string, before: readonly Channel[], after: readonly Channel[]) {
  const { pairs, removed, added } = pair(before, after, [
    ({ kind, json }) => `${kind} ${stable(json)}`,
    ({ kind, json }) => `${kind} ${textBelow(json, 'channel') ?? ''}`,
    ({ kind }) => kind,
  ])
  const alerting = (what: string): Change => ({ weight: 'alerting', part, what })
  return [
    ...removed.map(({ kind }) => alerting(`receiver ${name} no longer tells ${kind}`)),
    ...pairs.flatMap(([{ kind, json: old }, { json: now }]) => [
      // The address of a webhook lets anybody post to it.
      ...(kind === 'webhook' && old.url !== now.url ? [alerting(`receiver ${name}: ${kind} has another url`)] : []),
      ...fieldLines(
        { part, name: `receiver ${name}: ${kind}` },
        diffFields(webhookOf(kind, old), webhookOf(kind, now)),
        (path) => (/^(?:title|text|description|html|message|details)/.test(path) ? 'appearance' : 'alerting'),
      ),
    ]),
    ...added.map(({ kind, json }) =>
      alerting(`receiver ${name} also tells ${kind}${typeof json.channel === 'string' ? ` (${json.channel})` : ''}`),
    ),
  ]
}

const webhookOf = (kind: string, json: Json): Json => (kind === 'webhook' ? without(json, ['url']) : json)
