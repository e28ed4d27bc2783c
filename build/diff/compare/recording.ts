import type { Change } from '../change.ts'
import { noQuery } from '../promql/query.ts'
import type { RuleView } from '../read/rules.ts'
import type { Version } from '../read/version.ts'
import { listed, quoted } from '../words.ts'
import { queryDetail } from './detail.ts'
import { diffFields, without } from './fields.ts'
import { fieldLines } from './lines.ts'

/** Who reads the series of a name. */
interface Reader {
  readonly shown: string
  /** The series that it makes, where it is a recording rule. */
  readonly records: string | undefined
  readonly isAlert: boolean
}
export type Readers = ReadonlyMap<string, readonly Reader[]>

/** Who reads which series in a version. Nobody, where neither version records anything: reading every panel costs. */
export function readersOf({ groups, dashboards }: Version, isRecording: boolean): Readers {
  const readers = new Map<string, Reader[]>()
  const learn = (metrics: readonly string[], reader: Reader): void => {
    for (const metric of new Set(metrics)) readers.set(metric, [...(readers.get(metric) ?? []), reader])
  }
  if (!isRecording) return readers
  for (const { kind, name, query } of groups.flatMap((group) => group.rules))
    learn(query.metrics, {
      shown: kind === 'alert' ? name : `recording rule ${name}`,
      records: kind === 'alert' ? undefined : name,
      isAlert: kind === 'alert',
    })
  for (const { title, panels } of dashboards)
    for (const panel of panels) {
      const shown = `panel ${quoted(panel.title)} of ${title}`
      const metrics = panel.targets.flatMap(({ query }) => query.metrics)
      learn(metrics, { shown, records: undefined, isAlert: false })
    }
  return readers
}

/** Everyone who depends on a series, through other recording rules too. */
function dependents(name: string, readers: Readers): readonly Reader[] {
  const found = new Set<Reader>()
  const open = [name]
  const seen = new Set(open)
  for (let next = open.pop(); next !== undefined; next = open.pop())
    for (const reader of readers.get(next) ?? []) {
      found.add(reader)
      if (reader.records === undefined || seen.has(reader.records)) continue
      seen.add(reader.records)
      open.push(reader.records)
    }
  return [...found]
}

const weightOf = (readers: readonly Reader[]): Change['weight'] =>
  readers.some(({ isAlert }) => isAlert) ? 'alerting' : 'data'

const namesOf = (readers: readonly Reader[]): string => listed([...new Set(readers.map(({ shown }) => shown))])

export function recordingAdded(part: string, rule: RuleView, readers: Readers): Change {
  const by = dependents(rule.name, readers)
  const what = `recording rule ${rule.name} is new${by.length === 0 ? '' : `, read by ${namesOf(by)}`}`
  return { weight: 'data', part, what, detail: queryDetail(noQuery, rule.query) }
}

export function recordingRemoved(part: string, rule: RuleView, readers: Readers): Change {
  const by = dependents(rule.name, readers)
  const told = by.length === 0 ? '' : `, and ${namesOf(by)} still ${by.length === 1 ? 'depends' : 'depend'} on it`
  const what = `recording rule ${rule.name} is removed${told}`
  return { weight: weightOf(by), part, what, detail: queryDetail(rule.query, noQuery) }
}

export function recordingChanges(part: string, old: RuleView, now: RuleView, readers: Readers): readonly Change[] {
  const by = dependents(now.name, readers)
  const weight = weightOf(by)
  const told = by.length === 0 ? '' : `; ${namesOf(by)} ${by.length === 1 ? 'depends' : 'depend'} on it`
  const name = `recording rule ${now.name}`
  const line = (what: string): Change => ({ weight, part, what: `${what}${told}` })
  const renamed = old.name === now.name ? [] : [line(`recording rule ${old.name} is now called ${now.name}`)]
  const query = old.query.equals(now.query)
    ? []
    : [{ ...line(`${name} computes something else`), detail: queryDetail(old.query, now.query) }]
  const fields = diffFields(
    { ...without(old.json, ['record', 'expr', 'labels']), labels: old.labels },
    { ...without(now.json, ['record', 'expr', 'labels']), labels: now.labels },
  )
  return [...renamed, ...query, ...fieldLines({ part, name }, fields, () => weight)]
}
