import {
  type Demand,
  due,
  howMany,
  isTrue,
  line,
  listOf,
  oneOf,
  optional,
  options,
  recordOf,
  text,
} from './demands/demand.ts'

/**
 * The container that a job's target runs in, beside the application's own. In its texts `{version}` is that of the job's
 * release, `{port}` that of its address, and `{interval}` the scrape interval in seconds. What all services have in common
 * (bounded, read-only, without capabilities, watched) the compiler adds.
 */
export interface Service {
  /** `quay.io/prometheus/node-exporter:v{version}` */
  readonly image: string
  /** What the container and a local image are called, after the product's name: `node-exporter`. */
  readonly called: string
  /** The user it runs as, a number of its own: who shares one can read the other's secrets. 0 is root. */
  readonly uid: number
  /** The flags of the job come after it. */
  readonly command?: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  /** The files with its secrets, below `/run/secrets`, and what each holds, in a sentence without a full stop. */
  readonly secrets?: Readonly<Record<string, string>>
  /** Folders, never single files: a container keeps the old inode of a file that was replaced. */
  readonly volumes?: readonly string[]
  readonly tmpfs?: readonly string[]
  /** Whether it asks the application's own servers, in their network. */
  readonly reaches?: 'application'
  /** Every capability instead of none. */
  readonly privileged?: true
  /** The path of a request that succeeds when the process is alive. */
  readonly health: string
  /** `128m` */
  readonly memory: string
  /** Processors, one at most: Docker starts nothing that may use more than the host has. */
  readonly cpus: number
  readonly processes: number
  /** Further keys of Compose, as it spells them. */
  readonly more?: Readonly<Record<string, unknown>>
  /** Comments in the compose file, each above a key of the service. */
  readonly notes?: Readonly<Record<string, string>>
}

const texts = listOf(line)
const anything: Demand = { due: 'anything', faults: () => [] }
const aNumber = due('a number from 0 on', (value) => typeof value === 'number' && value >= 0, 'Write 0.5, say.')

/** What job() demands of a service. */
export const aService: Demand = options({
  image: line,
  called: line,
  uid: aNumber,
  command: optional(texts),
  environment: optional(recordOf(line)),
  secrets: optional(recordOf(line)),
  volumes: optional(texts),
  tmpfs: optional(texts),
  reaches: optional(oneOf(['application'])),
  privileged: optional(isTrue),
  health: line,
  memory: line,
  cpus: aNumber,
  processes: howMany,
  more: optional(recordOf(anything)),
  notes: optional(recordOf(text)),
})
