import { type Json, listOf, mapOf, misspell, type Operator, removal, rewrite, set, textsOf } from '../operator.ts'

const change = (name: string, sites: (config: Json) => ReturnType<Operator['sites']>): Operator => ({
  name,
  kinds: ['file'],
  files: /^docker-compose\.yml$/,
  sites,
})

const service = (name: string, sites: (service: Json, name: string) => ReturnType<Operator['sites']>): Operator =>
  change(name, ({ services }) =>
    Object.entries(mapOf(services)).flatMap(([key, each]) =>
      sites(mapOf(each), key).map((site) => ({ ...site, name: `${key}: ${site.name}` })),
    ),
  )

/** One site for each text of a service's list. */
const each = (name: string, key: string, edit: (text: string, service: string) => string | undefined): Operator =>
  service(name, (of, called) =>
    textsOf(of[key]).flatMap((text, at) => {
      const other = edit(text, called)
      if (other === undefined) return [removal(of[key], at, text)]
      return other === text ? [] : [{ ...set(of, key, textsOf(of[key]).with(at, other)), name: `${text} → ${other}` }]
    }),
  )

const add = (name: string, key: string, text: string, only = /./): Operator =>
  service(name, (of, called) =>
    only.test(called) && Array.isArray(of[key]) ? [{ ...set(of, key, [...textsOf(of[key]), text]), name: text }] : [],
  )

const environment = (name: string, edit: (key: string, value: string) => string): Operator =>
  service(name, ({ environment: all }) =>
    Object.keys(mapOf(all)).flatMap((key) => rewrite(mapOf(all), key, (value) => edit(key, value))),
  )

const plusOne = (digits: string): string => `${Number(digits) + 1}`

export const compose: readonly Operator[] = [
  service('take the latest image', (of) => rewrite(of, 'image', (image) => image.replace(/:[^:]*$/, ':latest'))),
  service('take an image without a tag', (of) => rewrite(of, 'image', (image) => image.replace(/:[^:]*$/, ''))),
  each('publish a port to everyone', 'ports', (port) => port.replace('127.0.0.1:', '')),
  each('publish another port', 'ports', (port) => port.replace(/\d+$/, plusOne)),
  service('publish the port of an exporter', (of, name) =>
    /exporter|cadvisor/.test(name) ? [set(of, 'ports', ['9999:9999'])] : [],
  ),
  add('let anyone reload Prometheus', 'command', '--web.enable-lifecycle', /^prometheus$/),
  add('let anyone delete series', 'command', '--web.enable-admin-api', /^prometheus$/),
  each('listen on another port', 'command', (word) => word.replace(/(?<=(?:listen-address=:|port=))\d+/, plusOne)),
  each('read another configuration', 'command', (word) => word.replace(/(?<=config\.file=.*)\w+(?=\.yml)/, misspell)),
  each('drop a flag of an exporter', 'command', (word, name) =>
    /exporter/.test(name) && /collector|check/.test(word) ? undefined : word,
  ),
  service('write a password into the file', ({ environment: all }) =>
    all === undefined ? [] : [set(mapOf(all), 'GF_SECURITY_ADMIN_PASSWORD', 'correct-horse-battery')],
  ),
  environment('let anyone into Grafana', (key, value) => (key.includes('ANONYMOUS') ? 'true' : value)),
  environment('let anyone sign up', (key, value) => (key.includes('SIGN_UP') ? 'true' : value)),
  environment('let another port serve Grafana', (key, value) => (key.includes('HTTP_PORT') ? '3001' : value)),
  environment('read a secret that is not mounted', (_, value) => value.replace(/(?<=\/run\/secrets\/)\w+/, misspell)),
  each('take a secret from a service', 'secrets', () => undefined),
  each('misspell a secret of a service', 'secrets', misspell),
  each('remove a mount', 'volumes', (volume) => (volume.startsWith('./') ? undefined : volume)),
  each('mount another folder', 'volumes', (volume) =>
    volume.startsWith('./') ? volume.replace(/(?<=:.*)\w+(?=:ro)/, misspell) : volume,
  ),
  each('take a service off a network', 'networks', () => undefined),
  change('remove a service', ({ services }) =>
    Object.keys(mapOf(services)).map((key) => set(mapOf(services), key, undefined)),
  ),
  change('rename a service', ({ services: all }) => {
    const services = mapOf(all)
    return Object.keys(services).map((key) => ({
      name: `${key} → ${misspell(key)}`,
      change: () => {
        services[misspell(key)] = services[key]
        delete services[key]
      },
    }))
  }),
  change('remove a secret', ({ secrets }) =>
    Object.keys(mapOf(secrets)).map((key) => set(mapOf(secrets), key, undefined)),
  ),
]

const provisioned = (name: string, sites: (entry: Json) => ReturnType<Operator['sites']>): Operator => ({
  name,
  kinds: ['file'],
  files: /^provisioning/,
  sites: ({ datasources, providers }) => [...listOf(datasources), ...listOf(providers)].flatMap(sites),
})

export const provisioning: readonly Operator[] = [
  provisioned('ask another port', (entry) => rewrite(entry, 'url', (url) => url.replace(/\d+$/, plusOne))),
  provisioned('ask another host', (entry) => rewrite(entry, 'url', (url) => url.replace(/(?<=\/\/)\w+/, misspell))),
  provisioned('rename the uid of a data source', (entry) => rewrite(entry, 'uid', misspell)),
  provisioned('drop the uid of a data source', (entry) => ('uid' in entry ? [set(entry, 'uid', undefined)] : [])),
  provisioned('tell Grafana another scrape interval', ({ jsonData }) =>
    rewrite(mapOf(jsonData), 'timeInterval', () => '1m'),
  ),
  provisioned('drop the scrape interval', ({ jsonData }) =>
    'timeInterval' in mapOf(jsonData) ? [set(mapOf(jsonData), 'timeInterval', undefined)] : [],
  ),
  provisioned('link to an Alertmanager that is not there', ({ jsonData }) =>
    rewrite(mapOf(jsonData), 'alertmanagerUid', misspell),
  ),
  provisioned('load dashboards from another folder', ({ options }) => rewrite(mapOf(options), 'path', misspell)),
  provisioned('let people edit what is provisioned', (entry) =>
    'editable' in entry
      ? [set(entry, 'editable', true)]
      : 'allowUiUpdates' in entry
        ? [set(entry, 'allowUiUpdates', true)]
        : [],
  ),
  provisioned('make a second data source the default', (entry) =>
    'uid' in entry && entry.isDefault !== true ? [set(entry, 'isDefault', true)] : [],
  ),
]
