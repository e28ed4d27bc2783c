import type { Check } from '../check.ts'
import { gossip, listensOn } from '../support/compose-ports.ts'
import { type Published, servicesOf } from '../support/compose-services.ts'

export const publishedPort: Check = {
  id: 'published-port',
  severity: 'error',
  covers: ['I03'],
  about:
    'A port that the compose file publishes, or that a health check asks, is one on which the service listens, and no two services claim one port of one address of the host: the second would not start.',
  run: (subject) => {
    const taken: { readonly name: string; readonly port: Published }[] = []
    return servicesOf(subject).flatMap((service) => {
      const { name, published, healthcheck } = service
      const { file, path } = subject.compose?.place ?? { file: '', path: [] }
      const place = { file, path: [...path, name] }
      const listening = listensOn(service)
      const checked = /https?:\/\/(?:localhost|127\.0\.0\.1):(\d+)/.exec(healthcheck)?.[1]
      const misled = (what: string, port: string | undefined, next: string) =>
        port === undefined || listening === undefined || port === listening
          ? []
          : [{ place, what: `${what} port ${port} of ${name}, which listens on ${listening}.`, next }]
      return [
        ...published.flatMap((port) => {
          const { host, container } = port
          const other = taken.find((earlier) => isSame(earlier.port, port))?.name
          taken.push({ name, port })
          const clash = `${name} publishes port ${host} of the host, and so does ${other}.`
          return [
            ...(other === undefined ? [] : [{ place, what: clash, next: 'Publish another port of the host.' }]),
            ...(container === gossip(service)
              ? []
              : misled(`Port ${host} of the host leads to`, container, `Write ${host}:${listening}.`)),
          ]
        }),
        ...misled('The health check asks', checked, `Ask port ${listening}.`),
      ]
    })
  },
}

/** Whether two would be one socket of the host: an address that is none in particular is each of them. */
const isSame = (a: Published, b: Published): boolean =>
  a.host === b.host &&
  a.protocol === b.protocol &&
  (a.address === b.address || [a, b].some(({ address }) => address === '0.0.0.0'))
