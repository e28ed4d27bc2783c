import type { Stack } from '../../stack/schema.ts'
import { image } from './images.ts'
import type { Composed } from './services.ts'
import { uids } from './uids.ts'

/** The services whose images give their folder of data to nobody, and that folder. */
export const handedOver = { prometheus: '/prometheus', alertmanager: '/alertmanager' } as const
type Owner = keyof typeof handedOver

/** How a volume is mounted that was handed over: Docker gives an empty one back to whom the image says, unless it copies nothing. */
export const mountedOver = (name: Owner): string => `${name}-data:${handedOver[name]}:nocopy`

export const isOwner = (name: string): name is Owner => Object.hasOwn(handedOver, name)

/** The name of the step in the compose file. */
export const step = 'volumes'

/**
 * What runs to its end before the owners start, and gives each its volume: a new one belongs to whom the image says, and one
 * of an older installation to nobody. It may change owners and nothing else. `undefined` where no owner runs.
 */
export function volumesStep(stack: Stack, here: readonly Composed[]) {
  const owners = (Object.keys(handedOver) as Owner[]).filter((name) => here.some(({ key }) => key === name))
  const first = here.find(({ key }) => key === owners[0])
  if (first === undefined) return undefined
  const commands = owners.map((name) => `chown -R ${uids[name]}:${uids[name]} ${handedOver[name]}`)
  return {
    image: image(stack, first),
    container_name: `${stack.product.id}-${step}`,
    restart: 'no',
    user: '0:0',
    read_only: true,
    cap_drop: ['ALL'],
    cap_add: ['CHOWN'],
    security_opt: ['no-new-privileges:true'],
    mem_limit: '64m',
    cpus: 0.5,
    pids_limit: 16,
    entrypoint: ['sh', '-c', commands.join(' && ')],
    volumes: owners.map(mountedOver),
    network_mode: 'none',
    logging: { driver: 'json-file', options: { 'max-size': '1m', 'max-file': '1' } },
  }
}
