import type { Waiver } from '../findings/waivers.ts'
import type { AnyAlert, Evaluation, Group } from '../language/alert.ts'
import type { Annotation, Dashboard, Filter, Line, Row } from '../language/dashboard.ts'
import { listed } from '../language/demands/shown.ts'
import type { Drill } from '../language/drill.ts'
import type { Drawn } from '../language/imported.ts'
import { isDeployed, type Job } from '../language/job.ts'
import { type AnyMetric, select } from '../language/metric.ts'
import type { AnyQuery } from '../language/query.ts'
import type { AnyRecording } from '../language/record.ts'
import type { Objective } from '../language/slo/objective.ts'
import type { Waivers } from '../language/waive.ts'
import { printDuration, secondsOf } from '../promql/duration.ts'
import { reachOf } from '../promql/reach.ts'
import type { Expr } from '../promql/tree.ts'
import { releasesOf } from '../stack/releases.ts'
import type { Stack } from '../stack/schema.ts'
import { Catalog, type Own, seriesNames } from './catalog.ts'
import type { DrillRecord } from './drills.ts'
import type { FaultRecord } from './faults.ts'
import { filtered } from './filter.ts'
import { type PlacedPanel, type PlacedRow, place } from './layout.ts'
import type { Defined, Definitions, Imported } from './load.ts'
import type { Proofs } from './proofs.ts'
import { readInGroup, readRecords, type Source } from './records.ts'
import { filledIn } from './runbook-words.ts'
import { silenceIn } from './silence.ts'

/** Everything that targets and checks read: the definitions, put together. */
export interface Model {
  readonly stack: Stack
  readonly jobs: readonly Job[]
  readonly catalog: Catalog
  /** What the catalog has of our own. */
  readonly own: Own
  readonly metrics: readonly Defined<AnyMetric>[]
  readonly queries: readonly Defined<AnyQuery>[]
  readonly dashboards: readonly PlacedDashboard[]
  readonly groups: readonly RuleGroup[]
  /** The names of the alerts that these releases cannot have. */
  readonly absentAlerts: ReadonlySet<string>
  readonly imported: Imported
  readonly runbooks: ReadonlyMap<string, string>
  readonly faults: FaultRecord | undefined
  /** Those of metrics and alerts that these releases have. */
  readonly drills: readonly Defined<Drill>[]
  readonly drilled: DrillRecord
  readonly proofs: Proofs
  readonly waivers: readonly Waiver[]
  readonly extension?: object | undefined
  /** What an installation cannot have, one sentence each: for want of a release, or of a longer retention. */
  readonly leftOut: readonly string[]
}

/** A dashboard with its panels on the grid, and its filters written into their queries. */
export interface PlacedDashboard {
  readonly file: string
  readonly name: string
  readonly uid: string
  readonly title: string
  readonly asks: string
  readonly tags: readonly string[]
  readonly filters: readonly Filter[]
  readonly annotations: readonly Annotation[]
  readonly rows: readonly PlacedRow[]
}

export interface RuleGroup extends Evaluation {
  readonly file: string
  readonly name: string
  readonly recordings: readonly AnyRecording[]
  readonly alerts: readonly AnyAlert[]
}

const metricExpr = (metric: AnyMetric): Expr => select({ ...metric, name: seriesNames(metric)[0] ?? metric.name })

/** What the definitions give to a catalog. */
export const ownOf = ({ stack, jobs, metrics, groups, imported }: Definitions): Own => ({
  stack,
  jobs,
  metrics: metrics.map(({ value }) => value),
  recordings: [
    ...groups.flatMap(({ value }) => value.rules.filter((rule) => rule.type === 'recording')),
    ...(imported?.ruleFiles ?? []).flatMap(({ value }) =>
      value.groups.flatMap(({ rules }) => rules.flatMap((rule) => (rule.type === 'recorded' ? rule.recording : []))),
    ),
  ],
})

