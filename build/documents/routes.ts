import { accepts } from '../promql/regex/compile.ts'
import type { Matcher } from '../promql/tree.ts'
import { below, isObject, objectsBelow, textBelow } from './values.ts'
import type { Notification } from './views.ts'

/** A node of Alertmanager's routing tree. */
export interface Route {
  readonly matchers: readonly Matcher[]
  /** Its own, or that of the route around it. */
  readonly receiver: string
  readonly continues: boolean
  /** The labels by which it groups notifications, where it says so itself. */
  readonly groupBy: readonly string[]
  /** The names of the times at which it is silent, and of those at which alone it is not. */
  readonly mutedDuring: readonly string[]
  readonly activeDuring: readonly string[]
  readonly routes: readonly Route[]
  /** As people find it: `route › routes[1]`. */
  readonly path: readonly string[]
}

/** Values of a label that an alert may have; `undefined` where that is open. */
export type AlertLabels = (label: string) => readonly string[] | undefined

/** Whether an alert with these labels fits all matchers; `undefined` where that is not known. */
export function fits(matchers: readonly Matcher[], labels: AlertLabels): boolean | undefined {
  let all: boolean | undefined = true
  for (const matcher of matchers) {
    const answers = new Set(labels(matcher.label)?.map((value) => accepts(matcher, value)) ?? [undefined])
    if (answers.size === 1 && answers.has(false)) return false
    if (answers.size !== 1 || !answers.has(true)) all = undefined
  }
  return all
}

/** The routes at which an alert may end. */
export function reached(route: Route, labels: AlertLabels): readonly Route[] {
  if (fits(route.matchers, labels) === false) return []
  const found: Route[] = []
  let isTaken = false
  for (const child of route.routes) {
    const ends = reached(child, labels)
    found.push(...ends)
    if (fits(child.matchers, labels) !== true) continue
    isTaken = true
    if (!child.continues) break
  }
  return isTaken ? found : [...found, route]
}

/** Every route below one, itself first. */
export const allRoutes = (route: Route): readonly Route[] => [route, ...route.routes.flatMap(allRoutes)]

/** The routing tree; `undefined` where the configuration has none. */
export function routingOf({ config }: Notification): Route | undefined {
  const route = below(config, 'route')
  return isObject(route) ? read(route, '', ['route']) : undefined
}

function read(route: Readonly<Record<string, unknown>>, inherited: string, path: readonly string[]): Route {
  const receiver = textBelow(route, 'receiver') ?? inherited
  return {
    matchers: matchersIn(route, 'match', 'match_re', 'matchers'),
    receiver,
    continues: route.continue === true,
    groupBy: textsBelow(route, 'group_by'),
    mutedDuring: textsBelow(route, 'mute_time_intervals'),
    activeDuring: textsBelow(route, 'active_time_intervals'),
    routes: objectsBelow(route, 'routes').map((child, at) => read(child, receiver, [...path, `routes[${at}]`])),
    path,
  }
}

/** A list of texts; none where there is no list. */
export function textsBelow(of: unknown, key: string): readonly string[] {
  const list = below(of, key)
  return Array.isArray(list) ? list.map(String) : []
}

/** The matchers below three keys: of texts, of expressions, and in Alertmanager's newer syntax. */
export function matchersIn(of: unknown, equal: string, like: string, newer: string): readonly Matcher[] {
  const pairs = (key: string, op: Matcher['op']): readonly Matcher[] => {
    const map = below(of, key)
    return isObject(map) ? Object.entries(map).map(([label, value]) => ({ label, op, value: String(value) })) : []
  }
  const written = below(of, newer)
  const texts = Array.isArray(written) ? written.map(String) : typeof written === 'string' ? [written] : []
  return [...pairs(equal, '='), ...pairs(like, '=~'), ...texts.flatMap(parseMatchers)]
}

/** `severity = "critical"`, or `{severity="critical",component=~"api|redis"}`. */
const parseMatchers = (text: string): readonly Matcher[] =>
  [...text.matchAll(/((?<![\w:.])[\w:.]+|"[^"]*")\s*(=~|!~|!=|=)\s*("(?:\\.|[^"\\])*"|[^\s,{}"]*)/g)].map(
    ([, label = '', op = '=', value = '']) => ({
      label: unquoted(label),
      op: op as Matcher['op'],
      value: unquoted(value),
    }),
  )

const unquoted = (text: string): string =>
  text.startsWith('"') ? text.slice(1, -1).replace(/\\(n|.)/gs, (_, letter) => (letter === 'n' ? '\n' : letter)) : text
