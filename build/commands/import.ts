import { join, relative } from 'node:path'
import type { ForeignMetric } from '../documents/exposition/metric.ts'
import { readExpositions } from '../documents/expositions.ts'
import { readFiles } from '../documents/files.ts'
import { isSaved, readSaved } from '../documents/saved.ts'
import { printable } from '../findings/printable.ts'
import { type Problem, Refused } from '../findings/problem.ts'
import { importInto } from '../import/import.ts'
import { queriesOfDashboard } from '../import/panel-queries.ts'
import { folderBelow, type Read, readAll } from '../import/read.ts'
import { exprOfRule } from '../import/rules.ts'
import { selectors } from '../promql/rewrite.ts'
import { askRunning, type Running } from './check/running.ts'
import { type FromGrafana, type Stored, storedIn } from './import/from-grafana.ts'
import { reportOf } from './import/report.ts'
import { isFolder } from './paths.ts'
import { usageOf } from './usage.ts'

export interface ImportOptions {
  readonly operands: readonly string[]
  /** Recorded expositions, or saved catalogs. */
  readonly catalogs: readonly string[]
  readonly running: Running | undefined
  readonly grafana: FromGrafana | undefined
  readonly into: string | undefined
}

/**
 * Turns dashboards and rule files into definitions, and proves that they are what was imported. Answers 0; throws `Refused`,
 * with nothing written: exit 1 for what cannot be imported, 2 for a wrong call.
 */
export async function importFiles(options: ImportOptions): Promise<number> {
  const { operands, catalogs, running, grafana, into = 'imported' } = options
  if (operands.length === 0 && grafana === undefined)
    throw new Refused(
      { where: 'command line › import', what: 'No file is named.', next: `Usage: ${usageOf('import')}` },
      2,
    )
  const { texts, faults } = operands.length === 0 ? nothing : readFiles(operands)
  const stored: Stored | undefined = grafana === undefined ? undefined : await storedIn(grafana)
  const folders = operands.filter(isFolder).map((path) => path.replace(/\/+$/, ''))
  const found = readAll([...texts, ...(stored?.texts ?? [])], (file) => {
    const theirs = stored?.folders.get(file)
    if (theirs !== undefined) return theirs
    const named = folders.find((folder) => file.startsWith(`${folder}/`))
    return named === undefined ? '' : folderBelow(named, file)
  })
  const read: Read = { ...found, left: [...(stored?.left ?? []), ...found.left] }
  const problems: Problem[] = [
    ...faults.map(({ place, what, next }) => ({ where: place.file, what, next })),
    ...read.problems,
  ]
  if (problems.length === 0 && read.dashboards.length + read.rules.length === 0)
    problems.push({
      where: [...operands, ...(grafana === undefined ? [] : [grafana.url])].join(', '),
      what: [
        'There is no dashboard and no rule in it that can be imported.',
        ...read.left.slice(0, 20).map(printable),
      ].join('\n  '),
      next: 'Name dashboards of Grafana, or rule files of Prometheus, or folders of them.',
    })
  if (problems.length > 0) throw new Refused(problems)
  const known = await knownFrom(catalogs, running, read)
  const imported = await importInto(into, read, known)
  console.log(reportOf(read, imported, relative(process.cwd(), join(into)) || '.'))
  return 0
}

const nothing: ReturnType<typeof readFiles> = { texts: [], faults: [] }

/** The metrics that expositions or a server tell. A name with two types is refused: one of them would be a guess. */
async function knownFrom(
  catalogs: readonly string[],
  running: Running | undefined,
  read: Read,
): Promise<ReadonlyMap<string, ForeignMetric>> {
  const { texts, faults } = catalogs.length === 0 ? { texts: [], faults: [] } : readFiles(catalogs)
  const problems: Problem[] = faults.map(({ place, what, next }) => ({ where: place.file, what, next }))
  const found = new Map<string, { readonly metric: ForeignMetric; readonly from: string }>()
  const add = (from: string, series: Iterable<readonly [string, ForeignMetric]>) => {
    for (const [name, metric] of series) {
      const earlier = found.get(name)
      const isOther = earlier !== undefined && earlier.metric.type !== metric.type
      if (isOther && earlier.metric.type !== 'unknown' && metric.type !== 'unknown')
        problems.push({
          where: from,
          what: `${name} is a ${metric.type} here, and a ${earlier.metric.type} in ${earlier.from}.`,
          next: 'Leave out one of the two, or record both again.',
        })
      else if (earlier === undefined || earlier.metric.type === 'unknown') found.set(name, { metric, from })
    }
  }
  for (const text of texts) {
    const saved = isSaved(text.text) ? readSaved(text) : undefined
    if (saved === undefined) {
      const { series, faults: wrong } = readExpositions([text])
      for (const { place, what, next } of wrong)
        problems.push({ where: `${place.file}:${place.position?.line ?? 1}`, what, next })
      add(text.file, series)
    } else if ('check' in saved) problems.push({ where: saved.place.file, what: saved.what, next: saved.next })
    else add(text.file, saved.metrics)
  }
  if (problems.length > 0) throw new Refused(problems)
  if (running !== undefined) add(running.url, (await askRunning(running, namesIn(read))).metrics)
  return new Map([...found].map(([name, { metric }]) => [name, metric]))
}

const namesIn = (read: Read): ReadonlySet<string> =>
  new Set(
    [
      ...read.dashboards.flatMap((dashboard) => queriesOfDashboard(dashboard).map(({ expr }) => expr)),
      ...read.rules.flatMap(({ groups }) =>
        groups.flatMap(({ rules }) => rules.flatMap((rule) => exprOfRule(rule) ?? [])),
      ),
    ].flatMap((expr) => selectors(expr).flatMap(({ metric }) => metric ?? [])),
  )