/** Puts the definitions together. */
export function resolve(definitions: Definitions): Model {
  const { stack, jobs, imported = { boards: [], ruleFiles: [] } } = definitions
  const own = ownOf(definitions)
  const catalog = new Catalog(own)
  const leftOut = jobs
    .filter((job) => !isDeployed(stack, job))
    .map(({ name, title }) => `job ${name}: no release of ${title}`)
  const keeps = (what: string, [reason]: readonly string[]): boolean => {
    if (reason !== undefined) leftOut.push(`${what}: ${reason}`)
    return reason === undefined
  }
  // What is not run leaves out what reads it. What a release is too old for is refused by a check, where its set says so.
  const { tooNew } = releasesOf(stack)
  const unexposed = (exprs: readonly Expr[]): readonly string[] =>
    exprs.flatMap((expr) => (tooNew === 'refused' ? catalog.unreleased(expr) : catalog.missing(expr)))
  // Not for alerts: one that is missing looks like health. They are refused, by a check.
  const forgotten = (exprs: readonly Expr[]): readonly string[] =>
    exprs.flatMap((expr) => beyondRetention(expr, stack.retention))

  const groups = definitions.groups
    .flatMap(perObjective)
    .map(({ file, name, value: { type: _, rules, ...evaluated } }) => ({
      file,
      name,
      ...evaluated,
      recordings: rules
        .filter((rule) => rule.type === 'recording')
        .filter((recording) => keeps(`recording rule ${recording.name}`, unexposed([recording.computed]))),
      alerts: rules
        .filter((rule): rule is AnyAlert => rule.type === 'alert')
        .filter((alert) => keeps(`alert ${alert.name}`, unexposed(alert.arms.map(({ when }) => when.expr))))
        .map((alert) => ({
          ...alert,
          diagnosis: Object.fromEntries(
            Object.entries(alert.diagnosis).filter(([question, { expr }]) =>
              keeps(`runbook ${alert.name} › ${question}`, unexposed([expr])),
            ),
          ),
        })),
    }))
    .map((group) => readWithin(group, stack))
  const sources = groups.flatMap((group) => group.sources)
  const kept = new Set(groups.flatMap(({ alerts }) => alerts.map(({ name }) => name)))
  const absentAlerts = new Set(
    definitions.groups
      .flatMap(({ value }) => value.rules)
      .flatMap((rule) => (rule.type === 'alert' && !kept.has(rule.name) ? [rule.name] : [])),
  )
  const heard = (panel: PlacedPanel): PlacedPanel =>
    panel.alert !== undefined && absentAlerts.has(panel.alert.name) ? { ...panel, alert: undefined } : panel
  const dashboards = definitions.dashboards.map(({ file, name, value }) => ({
    file,
    name,
    ...value,
    ...calledIn(stack, value),
    filters: value.filters.filter(({ metric, label }) =>
      keeps(`picker ${value.title} › ${label}`, unexposed([metricExpr(metric)])),
    ),
    annotations: value.annotations.filter(({ name: mark, expr }) =>
      keeps(`mark ${value.title} › ${mark}`, [...unexposed([expr]), ...forgotten([expr])]),
    ),
    rows: place(
      rowsThat(value, ({ title, targets }) => {
        const exprs = targets.map(({ expr }) => expr)
        return keeps(`panel ${value.title} › ${title}`, [...unexposed(exprs), ...forgotten(exprs)])
      }),
      silenceIn(catalog, jobs),
    ).map((row) => ({
      ...row,
      panels: row.panels.map((panel) => readBy(filtered(heard(panel), value.filters, catalog), sources, stack)),
    })),
  }))
  const brought = groups.flatMap(({ alerts }) =>
    alerts.flatMap(({ name, runbook }): readonly [string, string][] =>
      runbook === undefined ? [] : [[name, runbook]],
    ),
  )
  const objectives = groups.flatMap(({ alerts }) => objectivesOf(alerts))
  const drills = definitions.drills.filter(({ value: { title, expects, happens } }) => {
    const by = expects.noticed?.by.map(({ name }) => name) ?? []
    const isNoticed = by.length === 0 || by.some((name) => !absentAlerts.has(name))
    const touched = happens.flatMap((touch) => ('metric' in touch ? [metricExpr(touch.metric)] : []))
    return keeps(`drill ${title}`, [
      ...(isNoticed ? [] : [`there is no ${by.join(' and no ')}.`]),
      ...unexposed(touched),
    ])
  })
  return {
    ...definitions,
    drills,
    catalog,
    own,
    groups,
    absentAlerts,
    imported,
    dashboards,
    runbooks: new Map(
      [...brought, ...definitions.runbooks].map(([name, text]) => [name, filledIn(name, text, stack)] as const),
    ),
    leftOut: [...leftOut, ...objectives.flatMap((each) => each.leftOut.map((what) => `pair of ${each.slo}: ${what}`))],
    waivers: [...waiversOf(definitions.metrics, groups, dashboards), ...importedWaivers(imported)],
  }
}

/** A group whose rules read what is recorded above them. */
function readWithin<G extends RuleGroup>(group: G, stack: Stack): G & { readonly sources: readonly Source[] } {
  const scrape = secondsOf(stack.scrape.interval)
  const { recordings, sources } = readInGroup(
    group.recordings,
    secondsOf(group.interval ?? stack.evaluationInterval),
    scrape,
  )
  const alerts = group.alerts.map((alert) =>
    alert.objective !== undefined
      ? alert
      : {
          ...alert,
          arms: alert.arms.map((arm) => {
            const { expr, names } = readRecords(arm.when.expr, sources, { as: 'alerting', scrape })
            return names.length === 0 ? arm : { ...arm, when: { ...arm.when, expr } }
          }) as unknown as AnyAlert['arms'],
        },
  )
  return { ...group, recordings, alerts, sources }
}

/** A panel that reads what is recorded, and says so: before it was, there is nothing to draw. */
function readBy(panel: PlacedPanel, sources: readonly Source[], { scrape }: Stack): PlacedPanel {
  if (panel.written !== undefined) return panel
  const read = panel.targets.map(({ expr }) =>
    readRecords(expr, sources, { as: 'drawn', scrape: secondsOf(scrape.interval) }),
  )
  const names = [...new Set(read.flatMap((each) => each.names))].sort()
  if (names.length === 0) return panel
  const recorded = listed(
    names.map((name) => `\`${name}\``),
    'and',
  )
  return {
    ...panel,
    description: `${panel.description} Read from ${recorded}: it begins when ${names.length === 1 ? 'that rule was' : 'those rules were'} deployed.`,
    targets: panel.targets.map((target, at) => ({ ...target, expr: read[at]?.expr ?? target.expr })),
  }
}

