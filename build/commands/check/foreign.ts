import { checks } from '../../checks/all.ts'
import { byPlace, faultsAlone, runChecks } from '../../checks/run.ts'
import { applySettings } from '../../checks/settings/apply.ts'
import { readPaths } from '../../definitions/files.js'
import { readExpositions } from '../../documents/expositions.ts'
import { type Files, readFiles } from '../../documents/files.ts'
import { isSaved, readSaved, type Saved } from '../../documents/saved.ts'
import { scopesOf } from '../../documents/scopes.ts'
import type { Diagnostic } from '../../findings/diagnostic.ts'
import { type Gathered, gather } from '../../findings/gather.ts'
import { Refused } from '../../findings/problem.ts'
import { problemOf } from '../../findings/render.ts'
import type { Report } from '../../findings/report.ts'
import { counted } from '../../findings/summary.ts'
import { hashOf } from '../../hash.js'
import type { Own } from '../../model/catalog.ts'
import { queriesOf } from '../../model/queries.ts'
import type { Subject } from '../../model/subject.ts'
import { subjectOfFiles } from '../../model/subject-of-files.ts'
import { nearest } from '../../nearest.ts'
import { selectors } from '../../promql/rewrite.ts'
import type { CheckOptions } from '../check.ts'
import { hasProject, projectRoot } from '../paths.ts'
import { results } from '../results.ts'
import { beyond, readKnown, writeKnown } from './known.ts'
import { findSettings } from './settings.ts'
import { textsSince } from './since.ts'
import { sizeOf } from './size.ts'

/** Checks somebody's files against a running Prometheus, or against recorded expositions and, unless these alone are wanted, our own catalog. */
export async function checkFiles(options: CheckOptions): Promise<Report> {
  const {
    paths,
    catalogs,
    isForeignOnly,
    isWithoutCatalog,
    without,
    version,
    running,
    scopes,
    changedSince,
    baseline,
    writeBaseline,
  } = options
  refuseUnknown(without)
  const { settings, pathOf } = findSettings(options.config)
  const files = readFiles(paths)
  const catalog = readFiles(catalogs)
  const isAlone = isForeignOnly || isWithoutCatalog || running !== undefined || !hasProject
  const own = isAlone ? undefined : await ourCatalog()
  const saved = catalog.texts.filter(({ text }) => isSaved(text)).map(readSaved)
  const { series, faults: unreadable } = readExpositions(catalog.texts.filter(({ text }) => !isSaved(text)))
  const stored = saved.flatMap((each) => ('check' in each ? [] : each))
  const live = running && (await import('./running.ts').then(({ askRunning }) => askRunning(running, metricsIn(files))))
  const asked = live === undefined ? stored : [live]
  const bad = saved.flatMap((each) => ('check' in each ? each : []))
  const faults = faultsAlone([...files.faults, ...catalog.faults, ...unreadable, ...bad])
  const judge = (texts: Files['texts'], former: readonly string[] = []): Judged => {
    const stacks = scopesOf(texts, scopes)
    const recorded = stacks.length === 1 ? [] : recordedIn(texts)
    const subjects = stacks.map((stack) =>
      subjectOfFiles(stack, {
        own,
        foreign: [...series, ...asked.flatMap(({ metrics }) => metrics)],
        server: asked[0]?.server,
        recorded,
        former,
        house: settings.house,
        version,
        today: new Date().toISOString().slice(0, 10),
      }),
    )
    const found = [...subjects.flatMap((subject) => runChecks(subject)), ...faults].sort(byPlace)
    const wanted = applySettings(found, settings, pathOf).filter(({ check }) => !without.includes(check))
    return { subjects, wanted }
  }
  const earlier = changedSince === undefined ? undefined : await textsSince(changedSince, paths)
  const { subjects, wanted } = judge(files.texts, recordedIn(earlier ?? []))
  const before = earlier && judge(earlier).wanted
  const added = before === undefined ? wanted : beyond(wanted, before)
  if (writeBaseline !== undefined) writeKnown(writeBaseline, added)
  const left = beyond(added, writeBaseline === undefined ? readKnown(baseline) : added)
  const { diagnostics, untold } = gather(left)
  const unjudged = subjects.reduce((sum, subject) => sum + (subject.unjudged ?? 0), 0)
  const notes = [
    ...(subjects.length === 1 ? [] : [`The files are ${subjects.length} stacks.`]),
    ...(before === undefined
      ? []
      : [`Only what is new since ${changedSince} is told: ${wanted.length - added.length} are older.`]),
    ...(left.length === added.length
      ? []
      : [
          `${counted(added.length - left.length, 'finding')} of the baseline ${added.length - left.length === 1 ? 'is' : 'are'} not told.`,
        ]),
    ...asideOf(subjects),
    ...(untold.length === 0 ? [] : [restOf(untold)]),
    ...(live && running ? [knowledge(live, running.url)] : unjudged > 0 ? [blindness(unjudged)] : []),
  ]
  return {
    diagnostics,
    checked: `${sizeOf(...subjects)} of ${counted(files.texts.length, 'file')}`,
    ...(notes.length === 0 ? {} : { note: notes.join('\n') }),
  }
}

