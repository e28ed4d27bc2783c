import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Problem, Spot } from '../findings/problem.ts'
import type { AnyAlert, Group } from '../language/alert.ts'
import { listed as inWords, shown } from '../language/demands/shown.ts'
import type { Job } from '../language/job.ts'
import { askedOf } from '../language/threshold.ts'
import { nearest } from '../nearest.ts'
import { own } from '../own.ts'
import { releasesOf } from '../stack/releases.ts'
import type { Stack } from '../stack/schema.ts'
import type { Defined } from './load.ts'
import { ambiguous, levelsOf, strangeRoutes } from './severities.ts'

/** What is wrong between the settings, the jobs and the alerts, which do not see each other when they are written. */
export const misfits = (
  root: string,
  stack: Stack,
  jobs: readonly Job[],
  groups: readonly Defined<Group>[],
): readonly Problem[] => [
  ...twice(jobs),
  ...jobs.flatMap((job) => [...unaddressed(stack, job), ...unreleased(stack, job)]),
  ...strangers(stack, jobs),
  ...dependencies(jobs),
  ...alertsIn(groups).flatMap(({ file, value }) => nobodys(root, file, value, jobs)),
  ...ambiguous(alertsIn(groups)),
  ...strangeRoutes(stack, levelsOf([{ alerts: alertsIn(groups).map(({ value }) => value) }])),
  ...unasked(stack),
]

const alertsIn = (groups: readonly Defined<Group>[]) =>
  groups.flatMap(({ file, name, value }) =>
    value.rules.flatMap((rule) => (rule.type === 'alert' ? [{ file, name, value: rule }] : [])),
  )

const where = ({ name }: Job): string => `queries/jobs.ts › ${name}`

const twice = (jobs: readonly Job[]): readonly Problem[] =>
  jobs
    .filter(({ name }, at) => jobs.findIndex((other) => other.name === name) !== at)
    .map((job) => ({
      where: where(job),
      what: `There are two jobs called ${job.name}, and Prometheus refuses a configuration in which one name stands twice.`,
      next: 'Give each a name of its own, or several addresses to one.',
    }))

const unaddressed = (stack: Stack, job: Job): readonly Problem[] =>
  own(stack.targets, job.name) !== undefined || job.address !== undefined
    ? []
    : [
        {
          where: where(job),
          what: `Nobody says where the job ${job.name} is: it has no address, and \`targets\` of the settings has ${listed(Object.keys(stack.targets))}.`,
          next: `Give it an address, such as '${job.name}:9100', or add '${job.name}': { address: … } to \`targets\` in stack.ts.`,
        },
      ]

function unreleased(stack: Stack, job: Job): readonly Problem[] {
  const keys = Object.keys(versionsOf(stack))
  if (job.release === undefined || keys.includes(job.release)) return []
  const meant = nearest(job.release, keys)
  return [
    {
      where: where(job),
      what: `The job ${job.name} is of the release ${job.release}, and the release sets have ${listed(keys)}.`,
      next:
        meant === undefined
          ? `Add ${job.release} to each set of \`releases\` in stack.ts: its version, or null where it is not run.`
          : `Write ${meant}, or add ${job.release} to each set of \`releases\` in stack.ts.`,
    },
  ]
}

/** What a release set has a version of. */
function versionsOf(stack: Stack) {
  const { images: _, tooNew: __, ...versions } = releasesOf(stack)
  return versions
}

function strangers(stack: Stack, jobs: readonly Job[]): readonly Problem[] {
  // The servers have an address even where nobody asks them for metrics.
  const known = [...jobs.map(({ name }) => name), 'prometheus', 'alertmanager', 'grafana']
  return Object.keys(stack.targets)
    .filter((name) => !known.includes(name))
    .map((name) => {
      const meant = nearest(name, known)
      return {
        where: `stack.ts › targets.${name}`,
        what: `There is no job ${name}; there is ${listed(known)}.`,
        next: meant === undefined ? 'Declare the job in queries/jobs.ts, or remove its address.' : `Write ${meant}.`,
      }
    })
}

