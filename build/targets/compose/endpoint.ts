import type { Stack } from '../../stack/schema.ts'

/** The two halves of an address: the name by which the compose network knows a service, and the port it listens on. */
export interface Endpoint {
  readonly host: string
  readonly port: string
}

/** The servers that every stack is made of, as `targets` and `releases` of the settings call them. */
export const servers = ['prometheus', 'alertmanager', 'grafana'] as const
export type Server = (typeof servers)[number]

/** `node_exporter:9100` in two halves. */
export function endpointOf(address: string): Endpoint {
  const [host = '', port = ''] = address.split(':')
  return { host, port }
}

/** Where Prometheus scrapes a server of the stack. */
export const endpoint = (stack: Stack, server: Server): Endpoint => endpointOf(stack.targets[server].address)

/**
 * Whether the compose file can run what is at a host: one that is no bare name (`10.0.0.5`, `db.example.org`, `localhost`)
 * runs elsewhere already.
 */
export const isInside = ({ host }: Endpoint): boolean =>
  /^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(host) && host !== 'localhost'
