import { releasesOf } from '../stack/releases.ts'
import type { Releases, Stack } from '../stack/schema.ts'
import { line, oneOf, optional, options, recordOf, refuse } from './demands/demand.ts'
import { shown } from './demands/shown.ts'

/** Which part of PyBase an alert is about; Alertmanager inhibits within one component. */
export const components = ['api', 'extraction', 'search', 'database', 'redis', 'host', 'monitoring'] as const
export type Component = (typeof components)[number]

/** A key of the settings' `targets`: the jobs that Prometheus scrapes. */
export type JobName = keyof Stack['targets']

/** One scrape job: who it is, and what it costs when it is gone. */
export interface Job<out N extends JobName = JobName> {
  readonly name: N
  /** What the target is, in words: `"FastAPI backend"`. */
  readonly title: string
  readonly component: Component
  /** How bad it is when the target is down. */
  readonly whenDown: 'critical' | 'warning'
  /** What a panel says while the job's counters stand still: `No traffic`. */
  readonly idle?: string
  /** The release whose version decides which metrics exist; PyBase's own processes have none. */
  readonly release?: keyof Releases
  /** Command-line flags that the target runs with, each with the first version that knows it. */
  readonly flags: Readonly<Record<string, { readonly since?: string }>>
}

type About<N extends JobName> = Omit<Job<N>, 'name' | 'flags'> & Partial<Pick<Job<N>, 'flags'>>

/** Declares a scrape job; its address is a setting, in `stack.ts`. */
export function job<const N extends JobName>(name: N, about: About<N>): Job<N> {
  refuse(`job ${shown(name)}`, line.faults(name, 'its name'), aboutJob.faults(about, 'what follows the name'))
  return { flags: {}, ...about, name }
}

const version = optional(line)
const aboutJob = options({
  title: line,
  component: oneOf(components),
  whenDown: oneOf(['critical', 'warning']),
  idle: optional(line),
  release: optional(line),
  flags: optional(recordOf(options({ since: version }))),
})

/** The names of several jobs, as a closed list of label values. */
export const namesOf = <const J extends readonly [Job, ...Job[]]>(jobs: J) =>
  jobs.map(({ name }) => name) as unknown as { readonly [I in keyof J]: J[I]['name'] }

/** Jobs that one rule can watch: those of one component that are equally bad to lose. */
export interface JobsOfComponent {
  readonly component: Component
  readonly severity: Job['whenDown']
  readonly jobs: readonly [Job, ...Job[]]
}

/** Groups jobs by component and by how bad their loss is, in the order in which they are declared. */
export function byComponent(jobs: readonly [Job, ...Job[]]): readonly [JobsOfComponent, ...JobsOfComponent[]] {
  const [first, ...others] = jobs
  const groups: [JobsOfComponent, ...JobsOfComponent[]] = [only(first)]
  for (const job of others) {
    const at = groups.findIndex(({ component, severity }) => component === job.component && severity === job.whenDown)
    const known = groups[at]
    if (known === undefined) groups.push(only(job))
    else groups[at] = { ...known, jobs: [...known.jobs, job] }
  }
  return groups
}

const only = (job: Job): JobsOfComponent => ({ component: job.component, severity: job.whenDown, jobs: [job] })

/** Whether the chosen releases have this job at all: a release of `null` has no package. */
export const isDeployed = (stack: Stack, job: Job): boolean =>
  job.release === undefined || releasesOf(stack)[job.release] !== null

/** The jobs that the chosen releases have; PyBase's own are always among them. */
export const deployedIn = (stack: Stack, jobs: readonly [Job, ...Job[]]): readonly [Job, ...Job[]] => {
  const [first, ...others] = jobs.filter((job) => isDeployed(stack, job))
  return [first ?? jobs[0], ...others]
}

/** PyBase's own processes are no one's release: they run the Python client library. */
export const isPyBase = (job: Job): boolean => job.release === undefined
