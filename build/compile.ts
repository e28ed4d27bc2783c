import { runChecks } from './checks/run.ts'
import { type Reading, readDefinitions } from './definitions/read.ts'
import type { TypeSource } from './definitions/types/checker.ts'
import type { Extension } from './extension.ts'
import type { Diagnostic } from './findings/diagnostic.ts'
import { Refused } from './findings/problem.ts'
import { problemOf } from './findings/render.ts'
import type { Kept } from './kept.ts'
import type { Definitions } from './model/load.ts'
import { type Model, panelsOf, resolve } from './model/model.ts'
import { expectedSeries } from './model/series.ts'
import type { Subject } from './model/subject.ts'
import type { Artifact } from './output/artifact.ts'
import { reference } from './reference/reference.ts'
import { type Output, outputs } from './stack/schema.ts'
import { subjectOf } from './subject.ts'
import { alertmanager } from './targets/alertmanager.ts'
import { compose } from './targets/compose.ts'
import { env } from './targets/env.ts'
import { grafanaDashboards } from './targets/grafana/dashboard.ts'
import { dashboardsV2 } from './targets/grafana/v2.ts'
import { countImported, importedDashboards, importedRules } from './targets/imported.ts'
import { kubernetes } from './targets/kubernetes.ts'
import { openSLO } from './targets/openslo.ts'
import { prometheus } from './targets/prometheus.ts'
import { provisioning } from './targets/provisioning.ts'
import { ruleTests, type Shown } from './targets/rule-tests.ts'
import { countRules, ruleFiles } from './targets/rules.ts'
import { runbooks } from './targets/runbooks.ts'
import { kinds } from './witness/draft.ts'
import { wrongIn } from './wrong.ts'

/** What a build makes, complete and in memory. */
export interface Compiled {
  readonly model: Model
  readonly artifacts: readonly Artifact[]
  /** What was made, in sentences for the terminal. */
  readonly summary: readonly string[]
  /** What the checks warn of. */
  readonly found: readonly Diagnostic[]
  /** How many rules Prometheus must find. */
  readonly rules: number
}

/** Compiles the definitions below `root`. Throws `Refused` with every problem that was found. */
export const compile = async (root: string, types: TypeSource, kept?: Kept): Promise<Compiled> =>
  compileReading(await readDefinitions(root, types), kept)

/** Compiles definitions that were read. Throws `Refused` with every problem that was found. */
export function compileReading(reading: Reading, kept?: Kept): Compiled {
  const { definitions, findings } = reading
  if (definitions !== undefined && findings.length === 0) return compileDefinitions(definitions, kept)
  throw new Refused(wrongIn(reading).map(problemOf))
}

/** Compiles definitions that are loaded already. Throws `Refused` with every problem that was found. */
export function compileDefinitions(definitions: Definitions, kept?: Kept): Compiled {
  const model = resolve(definitions)
  const subject = subjectOf(model)
  const found = runChecks(subject, kept)
  const errors = found.filter(({ severity }) => severity === 'error')
  if (errors.length > 0) throw new Refused(errors.map(problemOf))
  const tests = ruleTests(model, kept)
  const artifacts = [...emit(model, subject, kept), ...(model.stack.outputs.includes('rules') ? tests.artifacts : [])]
  return { model, artifacts, summary: summarize(model, tests.shown), found, rules: countRules(model) }
}

/** What makes each output. */
const makers: Readonly<Record<Output, (model: Model, subject: Subject, kept?: Kept) => readonly Artifact[]>> = {
  prometheus: ({ stack, jobs }) => [prometheus(stack, jobs)],
  rules: (model) => [...ruleFiles(model), ...importedRules(model), ...openSLO(model)],
  dashboards: (model) => [
    ...(model.stack.dashboards === 'shared' ? [] : dashboardFiles(model)),
    ...provisioning(model.stack),
  ],
  alertmanager: ({ stack, groups, jobs }) => alertmanager(stack, groups, jobs),
  compose: ({ stack, jobs }) => [compose(stack, jobs), env(stack)],
  runbooks,
  reference,
  kubernetes,
}

/** Every dashboard as Grafana loads it from files, none where another environment has them. */
const dashboardFiles = (model: Model): readonly Artifact[] => [
  ...grafanaDashboards(model),
  ...importedDashboards(model),
  ...dashboardsV2(model),
]

function emit(model: Model, subject: Subject, kept: Kept | undefined): readonly Artifact[] {
  const series = expectedSeries(model.metrics.map(({ value }) => value))
  const { artifacts }: Partial<Extension> = model.extension ?? {}
  return [
    ...outputs
      .filter((output) => model.stack.outputs.includes(output))
      .flatMap((output) => makers[output](model, subject, kept)),
    ...(artifacts?.(model, series) ?? []),
  ]
}

function summarize(model: Model, shown: readonly Shown[]): readonly string[] {
  const panels = model.dashboards.flatMap(panelsOf)
  const alerts = model.groups.flatMap((group) => group.alerts)
  return [
    `${model.metrics.length} metrics of ${model.jobs.length} jobs`,
    `${model.dashboards.length} dashboards with ${panels.length} panels`,
    `${alerts.length} alerts in ${countRules(model)} rules, each with a runbook`,
    proven(shown),
    ...importedIn(model),
    ...model.leftOut.map((what) => `left out: ${what}`),
  ]
}

/** What is there besides, as it was imported. */
function importedIn({ imported }: Model): readonly string[] {
  const { boards, ruleFiles } = imported
  if (boards.length + ruleFiles.length === 0) return []
  return [
    `imported: ${boards.length} dashboards, ${countImported({ imported })} rules in ${ruleFiles.length} files, which no witness plays`,
  ]
}

/** `22 alerts proven by 131 witnesses: 36 fires, 20 just under …` */
function proven(shown: readonly Shown[]): string {
  const witnesses = shown.flatMap(({ kinds: each }) => each)
  const counts = kinds.map((kind) => `${witnesses.filter((each) => each.includes(kind)).length} ${kind}`)
  const unproven = shown.filter((each) => each.unproven !== undefined).length
  return [
    `${shown.length - unproven} alerts proven by ${witnesses.length} witnesses: ${counts.join(', ')}`,
    ...(unproven === 0 ? [] : [`${unproven} unproven`]),
  ].join('; ')
}
