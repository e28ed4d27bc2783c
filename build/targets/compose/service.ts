import type { Stack } from '../../stack/schema.ts'
import { secretsMount } from '../../stack/secrets-mount.ts'
import { image } from './images.ts'
import type { Secret } from './secrets.ts'
import type { Composed } from './services.ts'

/** What is particular to one service; the rest is the same for all. */
export interface Particulars {
  /** `uid:gid`, as numbers: names differ between the host and the images. */
  readonly user: string
  readonly command?: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  /** Folders and named volumes, never single files: a container keeps the old inode of a file that was replaced. */
  readonly volumes?: readonly string[]
  readonly tmpfs?: readonly string[]
  /** Every capability instead of none. */
  readonly privileged?: boolean
  readonly networks: readonly (typeof networks)[keyof typeof networks][]
  /** The port of the browser's end, on the host's loopback. */
  readonly published?: number
  /** Further ports, as Compose spells them, where another machine needs them. */
  readonly alsoPublished?: readonly string[]
  /** The path of a request that succeeds when the process is alive. */
  readonly health: string
  readonly memory: string
  /** Processors, and never more than one: Docker starts nothing that may use more than the host has. */
  readonly cpus: number
  readonly processes: number
  readonly more?: Readonly<Record<string, unknown>>
  /** Comments, each above a key of the service; `environment.NAME` is one inside. */
  readonly notes?: Readonly<Record<string, string>>
}

/**
 * The networks by their names in the compose file. An exporter asks whatever address it is given (`/probe?target=…`), so
 * between the application's network and that of Alertmanager and Grafana there is none: only Prometheus is on both.
 */
export const networks = { own: 'monitoring', exporters: 'exporters', application: 'application' } as const

/** A service of the compose file: pinned, unprivileged, read-only, bounded and watched. */
export function service(stack: Stack, composed: Composed) {
  const { called, particulars, port, secrets } = composed
  const { user, command, environment, volumes, tmpfs, privileged, published } = particulars
  return {
    image: image(stack, composed),
    container_name: `${stack.product.id}-${called}`,
    restart: 'unless-stopped',
    user,
    read_only: true,
    ...(privileged ? { privileged } : { cap_drop: ['ALL'] }),
    security_opt: ['no-new-privileges:true'],
    mem_limit: particulars.memory,
    cpus: particulars.cpus,
    pids_limit: particulars.processes,
    ...(command && { command: command.map(literal) }),
    ...(environment && { environment: mapValues(environment, literal) }),
    ...(volumes && { volumes }),
    ...(tmpfs && { tmpfs }),
    ...(secrets.length > 0 && { secrets: secrets.map((secret) => mounted(stack, composed, secret)) }),
    networks: particulars.networks,
    ...(published && { ports: [`127.0.0.1:${published}:${port}`, ...(particulars.alsoPublished ?? [])] }),
    healthcheck: {
      test: ['CMD', 'wget', '-q', '--spider', `http://127.0.0.1:${port}${particulars.health}`],
      interval: '30s',
      timeout: '5s',
      retries: 3,
      start_period: '30s',
    },
    logging: { driver: 'json-file', options: { 'max-size': '10m', 'max-file': '3' } },
    ...particulars.more,
  }
}

/** Alertmanager's secrets are where its configuration says. */
const mounted = ({ notify }: Stack, { key }: Composed, { name }: Secret) =>
  key === 'alertmanager' && notify.secrets !== secretsMount
    ? { source: name, target: `${notify.secrets}/${name}` }
    : name

/** Compose replaces `$NAME`: a dollar that is meant is written twice. */
const literal = (text: string): string => text.replaceAll('$', '$$$$')

const mapValues = (values: Readonly<Record<string, string>>, change: (value: string) => string) =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value)]))
