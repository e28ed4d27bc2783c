import { textBelow } from '../../documents/values.ts'
import type { Compose } from '../../documents/views.ts'
import type { Place } from '../../findings/diagnostic.ts'
import type { Subject } from '../../model/subject.ts'
import { nearest } from '../../nearest.ts'
import type { Check, Finding } from '../check.ts'
import { listed } from '../support/alternatives.ts'
import { listensOn } from '../support/compose-ports.ts'
import { isExternal, type Service, serviceOf, servicesOf } from '../support/compose-services.ts'

/** An address that one program calls another by. */
interface Call {
  readonly place: Place
  /** Who calls, if it is a service of the compose file. */
  readonly from: Service | undefined
  readonly address: string
}

export const unreachableTarget: Check = {
  id: 'unreachable-target',
  severity: 'error',
  covers: ['I03'],
  about:
    "Every address in the configuration is one that answers: a scrape target, an Alertmanager or a data source that is a service of the compose file is called by the service's name and by the port that it listens on, over a network that both are on. Inside a container, localhost is the container itself. Hosts outside of the compose file are believed where the caller is on an external network.",
  run: (subject) => {
    const { compose } = subject
    if (compose === undefined) return []
    const services = servicesOf(subject)
    const calls = callsOf(subject, services)
    return calls.flatMap((call) => wrong(compose, services, call))
  },
}

function callsOf({ scraping, provisioning, compose }: Subject, services: readonly Service[]): readonly Call[] {
  const prometheus = serviceOf(services, 'prometheus')
  const grafana = services.find(({ program }) => program.startsWith('grafana'))
  return [
    ...(scraping?.jobs ?? []).flatMap(({ place, targets }) =>
      targets.map((address) => ({ place, from: prometheus, address })),
    ),
    ...(scraping?.alertmanagers ?? []).map((address) => ({
      place: { file: scraping?.place.file ?? '', path: ['alerting'] },
      from: prometheus,
      address,
    })),
    ...(provisioning?.datasources ?? []).flatMap((source) => {
      const [, address] = /^https?:\/\/([^/]+)/.exec(textBelow(source, 'url') ?? '') ?? []
      const place = { file: provisioning?.place.file ?? '', path: [`data source ${String(source.name)}`] }
      return address === undefined ? [] : [{ place, from: grafana, address }]
    }),
    ...services.flatMap((from) => {
      const place = { file: compose?.place.file ?? '', path: [...(compose?.place.path ?? []), from.name] }
      return databasesOf(from).map((address) => ({ place, from, address }))
    }),
  ]
}

/** The databases that exporters read, as their environment names them. */
const databasesOf = ({ environment }: Service): readonly string[] =>
  ['DATA_SOURCE_URI', 'DATA_SOURCE_NAME', 'REDIS_ADDR'].flatMap(
    (name) => /^(?:\w+:\/\/)?(?:[^@/]*@)?([\w.-]+:\d+)/.exec(environment[name] ?? '')?.[1] ?? [],
  )

function wrong(compose: Compose, services: readonly Service[], { place, from, address }: Call): readonly Finding[] {
  const [host = '', port] = address.split(':')
  const isSelf = host === 'localhost' || host === '127.0.0.1'
  if (
    (isSelf && from === undefined) ||
    from?.networks.includes('host') ||
    port === undefined ||
    (!isSelf && !/^[\w-]+$/.test(host))
  )
    return []
  const service = isSelf ? from : services.find(({ hosts }) => hosts.includes(host))
  if (service === undefined) {
    const further = compose.others?.flatMap((other) => servicesOf({ compose: other })) ?? []
    if (further.some(({ hosts }) => hosts.includes(host))) return []
    const names = services.map(({ name }) => name)
    // `postgres` beside `postgres_exporter` is no slip of the pen.
    const meant = nearest(
      host,
      names.filter((name) => !name.startsWith(host)),
    )
    // It may be anywhere on a network that is somebody else's.
    if (meant === undefined && (from === undefined || from.networks.some((each) => isExternal(compose, each))))
      return []
    return [
      {
        place,
        what: `No service of the compose file is called ${host}; ${meant === undefined ? `they are ${listed(names)}` : `the nearest is ${meant}`}.`,
        next: 'Correct the address, or add the service.',
      },
    ]
  }
  const listening = listensOn(service)
  if (listening !== undefined && port !== listening) {
    return [
      {
        place,
        what: isSelf
          ? `Inside its container, ${address} is ${service.name} itself, which listens on ${listening}.`
          : `${service.name} listens on port ${listening}, and ${address} is called.`,
        next: isSelf
          ? 'Call the other service by its name.'
          : `Write ${host}:${listening}, or change the port of the service.`,
      },
    ]
  }
  if (from === undefined || from === service || from.networks.some((each) => service.networks.includes(each))) return []
  return [
    {
      place,
      what: `${from.name} is on ${networksOf(from)} and ${service.name} on ${networksOf(service)}: it cannot reach ${address}.`,
      next: `Put both on one network of the compose file.`,
    },
  ]
}

const networksOf = ({ networks }: Service): string =>
  `the ${networks.length === 1 ? 'network' : 'networks'} ${listed(networks)}`
