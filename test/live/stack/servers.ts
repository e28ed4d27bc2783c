import { connect } from 'node:net'
import { join } from 'node:path'
import { portOf } from './addresses.ts'
import { answers } from './api.ts'
import { generatedService } from './generated.ts'
import type { Program } from './server.ts'
import type { Places, ServerName } from './stack.ts'

/** Redis as PyBase uses it, with a memory limit that a fault can reach. */
export const redis = ({ home, addresses, tools }: Places): Program => ({
  name: 'redis',
  program: tools.redis,
  args: [
    ...['--bind', '127.0.0.1', '--port', portOf(addresses.broker), '--dir', home],
    ...['--save', '', '--appendonly', 'no', '--maxmemory', '64mb', '--slowlog-log-slower-than', '5000'],
  ],
  ready: accepts(addresses.broker),
})

/**
 * The monitoring services as the generated compose file starts them: with its flags and its environment, in which only
 * the places are other ones.
 */
export const monitoring = async (places: Places): Promise<readonly Program[]> => {
  const { addresses, tools } = places
  return [
    await service(places, 'postgres_exporter', tools.postgres_exporter, addresses.postgres, '/'),
    await service(places, 'redis_exporter', tools.redis_exporter, addresses.redis, '/health'),
    await service(places, 'node_exporter', tools.node_exporter, addresses.node, '/'),
    await service(places, 'alertmanager', tools.alertmanager, addresses.alertmanager, '/-/ready'),
    await service(places, 'prometheus', tools.prometheus, addresses.prometheus, '/-/ready', [
      // A minute by default. Alertmanager takes an alert for resolved after four times this: a second would leave
      // Prometheus too little time to restart on a loaded machine. Ten seconds would be longer than some alerts fire.
      '--rules.alert.resend-delay=5s',
    ]),
  ]
}

/** A further exporter of PostgreSQL, as the compose file starts it, at `places.addresses.postgres`. */
export const postgresExporter = async (places: Places, name: string): Promise<Program> => ({
  ...(await service(places, 'postgres_exporter', places.tools.postgres_exporter, places.addresses.postgres, '/')),
  name,
})

async function service(
  places: Places,
  name: ServerName,
  program: string,
  address: string,
  ready: string,
  more: readonly string[] = [],
): Promise<Program> {
  const { command, environment } = await generatedService(places.chosen, name)
  const here = inPlace(places, address)
  return {
    name,
    program,
    args: [...command.map(here), ...more],
    env: Object.fromEntries(Object.entries(environment).map(([variable, value]) => [variable, here(value)])),
    ready: answers(`http://${address}${ready}`),
  }
}

/** Puts the places of this run into a flag or a variable that the compose file writes for containers. */
function inPlace({ home, configuration, addresses }: Places, address: string): (text: string) => string {
  const table: readonly (readonly [container: RegExp, here: string])[] = [
    [/^--web\.listen-address=:\d+$/, `--web.listen-address=${address}`],
    [/^--web\.external-url=.*/, `--web.external-url=http://${address}`],
    [/^--path\.rootfs=.*/, '--path.rootfs=/'],
    [/^--rules\.alert\.for-grace-period=30s$/, '--rules.alert.for-grace-period=500ms'],
    [/=\/etc\/prometheus\//, `=${configuration}/`],
    [/=\/etc\/alertmanager\//, `=${configuration}/alertmanager/`],
    [/=\/prometheus$/, `=${join(home, 'prometheus')}`],
    [/=\/alertmanager$/, `=${join(home, 'alertmanager')}`],
    [/^\/run\/secrets\//, `${join(home, 'secrets')}/`],
    [/^postgres:5432\//, `${addresses.database}/`],
    [/^redis:\/\/redis:6379/, `redis://${addresses.broker}`],
  ]
  return (text) => table.reduce((changed, [container, here]) => changed.replace(container, here), text)
}

/** Whether a server accepts connections. */
export const accepts = (address: string) => (): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(Number(portOf(address)), '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.end())
  })
