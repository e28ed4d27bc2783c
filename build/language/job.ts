import { own } from '../own.ts'
import { releaseOf } from '../stack/releases.ts'
import type { Stack, Target } from '../stack/schema.ts'
import { line, listOf, oneOf, optional, options, recordOf, refuse } from './demands/demand.ts'
import { anAddress, aPath, jobName } from './demands/names.ts'
import { shown } from './demands/shown.ts'
import { aScrape, type Scrape } from './scrape.ts'
import { aService, type Service } from './service.ts'
import { aLoss, levelOf, type Severity } from './severity.ts'

/** One scrape job: who it is, and what it costs when it is gone. */
export interface Job<out N extends string = string, out C extends string = string> {
  readonly name: N
  /** What the target is, in words: `"FastAPI backend"`. */
  readonly title: string
  /** Which part of the application it belongs to; Alertmanager inhibits within one component. */
  readonly component: C
  /** The components without which this one does not work: what fails here while they are down only follows. */
  readonly dependsOn?: readonly string[]
  /** How bad it is when the target is down. */
  readonly whenDown: Exclude<Severity, 'none'>
  /** What a panel says while the job's counters stand still: `No traffic`. */
  readonly idle?: string
  /** The key of the settings' `releases` whose version decides which metrics exist; a team's own processes have none. */
  readonly release?: string
  /** The client library of a team's own process, whose habits show in what it exposes. */
  readonly client?: 'python'
  /** Where its target is unless the settings say otherwise, and under which path its exposition: `node_exporter:9100`. */
  readonly address?: string
  readonly path?: string
  /** How it is scraped, where that is not simply its address. */
  readonly scrape?: Scrape
  /** How its target is run beside the application; without it, it runs already. */
  readonly service?: Service
  /** Command-line flags that the target runs with, each with the first version that knows it. */
  readonly flags: Readonly<Record<string, { readonly since?: string }>>
}

type About<N extends string, C extends string> = Omit<Job<N, C>, 'name' | 'flags'> & Partial<Pick<Job, 'flags'>>

/** Declares a scrape job; its address is a setting, in `stack.ts`. */
export function job<const N extends string, const C extends string>(name: N, about: About<N, C>): Job<N, C> {
  refuse(`job ${shown(name)}`, jobName.faults(name, 'its name'), aboutJob.faults(about, 'what follows the name'))
  return { flags: {}, ...about, name }
}

const version = optional(line)
const aboutJob = options({
  title: line,
  component: line,
  dependsOn: optional(listOf(line, { least: 1 })),
  whenDown: aLoss,
  idle: optional(line),
  release: optional(line),
  client: optional(oneOf(['python'])),
  address: optional(anAddress),
  path: optional(aPath),
  scrape: optional(aScrape),
  service: optional(aService),
  flags: optional(recordOf(options({ since: version }))),
})

/** The names of several jobs, as a closed list of label values. */
export const namesOf = <const J extends readonly [Job, ...Job[]]>(jobs: J) =>
  jobs.map(({ name }) => name) as unknown as { readonly [I in keyof J]: J[I]['name'] }

/** Jobs that one rule can watch: those of one component that are equally bad to lose. */
export interface JobsOfComponent<J extends Job = Job> {
  readonly component: J['component']
  readonly severity: Job['whenDown']
  readonly jobs: readonly [J, ...J[]]
}

/** Groups jobs by component and by how bad their loss is, in the order in which they are declared. */
export function byComponent<J extends Job>(
  jobs: readonly [J, ...J[]],
): readonly [JobsOfComponent<J>, ...JobsOfComponent<J>[]] {
  const [first, ...others] = jobs
  const groups: [JobsOfComponent<J>, ...JobsOfComponent<J>[]] = [only(first)]
  for (const job of others) {
    const at = groups.findIndex(
      ({ component, severity }) => component === job.component && levelOf(severity).name === levelOf(job.whenDown).name,
    )
    const known = groups[at]
    if (known === undefined) groups.push(only(job))
    else groups[at] = { ...known, jobs: [...known.jobs, job] }
  }
  return groups
}

const only = <J extends Job>(job: J): JobsOfComponent<J> => ({
  component: job.component,
  severity: job.whenDown,
  jobs: [job],
})

/** The components that do not work while this one does not, itself among them: those that depend on it, and on these. */
export function dependents(jobs: readonly Job[], component: string): readonly string[] {
  const found = [component]
  for (const one of found)
    for (const { component: other, dependsOn = [] } of jobs)
      if (dependsOn.includes(one) && !found.includes(other)) found.push(other)
  return found
}

/** Whether the chosen releases have this job at all: a release of `null` has no package. */
export const isDeployed = (stack: Stack, job: Job): boolean =>
  job.release === undefined || releaseOf(stack, job.release) !== null

/** The jobs that the chosen releases have; a team's own are always among them. */
export const deployedIn = <const J extends readonly [Job, ...Job[]]>(
  stack: Stack,
  jobs: J,
): readonly [J[number], ...J[number][]] => {
  const [first, ...others] = jobs.filter((job) => isDeployed(stack, job))
  return [first ?? jobs[0], ...others]
}

/** A team's own processes are no one's release: what they expose is in the catalog, and nothing else is. */
export const isOwn = (job: Job): boolean => job.release === undefined

/** Where a job's exposition is, as the settings say, or else the job. Throws `RangeError` where neither does: `load` refuses that. */
export function targetOf(
  stack: Stack,
  { name, address, path = '/metrics' }: Pick<Job, 'name' | 'address' | 'path'>,
): Target {
  const target = own(stack.targets, name)
  if (target !== undefined) return target
  if (address === undefined) throw new RangeError(`nobody says where the job ${name} is`)
  return { address, path, scheme: 'http', tokenFile: null }
}
