import { spawnSync } from 'node:child_process'
import { presenceOf } from '../../build/commands/presence.ts'
import { findProgram, installCommand, type ToolName } from '../../build/commands/tools.ts'
import type { ReleaseSet } from '../../build/stack/schema.ts'

/** The tools whose binaries go into the stand-ins. */
const standins = ['postgres', 'redis'] as const satisfies readonly ToolName[]
/** Those that go into the images of Debian's releases. */
const packaged = [
  'prometheus',
  'promtool',
  'alertmanager',
  'amtool',
  'postgres_exporter',
  'redis_exporter',
  'node_exporter',
] as const satisfies readonly ToolName[]

/** What runs an engine, and the Debian package of each. */
const engine = {
  dockerd: 'docker.io',
  docker: 'docker.io',
  'docker-compose': 'docker-compose',
  iptables: 'iptables',
  ip: 'iproute2',
  busybox: 'busybox-static',
  unshare: 'util-linux',
}

/** The words that start a program as the first process of network, mounts and processes of its own. */
export const apart = ['--net', '--mount', '--pid', '--fork', '--mount-proc', '--kill-child', '--']

/** Why no engine can be started here for releases, and what to do about it; `undefined` where one can. */
export function obstacle({ images }: Pick<ReleaseSet, 'images'>): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    return 'a container engine of its own needs root on Linux: sudo npm run test:compose'
  const packages = new Set(Object.entries(engine).flatMap(([name, from]) => (findProgram(name) ? [] : [from])))
  if (packages.size > 0) return `a container engine is not installed: apt-get install ${[...packages].sort().join(' ')}`
  const tools: readonly ToolName[] = images === 'local' ? [...packaged, ...standins] : standins
  const missing = tools.filter((name) => presenceOf(name).path === undefined)
  if (missing.length > 0) return `${missing.join(' and ')} not installed: ${installCommand(missing)}`
  const { status, stderr, error } = spawnSync('unshare', [...apart, 'true'], { encoding: 'utf8' })
  if (status === 0) return undefined
  return `this machine gives out no namespaces (${(error?.message ?? stderr).trim()}): run it on a machine of its own`
}
