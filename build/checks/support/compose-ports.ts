import { own } from '../../own.ts'
import type { Service } from './compose-services.ts'

/** The ports on which programs listen unless they are told otherwise. */
const usual: Readonly<Record<string, string>> = {
  prometheus: '9090',
  alertmanager: '9093',
  grafana: '3000',
  'grafana-oss': '3000',
  'grafana-enterprise': '3000',
  'node-exporter': '9100',
  'postgres-exporter': '9187',
  'redis-exporter': '9121',
  cadvisor: '8080',
  'blackbox-exporter': '9115',
  pushgateway: '9091',
}

/** The port that a service listens on, by its flags, its environment or its image; `undefined` where none of them says. */
export function listensOn({ command, environment, program, mounts }: Service): string | undefined {
  const [, flag] = /(?:^|\s)--?(?:web\.listen-address|port)[=\s](?:\S*:)?(\d+)(?:\s|$)/.exec(command.join(' ')) ?? []
  const said = flag ?? environment.GF_SERVER_HTTP_PORT
  // Grafana's own settings may say another.
  return said ?? (mounts.some(({ target }) => target.endsWith('.ini')) ? undefined : own(usual, program))
}

/** The port over which an Alertmanager talks to others; `undefined` of what has none. */
export const gossip = ({ command, program }: Service): string | undefined =>
  program === 'alertmanager'
    ? (/--?cluster\.listen-address[=\s]\S*:(\d+)/.exec(command.join(' '))?.[1] ?? '9094')
    : undefined
