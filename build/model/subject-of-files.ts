import { excusesIn } from '../documents/excuses.ts'
import type { ForeignMetric } from '../documents/exposition/metric.ts'
import { folderOf } from '../documents/paths.ts'
import { Reading } from '../documents/reading.ts'
import { type FileText, readText } from '../documents/text.ts'
import type { Compose, Provisioning, Scraping, Server } from '../documents/views.ts'
import { nearest } from '../nearest.ts'
import { hasMacro } from '../promql/macros.ts'
import { selectors } from '../promql/rewrite.ts'
import { Catalog, type Own } from './catalog.ts'
import type { House } from './house.ts'
import { queriesOf } from './queries.ts'
import type { Subject } from './subject.ts'

/** What the files are checked against. */
export interface Against {
  /** Our own metrics and recording rules, of which the files' own stack may know nothing; `undefined` where they are not wanted. */
  readonly own: Own | undefined
  /** Metrics of recorded expositions, by the names of their series. */
  readonly foreign: readonly (readonly [series: string, ForeignMetric])[]
  /** The Prometheus that will load them, where somebody says so. */
  readonly version?: string | undefined
  /** The Prometheus that told those metrics: then every name is judged. */
  readonly server?: Server | undefined
  /** What a team asks of its files. */
  readonly house?: House | undefined
  /** What rules of other stacks record. */
  readonly recorded?: readonly string[]
  /** What rules recorded before the change that is checked. */
  readonly former?: readonly string[]
  /** The day by which excuses end. */
  readonly today?: string | undefined
}

/** Somebody's files in the form in which they are checked. Never throws: what cannot be read is among the `faults`. */
export function subjectOfFiles(
  files: readonly FileText[],
  { own, foreign, version, server, house, recorded = [], former = [], today }: Against,
): Subject {
  const reading = new Reading()
  for (const file of files) {
    readText(file, reading)
    reading.waivers.push(...excusesIn(file, reading))
  }
  const always = [...writtenByPrometheus, ...[...recorded, ...reading.recorded].map(unknown)]
  const { ruleFiles, dashboards, managed, provisionings, unparsed, faults } = reading
  const nothing = new Catalog(undefined, always)
  const names = server !== undefined ? new Set<string>() : namesRead(nothing, reading)
  // What a catalog tells of such a name, as a Prometheus does of `up`, is more than the name.
  const theirs = new Catalog(undefined, [...always, ...foreign])
  const withOurs = new Catalog(own, [...always, ...foreign])
  const isOurs = own !== undefined && 2 * familiar(names, withOurs, nothing) >= names.size
  const whole = isOurs ? withOurs : theirs
  const strangers = familiar(names, whole, nothing) > 0 ? 0 : names.size
  return {
    catalog: strangers === 0 ? whole : nothing,
    unjudged: strangers,
    waivers: reading.waivers,
    today,
    version,
    server,
    house,
    ruleFiles,
    dashboards,
    managed,
    scraping: merged(reading.scrapings),
    notification: only(files, reading, 'alertmanager', 'Alertmanager configuration'),
    compose: only(files, reading, 'compose', 'compose file'),
    workloads: reading.workloads,
    monitors: reading.monitors,
    routings: reading.routings,
    metricsQl: reading.metricsQl,
    former: new Set(former.filter((name) => whole.find(name) === undefined)),
    provisioning: provisioned(provisionings),
    model: undefined,
    unparsed,
    faults,
    asides: asidesOf(reading),
  }
}

/** What several files provision. Those of another folder of provisioning are for another Grafana, or another form of this one. */
function provisioned(all: readonly Provisioning[]): Provisioning | undefined {
  // Most findings are of data sources, and stand where the first of them is.
  const [first, ...others] = [
    ...all.filter(({ datasources }) => datasources.length > 0),
    ...all.filter(({ datasources }) => datasources.length === 0),
  ]
  if (first === undefined) return undefined
  const root = ({ place }: Provisioning): string => folderOf(folderOf(place.file))
  const own = [first, ...others.filter((other) => root(other) === root(first))]
  const datasources = own.flatMap((each) => each.datasources)
  const providers = own.flatMap((each) => each.providers)
  for (const other of others.filter((each) => root(each) !== root(first))) {
    const isTaken = ({ name, uid }: Readonly<Record<string, unknown>>): boolean =>
      datasources.some((each) => each.name === name || (uid !== undefined && each.uid === uid))
    for (const source of other.datasources) if (!isTaken(source)) datasources.push({ ...source, isDefault: undefined })
    for (const provider of other.providers)
      if (!providers.some(({ name }) => name === provider.name)) providers.push(provider)
  }
  return { place: first.place, datasources, providers }
}