/** What a dashboard is called where one Grafana has a set for each environment. */
const calledIn = ({ dashboards, environment }: Stack, { uid, title }: Dashboard): Pick<Dashboard, 'uid' | 'title'> =>
  dashboards === 'named' ? { uid: `${uid}-${environment}`, title: `${title} (${environment})` } : { uid, title }

/** The rules of each objective are a group of their own: what plays or evaluates one has nothing to do with the others. */
function perObjective({ file, name, value }: Defined<Group>): readonly Defined<Group>[] {
  const sloOf = (rule: AnyAlert | AnyRecording) => (rule.type === 'alert' ? rule.objective?.slo : rule.marks.slo)
  const slos = new Set(value.rules.map(sloOf))
  return [...slos].map((slo) => ({
    file,
    name: slo === undefined ? name : `slo-${slo}`,
    value: { ...value, rules: value.rules.filter((rule) => sloOf(rule) === slo) },
  }))
}

/** The service level objectives that alerts watch, each once. */
export const objectivesOf = (alerts: readonly AnyAlert[]): readonly Objective[] =>
  alerts
    .flatMap(({ objective }) => objective ?? [])
    .filter(({ slo }, at, all) => all.findIndex((other) => other.slo === slo) === at)

function beyondRetention(expr: Expr, retention: string): readonly string[] {
  const { seconds } = reachOf(expr)
  if (seconds <= secondsOf(retention)) return []
  return [`it looks ${printDuration(Math.round(seconds * 1000))} back, and Prometheus keeps ${retention}.`]
}

const at = (file: string, path: readonly string[], waive: Waivers = {}): readonly Waiver[] =>
  Object.entries(waive).map(([check, reason]) => ({ place: { file, path }, check, reason }))

/** What a reader calls an imported panel: one without a title by its id. */
export const headingOf = ({ title, json }: Drawn): string =>
  title === '' ? `panel ${json.id === undefined ? 'without a title' : String(json.id)}` : title

/** The same of what was imported. */
const importedWaivers = ({ boards, ruleFiles }: Imported): readonly Waiver[] => [
  ...boards.flatMap(({ file, value }) => [
    ...at(file, [], value.waive),
    ...value.parts.flatMap((part) =>
      part.type === 'drawn'
        ? at(file, [headingOf(part)], part.waive)
        : part.panels.flatMap((panel) =>
            at(file, [...(part.title === '' ? [] : [part.title]), headingOf(panel)], panel.waive),
          ),
    ),
  ]),
  ...ruleFiles.flatMap(({ file, value }) => [
    ...at(file, [], value.waive),
    ...value.groups.flatMap(({ name, rules }) => rules.flatMap((rule) => at(file, [name, rule.name], rule.waive))),
  ]),
]

/** The waivers of all definitions, each with the place that its diagnostics would have. */
function waiversOf(
  metrics: readonly Defined<AnyMetric>[],
  groups: readonly RuleGroup[],
  dashboards: readonly (PlacedDashboard & { readonly waive?: Waivers })[],
): readonly Waiver[] {
  return [
    ...metrics.flatMap(({ file, name, value }) => at(file, [name], value.facts.waive)),
    ...groups.flatMap(({ file, alerts }) => alerts.flatMap(({ name, waive }) => at(file, [name], waive))),
    ...dashboards.flatMap(({ file, rows, waive }) => [
      ...at(file, [], waive),
      ...rows.flatMap((row) => row.panels.flatMap((panel) => at(file, [row.title, panel.title], panel.waive))),
    ]),
  ]
}

function rowsThat({ rows }: Dashboard, keep: (panel: Line[number]) => boolean): readonly Row[] {
  return rows
    .map((row) => ({
      ...row,
      lines: row.lines
        .map((line) => line.filter(keep))
        .filter((line) => line.length > 0) as readonly unknown[] as readonly Line[],
    }))
    .filter(({ lines }) => lines.length > 0)
}

/** All panels of a dashboard, in reading order. */
export const panelsOf = ({ rows }: Pick<PlacedDashboard, 'rows'>): readonly PlacedPanel[] =>
  rows.flatMap(({ panels }) => panels)

/** The panel that an alert's links open: the first that shows it over time, or the first that shows it at all. */
export function panelOf(
  dashboards: readonly PlacedDashboard[],
  alert: AnyAlert,
): { readonly dashboard: PlacedDashboard; readonly panel: PlacedPanel } | undefined {
  const shown = dashboards.flatMap((dashboard) =>
    panelsOf(dashboard)
      .filter((panel) => panel.alert?.name === alert.name)
      .map((panel) => ({ dashboard, panel })),
  )
  return shown.find(({ panel }) => panel.type === 'timeseries') ?? shown[0]
}
