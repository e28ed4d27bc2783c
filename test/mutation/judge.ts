import { runChecks } from '../../build/checks/run.ts'
import type { Dashboard } from '../../build/documents/views.ts'
import type { Diagnostic } from '../../build/findings/diagnostic.ts'
import type { Subject } from '../../build/model/subject.ts'
import { subjectOfFiles } from '../../build/model/subject-of-files.ts'
import { subjectOf } from '../../build/subject.ts'
import { kept } from '../support/kept.ts'
import type { Json } from './operator.ts'
import { model, ours, type Unit, valueAt } from './ours.ts'

const read = (file: string, document: Json): Subject =>
  // JSON is YAML, and is read a hundred times as fast.
  subjectOfFiles([{ file, text: JSON.stringify(document), isNamed: true }], {
    own: model.own,
    foreign: [],
  })

const subjects = new Map(ours.map(({ file, document }) => [file, read(file, document)]))

const defined = subjectOf(model)
const alertOf = new Map(defined.dashboards.flatMap(({ panels }) => panels.map(({ id, alert }) => [id, alert])))

/** The waivers of our rules, for the files that come of them: JSON has no comments, which say it there. */
const waivers = model.waivers.map((waiver) => {
  const group = model.groups.find(({ file }) => file === waiver.place.file)
  return group === undefined
    ? waiver
    : { ...waiver, place: { file: `alerts/${group.name}.yml`, path: [group.name, ...waiver.place.path] } }
})
const judged = { ...model, waivers }

/** What a build knows of its panels and their JSON does not say. */
const withAlerts = (dashboard: Dashboard): Dashboard => ({
  ...dashboard,
  panels: dashboard.panels.map((panel) => ({ ...panel, alert: alertOf.get(panel.id) })),
})

/**
 * What all of these files say together, as one run of `check` on them reads it, and what a build knows besides: that these
 * are all dashboards, which alert a panel shows, and what the servers are told on their command line.
 */
function together(of: ReadonlyMap<string, Subject>, catalog: Subject['catalog']): Subject {
  const all = [...of.values()]
  const provisionings = all.flatMap(({ provisioning }) => provisioning ?? [])
  const [provisioning] = provisionings
  const scraping = all.find((each) => each.scraping !== undefined)?.scraping
  return {
    catalog,
    ruleFiles: all.flatMap(({ ruleFiles }) => ruleFiles),
    dashboards: all.flatMap(({ dashboards }) => dashboards.map(withAlerts)),
    scraping: scraping && { ...scraping, retention: defined.scraping?.retention, version: defined.scraping?.version },
    notification: all.find(({ notification }) => notification !== undefined)?.notification,
    compose: all.find(({ compose }) => compose !== undefined)?.compose,
    provisioning: provisioning && {
      place: provisioning.place,
      datasources: provisionings.flatMap(({ datasources }) => datasources),
      providers: provisionings.flatMap(({ providers }) => providers),
    },
    model: judged,
    unparsed: all.flatMap(({ unparsed }) => unparsed ?? []),
    faults: all.flatMap(({ faults }) => faults ?? []),
  }
}

/** As between two builds: a file in which nothing was found is not judged again beside another mutant. */
const known = kept()

/** The checks that find something, once the document stands in the place of ours; all other files stay as they are. */
export function judge(file: string, document: Json): readonly string[] {
  const changed = read(file, document)
  return checksOf(runChecks(together(new Map(subjects).set(file, changed), changed.catalog), known))
}

/** The same in one run over the texts of all files, which takes longer. */
export function judgeSlowly(file: string, document: Json): readonly string[] {
  const texts = ours.map((each) => ({
    file: each.file,
    text: JSON.stringify(each.file === file ? document : each.document),
    isNamed: true,
  }))
  return checksOf(runChecks({ ...subjectOfFiles(texts, { own: model.own, foreign: [] }), waivers }))
}

const checksOf = (found: readonly Diagnostic[]): readonly string[] =>
  [...new Set(found.map(({ check }) => check))].sort()

const settings = new Map(
  [...subjects].filter(([, { ruleFiles, dashboards }]) => ruleFiles.length + dashboards.length === 0),
)

/**
 * The checks that find something new when the rule or panel is the only one in its file and that file the only one besides
 * the settings: a fast judge, which misses what lies between files.
 */
export function judgeAlone(unit: Unit, document: Json): readonly string[] {
  const key = JSON.stringify([unit.file, unit.path])
  const before =
    alone.get(key) ??
    new Set(foundAlone(unit, ours.find(({ file }) => file === unit.file)?.document ?? {}).map(identity))
  alone.set(key, before)
  return checksOf(foundAlone(unit, document).filter((diagnostic) => !before.has(identity(diagnostic))))
}

const alone = new Map<string, ReadonlySet<string>>()

function foundAlone(unit: Unit, document: Json): readonly Diagnostic[] {
  const small = read(unit.file, only(unit, document))
  return runChecks(together(new Map(settings).set(unit.file, small), small.catalog))
}

const identity = ({ check, place, what }: Diagnostic): string => JSON.stringify([check, place.path, what])

/** The document with one of its rules or panels. */
function only({ kind, path }: Unit, document: Json): Json {
  const value = valueAt(document, path)
  if (kind === 'rule') return { groups: [{ name: 'alone', rules: [value] }] }
  return kind === 'panel' ? { ...document, panels: [value] } : document
}
