import { objectsBelow, textBelow } from '../../documents/values.ts'
import type { Change, Weight } from '../change.ts'
import { pair } from '../match/pair.ts'
import type { Json } from '../read/dashboard.ts'
import { listed } from '../words.ts'
import { diffFields, without } from './fields.ts'
import { fieldLines } from './lines.ts'

/** What is scraped, and from where, how often; then which rules are loaded and who is told. */
export function comparePrometheus(part: string, before: Json, after: Json): readonly Change[] {
  const jobs = pair(objectsBelow(before, 'scrape_configs'), objectsBelow(after, 'scrape_configs'), [
    nameOf,
    (job) => [...targetsOf(job)].sort().join() || undefined,
  ])
  const line = (what: string): Change => ({ weight: 'data', part, what })
  return [
    ...jobs.removed.map((job) => line(`scrape job ${nameOf(job)} is removed: ${listed(targetsOf(job))}`)),
    ...jobs.pairs.flatMap(([old, now]) => compareJob(part, old, now)),
    ...jobs.added.map((job) => line(`scrape job ${nameOf(job)} is new: ${listed(targetsOf(job))}`)),
    ...fieldLines(
      { part, name: 'Prometheus' },
      diffFields(without(before, ['scrape_configs']), without(after, ['scrape_configs'])),
      weigh,
    ),
  ]
}

const alerting = /^(?:alerting|rule_files|global\.evaluation_interval)/
const weigh = (path: string): Weight => (alerting.test(path) ? 'alerting' : 'data')

const nameOf = (job: Json): string => textBelow(job, 'job_name') ?? ''

const targetsOf = (job: Json): readonly string[] =>
  objectsBelow(job, 'static_configs').flatMap(({ targets }) => (Array.isArray(targets) ? targets.map(String) : []))

function compareJob(part: string, old: Json, now: Json): readonly Change[] {
  const name = `scrape job ${nameOf(now)}`
  const [before, after] = [targetsOf(old), targetsOf(now)]
  const gone = before.filter((target) => !after.includes(target))
  const come = after.filter((target) => !before.includes(target))
  const line = (what: string): Change => ({ weight: 'data', part, what })
  const targets =
    gone.length === 1 && come.length === 1
      ? [line(`${name}: target ${gone[0]} → ${come[0]}`)]
      : [
          ...(gone.length === 0 ? [] : [line(`${name} no longer scrapes ${listed(gone)}`)]),
          ...(come.length === 0 ? [] : [line(`${name} also scrapes ${listed(come)}`)]),
        ]
  const renamed = nameOf(old) === nameOf(now) ? [] : [line(`scrape job ${nameOf(old)} is now called ${nameOf(now)}`)]
  const fields = diffFields(settingsOf(old), settingsOf(now))
  return [...renamed, ...targets, ...fieldLines({ part, name }, fields, () => 'data')]
}

/** Without the addresses, which have sentences of their own. */
const settingsOf = (job: Json): Json => ({
  ...without(job, ['job_name']),
  static_configs: objectsBelow(job, 'static_configs').map((config) => without(config, ['targets'])),
})