/** A threshold that no definition asks for changes nothing. */
function unasked(stack: Stack): readonly Problem[] {
  const known = askedOf(stack).map(({ name }) => name)
  return Object.entries(stack.thresholds)
    .filter(([name]) => !known.includes(name))
    .map(([name, value]) => {
      const meant = nearest(name, known)
      return {
        where: `stack.ts › thresholds.${name}`,
        what: `No definition asks for the threshold ${name}, which is ${shown(value)} here; ${known.length === 0 ? 'none asks for any' : `there is ${listed(known)}`}.`,
        next:
          meant === undefined
            ? `Remove it, or ask for it: threshold(stack, '${name}', { usual, from, to }).`
            : `Write ${meant}.`,
      }
    })
}

/** A component depends on others that there are, and on itself by no way round. */
function dependencies(jobs: readonly Job[]): readonly Problem[] {
  const components = [...new Set(jobs.map(({ component }) => component))]
  const unknown = jobs.flatMap((job) =>
    (job.dependsOn ?? [])
      .filter((other) => !components.includes(other))
      .map((other) => {
        const meant = nearest(other, components)
        return {
          where: where(job),
          what: `The job ${job.name} depends on the component ${other}, which no job belongs to; there is ${listed(components)}.`,
          next: meant === undefined ? 'Choose one of them, or leave it out.' : `Write ${meant}.`,
        }
      }),
  )
  const circle = circleIn(jobs)
  const [job] = jobs.filter(
    ({ component, dependsOn = [] }) => component === circle[0] && dependsOn.includes(circle[1] ?? ''),
  )
  if (job === undefined) return unknown
  return [
    ...unknown,
    {
      where: where(job),
      what: `Components depend on each other in a circle: ${circle.join(' → ')}. If one were down, each would be told to follow from the other, and nobody of any.`,
      next: `Take one of them out of \`dependsOn\`: what is down by itself depends on nothing of the circle.`,
    },
  ]
}

/** The first way round on which a component depends on itself, that component at both ends; empty where there is none. */
function circleIn(jobs: readonly Job[]): readonly string[] {
  const needs = (component: string): readonly string[] =>
    jobs.flatMap((job) => (job.component === component ? (job.dependsOn ?? []) : []))
  const cleared = new Set<string>()
  const from = (path: readonly string[]): readonly string[] => {
    const last = path.at(-1) ?? ''
    const begins = path.indexOf(last)
    if (begins < path.length - 1) return path.slice(begins)
    if (cleared.has(last)) return []
    for (const next of needs(last)) {
      const found = from([...path, next])
      if (found.length > 0) return found
    }
    cleared.add(last)
    return []
  }
  return jobs.reduce<readonly string[]>((found, { component }) => (found.length > 0 ? found : from([component])), [])
}

/** A component that no job has is a slip: nothing would inhibit it, and nobody would look for it. */
function nobodys(
  root: string,
  file: string,
  { name, arms, objective }: AnyAlert,
  jobs: readonly Job[],
): readonly Problem[] {
  const components = [...new Set(jobs.map(({ component }) => component))]
  return arms
    .filter(({ component }) => !components.includes(component))
    .map(({ component }) => {
      const meant = nearest(component, components)
      // The alerts of an objective have its component.
      const [word, called] = objective === undefined ? ['alert', name] : ['slo', objective.slo]
      const spot = objective === undefined ? spotOf(root, file, name) : undefined
      return {
        where: `${spot === undefined ? file : `${file}:${spot.line}:${spot.column}`} › ${word} ${called}`,
        ...(spot && { spot, key: 'component' }),
        what: `The component of ${called} is ${component}, which no job belongs to; there is ${listed(components)}.`,
        next: meant === undefined ? 'Choose one of them, or give it to a job of queries/jobs.ts.' : `Write ${meant}.`,
      }
    })
}

/** Where an alert is declared, if its name is written there. */
function spotOf(root: string, file: string, name: string): Spot | undefined {
  const text = readFileSync(join(root, file), 'utf8')
  const at = text.search(new RegExp(`\\balert(?:Each)?\\(\\s*['"\`]${name}['"\`]`))
  if (at === -1) return undefined
  const lines = text.slice(0, at).split('\n')
  return { file, line: lines.length, column: (lines.at(-1) ?? '').length + 1 }
}

const listed = (names: readonly string[]): string => inWords(names, 'and')