/** The metrics that the queries read, without those that every stack has. */
function namesRead(
  always: Catalog,
  reading: Pick<Reading, 'ruleFiles' | 'dashboards' | 'managed'>,
): ReadonlySet<string> {
  return new Set(
    queriesOf(reading).flatMap(({ expr }) =>
      selectors(expr).flatMap(({ metric = '' }) =>
        metric === '' || hasMacro(metric) || always.find(metric) !== undefined ? [] : [metric],
      ),
    ),
  )
}

/**
 * How many of the names a catalog knows, also when they are spelt alike. One that knows none is another stack's, and says
 * nothing of them. So is our own where it knows fewer than half: many stacks have an `http_requests_total`, with labels of
 * their own.
 */
function familiar(names: ReadonlySet<string>, catalog: Catalog, always: Catalog): number {
  // What rules record says nothing of what it is made from.
  const others = catalog.names.filter((name) => always.find(name) === undefined)
  const isSpeltAlike = (name: string): boolean => names.size <= fewEnough && nearest(name, others, slip) !== undefined
  return [...names].filter((name) => catalog.find(name) !== undefined || isSpeltAlike(name)).length
}

/** Fewer letters are a slip; more are another metric of the same exporter. */
const slip = 3

/** Slips decide only among few names: of many, enough are right. */
const fewEnough = 100

/** `12 dashboards in manifests read`, `3 Loki rules left alone` */
function asidesOf({ wrapped, bare, monitors, left }: Reading): readonly string[] {
  const counted = (count: number, what: string): string =>
    count === 1 ? `1 ${what}` : `${count} ${what.startsWith('query ') ? what.replace('query', 'queries') : `${what}s`}`
  return [
    ...(wrapped === 0 ? [] : [`${counted(wrapped, 'dashboard')} in manifests read`]),
    ...(bare === 0 ? [] : [`${counted(bare, 'list')} of groups read as ${bare === 1 ? 'a rule file' : 'rule files'}`]),
    ...(monitors.length === 0
      ? []
      : [
          `the scrape ${monitors.length === 1 ? 'interval' : 'intervals'} of ${counted(monitors.length, 'monitor')} read`,
        ]),
    ...[...left].sort(([a], [b]) => (a < b ? -1 : 1)).map(([what, count]) => `${counted(count, what)} left alone`),
  ]
}

const unknown = (name: string): readonly [string, ForeignMetric] => [
  name,
  { name, type: 'unknown', unit: undefined, labels: undefined, edges: undefined },
]

/** The series of every Prometheus, whatever it scrapes. */
const writtenByPrometheus = [
  ...['up', 'ALERTS', 'ALERTS_FOR_STATE'],
  ...['scrape_duration_seconds', 'scrape_samples_scraped', 'scrape_samples_post_metric_relabeling'],
  ...['scrape_series_added', 'scrape_timeout_seconds', 'scrape_sample_limit', 'scrape_body_size_bytes'],
].map(unknown)

/** Several configurations are one stack in parts: rules of any may read the jobs of any. */
function merged([first, ...others]: readonly Scraping[]): Scraping | undefined {
  if (first === undefined) return undefined
  const all = [first, ...others]
  return {
    ...first,
    jobs: all.flatMap(({ jobs }) => jobs),
    ruleFiles: all.flatMap(({ ruleFiles }) => ruleFiles),
    alertmanagers: all.flatMap(({ alertmanagers }) => alertmanagers),
    externalLabels: all.flatMap(({ externalLabels }) => externalLabels),
  }
}

/** The one that is checked: the main file of compose before those that override it. Others that were met in a folder are counted. */
function only(
  files: readonly FileText[],
  reading: Reading,
  kind: 'alertmanager' | 'compose',
  title: string,
): Compose | undefined {
  const main = reading[kind].find(({ place }) => /(?:^|\/)(?:docker-)?compose\.ya?ml$/.test(place.file))
  const [first, ...others] = main === undefined ? reading[kind] : [main, ...reading[kind].filter((one) => one !== main)]
  const named = new Set(files.flatMap(({ file, isNamed }) => (isNamed ? [file] : [])))
  for (const { place } of others) {
    if (!named.has(place.file)) {
      reading.leave(`further ${title}`)
      continue
    }
    const what = `Only one ${title} is checked at a time, and ${first?.place.file ?? ''} was read already.`
    reading.fault('unreadable-file', place, what, 'Check this file in a run of its own.')
  }
  return first && { ...first, others }
}