/** What was read, and what is wrong with it. */
interface Judged {
  readonly subjects: readonly Subject[]
  readonly wanted: readonly Diagnostic[]
}

/** `12 dashboards in manifests read, 3 Loki rules left alone.` */
function asideOf(subjects: readonly Subject[]): readonly string[] {
  const asides = subjects.flatMap(({ asides: each = [] }) => each)
  return asides.length === 0 ? [] : [`${asides.join(', ')}.`]
}

/** What rules record, whose readers may be in another stack. */
const recordedIn = (texts: Files['texts']): readonly string[] =>
  texts.flatMap(({ text }) =>
    [...text.matchAll(/\brecord["']?[ \t]*:[ \t]*["']?([\w:]+)/g)].map(([, name = '']) => name),
  )

/** The metrics that the queries of files read. */
function metricsIn({ texts }: Files): ReadonlySet<string> {
  const subject = subjectOfFiles(texts, { own: undefined, foreign: [] })
  return new Set(queriesOf(subject).flatMap(({ expr }) => selectors(expr).flatMap(({ metric }) => metric ?? [])))
}

/** `4,000 more findings are not shown: 3,000 of severity, 1,000 of runbook-link.` */
const restOf = (untold: Gathered['untold']): string =>
  `${counted(
    untold.reduce((sum, { count }) => sum + count, 0),
    'more finding',
  )} of these checks are not shown: ${untold.map(({ check, count }) => `${check} (${count})`).join(', ')}.`

/** Where the knowledge comes from. */
const knowledge = ({ server, metrics }: Saved, url: string): string =>
  `The Prometheus${server.version === undefined ? '' : ` ${server.version}`} at ${url} has ${counted(metrics.length, 'metric')}, against which the files were checked.`

function refuseUnknown(without: readonly string[]): void {
  const known = checks.map(({ id }) => id)
  const problems = without
    .filter((id) => !known.includes(id))
    .map((id) => ({
      where: 'command line › check',
      what: `There is no check ${id}.`,
      next: `${nearest(id, known) === undefined ? '' : `Did you mean ${nearest(id, known)}? `}out/reference/checks.md lists them.`,
    }))
  if (problems.length > 0) throw new Refused(problems, 2)
}

/** What a catalog would add. */
const blindness = (metrics: number): string =>
  `No catalog tells of the ${counted(metrics, 'metric')} that the files read, so names, labels, types and units were judged by the queries alone: --prometheus URL, or --catalog FILE, a recorded /metrics text, tells more.`

/** What our definitions give to a catalog; they are loaded only where they have changed. Throws `Refused` where they cannot be. */
async function ourCatalog(): Promise<Own> {
  const kept = results(true)
  const input = { own: hashOf(readPaths(projectRoot())) }
  const known = kept.find(input)
  if (known !== undefined) return known.value as Own
  const [{ readDefinitions }, { ownOf }] = await Promise.all([
    import('../../definitions/read.ts'),
    import('../../model/model.ts'),
  ])
  const { definitions, findings } = await readDefinitions(projectRoot(), 'none')
  if (definitions === undefined || findings.length > 0) throw new Refused(findings.map(problemOf))
  const own = ownOf(definitions)
  kept.keep(input, own)
  kept.tidy()
  return own
}
