import { below, isObject, textBelow } from '../../documents/values.ts'
import type { Compose } from '../../documents/views.ts'
import type { Subject } from '../../model/subject.ts'

/** What a service of the compose file says that wiring depends on. */
export interface Service {
  readonly name: string
  /** The names by which others on its networks reach it. */
  readonly hosts: readonly string[]
  readonly image: string
  /** `prometheus` of `prom/prometheus:v3`. */
  readonly program: string
  readonly command: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  readonly mounts: readonly Mount[]
  readonly networks: readonly string[]
  readonly published: readonly Published[]
  /** The secrets that it may read, by name. */
  readonly secrets: readonly string[]
  /** The command of its health check. */
  readonly healthcheck: string
  /** Whether files come with the image or from elsewhere, so that a missing mount says nothing. */
  readonly isBuilt: boolean
}

export interface Mount {
  /** As it is written: `./alerts`, `prometheus-data`. */
  readonly source: string
  readonly target: string
}

export interface Published {
  /** The address on the host; `0.0.0.0` where none is written. */
  readonly address: string
  readonly host: string
  readonly container: string
  /** `tcp` where none is written. */
  readonly protocol: string
}

/** The services of the compose file; none where there is no file. */
export const servicesOf = ({ compose }: Pick<Subject, 'compose'>): readonly Service[] =>
  Object.entries(entries(below(compose?.config, 'services'))).map(([name, value]) => read(name, value))

/** The service that runs this program, if exactly one does. */
export function serviceOf(services: readonly Service[], program: string): Service | undefined {
  const [only, ...others] = services.filter((service) => service.program === program)
  return others.length === 0 ? only : undefined
}

/** Whether a network of the compose file is somebody else's, so that unknown hosts may be on it. */
export const isExternal = ({ config }: Compose, network: string): boolean =>
  below(config, 'networks', network, 'external') !== undefined &&
  below(config, 'networks', network, 'external') !== false

function read(name: string, value: unknown): Service {
  const image = textBelow(value, 'image') ?? ''
  const networks = below(value, 'networks')
  const aliases = Object.values(entries(networks)).flatMap((network) => texts(below(network, 'aliases')))
  const own = [textBelow(value, 'container_name'), textBelow(value, 'hostname')].flatMap((host) => host ?? [])
  const named = Array.isArray(networks) ? texts(networks) : Object.keys(entries(networks))
  const command = below(value, 'command')
  return {
    name,
    hosts: [name, ...own, ...aliases],
    image,
    program:
      (image.split('@')[0] ?? '')
        .replace(/:[^/]*$/, '')
        .split('/')
        .at(-1)
        ?.replaceAll('_', '-') ?? '',
    command: typeof command === 'string' ? command.split(/\s+/) : texts(command),
    environment: environment(below(value, 'environment')),
    mounts: list(below(value, 'volumes')).flatMap(mount),
    networks: named.length > 0 ? named : [textBelow(value, 'network_mode') ?? 'default'],
    published: list(below(value, 'ports')).flatMap(port),
    secrets: list(below(value, 'secrets')).flatMap((one) =>
      typeof one === 'string' ? [one] : (textBelow(one, 'source') ?? []),
    ),
    healthcheck: [below(value, 'healthcheck', 'test')].flat().join(' '),
    isBuilt: ['build', 'configs', 'extends', 'volumes_from', 'entrypoint'].some(
      (key) => below(value, key) !== undefined,
    ),
  }
}

const entries = (value: unknown): Readonly<Record<string, unknown>> => (isObject(value) ? value : {})
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const texts = (value: unknown): readonly string[] => list(value).map(String)

const environment = (value: unknown): Readonly<Record<string, string>> =>
  Array.isArray(value)
    ? Object.fromEntries(texts(value).map((line) => [line.split('=')[0] ?? '', line.split('=').slice(1).join('=')]))
    : Object.fromEntries(Object.entries(entries(value)).map(([key, text]) => [key, String(text ?? '')]))

function mount(value: unknown): readonly Mount[] {
  if (typeof value !== 'string') {
    const [source, target] = [textBelow(value, 'source'), textBelow(value, 'target')]
    return source === undefined || target === undefined ? [] : [{ source, target }]
  }
  const [source = '', target] = withDefaults(value).split(':')
  return target === undefined ? [] : [{ source, target }]
}

function port(value: unknown): readonly Published[] {
  if (isObject(value)) {
    const { host_ip: address = '0.0.0.0', published: host, target, protocol = 'tcp' } = value
    return host === undefined
      ? []
      : [{ address: String(address), host: String(host), container: String(target), protocol: String(protocol) }]
  }
  const [, ports = '', protocol = 'tcp'] = /^(.*?)(?:\/(\w+))?$/s.exec(withDefaults(String(value))) ?? []
  const [container = '', host, ...address] = ports.split(':').reverse()
  return host === undefined ? [] : [{ address: address.reverse().join(':') || '0.0.0.0', host, container, protocol }]
}

/** Compose takes the default of a variable that is not set. */
const withDefaults = (text: string): string => text.replace(/\$\{\w+:?-([^}]{0,999})\}/g, '$1')
