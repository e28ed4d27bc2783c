import { type Change, weights } from './change.ts'
import { compareAlertmanager } from './compare/alertmanager.ts'
import { compareCompose } from './compare/compose.ts'
import { compareDashboards } from './compare/dashboards.ts'
import { compareDocuments } from './compare/documents.ts'
import { compareDrills } from './compare/drills.ts'
import { told } from './compare/fold.ts'
import { aligning, alignVersion, renumbered } from './compare/links.ts'
import { pairDashboards } from './compare/pairs.ts'
import { comparePrometheus } from './compare/prometheus.ts'
import { compareProvisioning } from './compare/provisioning.ts'
import { compareRules } from './compare/rules.ts'
import { pair } from './match/pair.ts'
import type { Json } from './read/dashboard.ts'
import type { Config, ConfigKind, Version } from './read/version.ts'

/** Every difference in meaning between two versions, the gravest first, and in the order of the files among equals. */
export function compare(before: Version, after: Version): readonly Change[] {
  const dashboards = pairDashboards(before.dashboards, after.dashboards)
  const numbers = renumbered(dashboards)
  const align = aligning(numbers)
  const aligned = alignVersion(after, numbers, align)
  const changes = told([
    ...compareRules(before, aligned),
    ...(before.drills && after.drills ? compareDrills(before.drills, after.drills) : []),
    ...compareConfigs(before.configs, after.configs),
    ...compareDashboards(dashboards, align),
    ...compareDocuments(before.documents, aligned.documents),
  ])
  return weights.flatMap((weight) => changes.filter((each) => each.weight === weight))
}

type Comparison = (part: string, before: Json, after: Json) => readonly Change[]

const comparisons: Readonly<Record<ConfigKind, Comparison>> = {
  prometheus: comparePrometheus,
  alertmanager: compareAlertmanager,
  compose: compareCompose,
  provisioning: compareProvisioning,
}

/** A file that only one version has is compared with nothing, so that each of its parts is told. */
function compareConfigs(before: readonly Config[], after: readonly Config[]): readonly Change[] {
  const { pairs, removed, added } = pair(before, after, [
    ({ kind, file }) => `${kind} ${file}`,
    ({ kind }) => (isAlone(kind, before) && isAlone(kind, after) ? kind : undefined),
    // A data source is called after its environment, and its file too.
    ({ file }) => ([before, after].every((side) => isAloneInFolder(file, side)) ? folderOf(file) : undefined),
  ])
  return [
    ...removed.flatMap(({ kind, file, json }) => comparisons[kind](file, json, {})),
    ...pairs.flatMap(([old, now]) => comparisons[now.kind](now.file, old.json, now.json)),
    ...added.flatMap(({ kind, file, json }) => comparisons[kind](file, {}, json)),
  ]
}

const folderOf = (file: string): string => file.slice(0, file.lastIndexOf('/') + 1)
const isAloneInFolder = (file: string, configs: readonly Config[]): boolean =>
  folderOf(file) !== '' && configs.filter((each) => folderOf(each.file) === folderOf(file)).length === 1

const isAlone = (kind: ConfigKind, configs: readonly Config[]): boolean =>
  configs.filter((each) => each.kind === kind).length === 1
