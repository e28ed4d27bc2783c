import {
  type Json,
  listOf,
  mapOf,
  misspell,
  type Operator,
  removal,
  rewrite,
  set,
  textOf,
  textsOf,
} from '../operator.ts'

const change = (name: string, sites: (config: Json) => ReturnType<Operator['sites']>): Operator => ({
  name,
  kinds: ['file'],
  files: /^alertmanager\/alertmanager\.yml$/,
  sites,
})

const routeOf = ({ route }: Json): Json => mapOf(route)
const routesOf = (config: Json): readonly Json[] => listOf(routeOf(config).routes)

/** One site for each text of a list. */
const each = (of: Json, key: string, edit: (text: string) => string) =>
  textsOf(of[key]).flatMap((text, at) => {
    const all = textsOf(of[key])
    return edit(text) === text ? [] : [set(of, key, all.with(at, edit(text)))]
  })

const configsOf = (config: Json): readonly Json[] =>
  listOf(config.receivers).flatMap((receiver) => Object.values(receiver).flatMap(listOf))

export const alertmanager: readonly Operator[] = [
  change('remove a route', (config) =>
    routesOf(config).map((route, at) => removal(routeOf(config).routes, at, textsOf(route.matchers).join())),
  ),
  change('remove a receiver', ({ receivers }) =>
    listOf(receivers).map((receiver, at) => removal(receivers, at, textOf(receiver, 'name'))),
  ),
  change('empty a receiver', ({ receivers }) =>
    listOf(receivers).flatMap((receiver) =>
      Object.keys(receiver)
        .filter((key) => key.endsWith('_configs'))
        .map((key) => ({ ...set(receiver, key, undefined), name: `${textOf(receiver, 'name')} without ${key}` })),
    ),
  ),
  change('send a route to a receiver that is not there', (config) =>
    [routeOf(config), ...routesOf(config)].flatMap((route) => rewrite(route, 'receiver', misspell)),
  ),
  change('route a severity that no alert has', (config) =>
    routesOf(config).flatMap((route) => each(route, 'matchers', (text) => text.replace(/(?<=")\w+/, misspell))),
  ),
  change('route a label that no alert has', (config) =>
    routesOf(config).flatMap((route) => each(route, 'matchers', (text) => text.replace(/^\w+/, misspell))),
  ),
  change('remove the matchers of a route', (config) =>
    routesOf(config).map((route) => set(route, 'matchers', undefined)),
  ),
  change('group by a label that no alert has', (config) => each(routeOf(config), 'group_by', misspell)),
  change('inhibit by a value that no alert has', (config) =>
    listOf(config.inhibit_rules).flatMap((rule) =>
      ['source_matchers', 'target_matchers'].flatMap((key) =>
        each(rule, key, (text) => text.replace(/(?<=")\w+/, misspell)),
      ),
    ),
  ),
  change('inhibit by a label that no alert has', (config) =>
    listOf(config.inhibit_rules).flatMap((rule) =>
      ['source_matchers', 'target_matchers', 'equal'].flatMap((key) =>
        each(rule, key, (text) => text.replace(/^\w+/, misspell)),
      ),
    ),
  ),
  change('inhibit whatever the component', (config) =>
    listOf(config.inhibit_rules).map((rule) => set(rule, 'equal', undefined)),
  ),
  change('inhibit nothing', (config) => [set(config, 'inhibit_rules', undefined)]),
  change('write a secret into the file', (config) =>
    configsOf(config).flatMap((receiver) =>
      Object.keys(receiver)
        .filter((key) => key.endsWith('_file'))
        .map((key) => ({
          name: `${key} → the secret itself`,
          change: () => {
            delete receiver[key]
            receiver[key.slice(0, -'_file'.length)] = key.startsWith('api_url')
              ? 'https://hooks.slack.com/services/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'
              : 'a1B2c3D4e5F6a7B8c9D0e1F2a3B4c5D6'
          },
        })),
    ),
  ),
  change('read a secret from a file that is not mounted', (config) =>
    configsOf(config).flatMap((receiver) =>
      Object.keys(receiver).flatMap((key) =>
        key.endsWith('_file') ? rewrite(receiver, key, (path) => path.replace(/\w+$/, misspell)) : [],
      ),
    ),
  ),
]
