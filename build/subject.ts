import { Cursor } from './documents/cursor.ts'
import { readDashboard } from './documents/dashboard.ts'
import { documentsOf } from './documents/documents.ts'
import { Reading } from './documents/reading.ts'
import type { AlertRule, Dashboard, Panel, Query, Rule, RuleFile, Scraping } from './documents/views.ts'
import type { Place } from './findings/diagnostic.ts'
import type { AnyAlert } from './language/alert.ts'
import type { Board, RuleFile as ImportedRules } from './language/imported.ts'
import type { PlacedPanel, PlacedRow } from './model/layout.ts'
import type { Defined } from './model/load.ts'
import type { Model, PlacedDashboard, RuleGroup } from './model/model.ts'
import type { Subject } from './model/subject.ts'
import { secondsOf } from './promql/duration.ts'
import { print } from './promql/print.ts'
import type { Expr } from './promql/tree.ts'
import { releasesOf } from './stack/releases.ts'
import type { Output } from './stack/schema.ts'
import { alertmanagerConfig } from './targets/alertmanager.ts'
import { composeConfig } from './targets/compose.ts'
import { dashboardJson } from './targets/grafana/dashboard.ts'
import { isMomentary } from './targets/grafana/resolution.ts'
import type { DashboardJson } from './targets/grafana/sdk.ts'
import { prometheusConfig } from './targets/prometheus.ts'
import { dashboardProviders, dataSources } from './targets/provisioning.ts'
import { alertRules } from './targets/rules.ts'

/** Our own definitions in the form in which they are checked: as Prometheus and Grafana will see them. */
export const subjectOf = (model: Model): Subject => ({
  catalog: model.catalog,
  ruleFiles: [...model.groups.map((group) => ruleFile(model, group)), ...model.imported.ruleFiles.map(importedFile)],
  dashboards: [
    ...model.dashboards.map((dashboard) => dashboardOf(model, dashboard)),
    ...model.imported.boards.flatMap(importedDashboard),
  ],
  // What is not made is somebody else's, and nothing is known of it.
  scraping: makes(model, 'prometheus') ? scraping(model) : undefined,
  notification: makes(model, 'alertmanager')
    ? {
        place: { file: 'stack.ts', path: ['notify'] },
        config: alertmanagerConfig(model.stack, model.groups, model.jobs),
      }
    : undefined,
  compose: makes(model, 'compose')
    ? { place: { file: 'stack.ts', path: ['compose'] }, config: composeConfig(model.stack, model.jobs) }
    : undefined,
  provisioning: makes(model, 'dashboards')
    ? {
        place: { file: 'build/targets/provisioning.ts', path: [] },
        datasources: dataSources(model.stack).datasources,
        providers: dashboardProviders(model.stack).providers,
      }
    : undefined,
  model,
})

const makes = ({ stack }: Model, output: Output): boolean => stack.outputs.includes(output)

function ruleFile(model: Model, { file, name, interval, queryOffset, recordings, alerts }: RuleGroup): RuleFile {
  const rules: readonly Rule[] = [
    ...recordings.map((recording): Rule => {
      const place = { file, path: [recording.name] }
      const query = queryOf(place, recording.computed)
      return { kind: 'recording', name: recording.name, place, query, labels: recording.marks }
    }),
    ...alerts.flatMap((alert) => alertsOf(model, file, alert)),
  ]
  const evaluated = {
    interval: interval === undefined ? undefined : secondsOf(interval),
    ...(queryOffset === undefined ? {} : { queryOffset: secondsOf(queryOffset) }),
  }
  return { file, groups: [{ name, place: { file, path: [] }, ...evaluated, rules }] }
}

function alertsOf(model: Model, file: string, alert: AnyAlert): readonly AlertRule[] {
  const place = { file, path: [alert.name] }
  return alertRules(model, alert).map(({ labels, annotations }, at) => ({
    kind: 'alert',
    name: alert.name,
    place,
    query: queryOf(place, (alert.arms[at] ?? alert.arms[0]).when.expr),
    for: secondsOf(alert.for),
    keepFiringFor: secondsOf(alert.keepFiringFor),
    labels,
    annotations,
  }))
}

function dashboardOf(model: Model, dashboard: PlacedDashboard): Dashboard {
  const { file, uid, title, rows } = dashboard
  const json = dashboardJson(model.stack, dashboard)
  const jsonOf = new Map(json.panels.flatMap(withInner).map((panel) => [panel.id, panel]))
  const place = { file, path: [] }
  return {
    file,
    place,
    uid,
    title,
    panels: rows.flatMap((row) => row.panels.map((panel) => panelOf(file, row, panel, { ...jsonOf.get(panel.id) }))),
    variables: json.templating.list.map((variable) => ({
      name: variable.name,
      type: variable.type,
      multi: variable.multi ?? false,
      includeAll: variable.includeAll ?? false,
      place: { file, path: [`variable ${variable.name}`] },
      query: variable.type === 'query' ? variable.definition : undefined,
    })),
    annotations: dashboard.annotations.map(({ name, expr, title: mark }) => ({
      ...queryOf({ file, path: [`annotation ${name}`] }, expr),
      texts: [mark],
    })),
    json: { ...json },
  }
}

/** Those of a closed row stand inside it. */
const withInner = (panel: DashboardJson['panels'][number]) =>
  panel.type === 'row' && 'panels' in panel ? [panel, ...panel.panels] : [panel]

function panelOf(file: string, row: PlacedRow, panel: PlacedPanel, json: Readonly<Record<string, unknown>>): Panel {
  const place = { file, path: [row.title, panel.title] }
  const { fieldConfig } = json as { readonly fieldConfig?: { readonly defaults: { readonly unit?: string } } }
  const targets = json.targets as readonly { readonly refId: string; readonly format: Panel['targets'][0]['format'] }[]
  return {
    place,
    id: panel.id,
    title: panel.title,
    description: panel.description,
    type: String(json.type ?? panel.type),
    unit: fieldConfig?.defaults.unit,
    targets: panel.targets.map(({ expr, legend, written }, at) => ({
      refId: written?.refId ?? targets[at]?.refId ?? '',
      query: queryOf(place, expr),
      legend,
      format: written?.format ?? targets[at]?.format ?? 'time_series',
      instant: written?.instant ?? isMomentary(panel),
    })),
    thresholds: panel.steps.map(({ from, color }) => ({ value: from, color })),
    gridPos: row.collapsed ? undefined : panel.gridPos,
    repeats: [row.repeat, panel.frame.repeat].flatMap((name) => name ?? []),
    alert: panel.alert?.name,
    json,
  }
}

/** An imported rule file: its groups and rules stand where its definition says so. */
const importedFile = ({ file, value }: Defined<ImportedRules>): RuleFile => ({
  file,
  groups: value.groups.map(({ name, about, rules }) => ({
    name,
    place: { file, path: [name] },
    interval: typeof about.interval === 'string' ? secondsOf(about.interval) : undefined,
    ...(typeof about.query_offset === 'string' ? { queryOffset: secondsOf(about.query_offset) } : {}),
    rules: rules.map((rule): Rule => {
      const place = { file, path: [name, rule.name] }
      if (rule.type === 'recorded') {
        const { computed, marks } = rule.recording
        return { kind: 'recording', name: rule.name, place, query: queryOf(place, computed), labels: marks }
      }
      return {
        kind: 'alert',
        name: rule.name,
        place,
        query: queryOf(place, rule.expr),
        for: secondsOf(rule.for),
        keepFiringFor: secondsOf(rule.keepFiringFor),
        labels: rule.labels,
        annotations: rule.annotations,
      }
    }),
  })),
})

/** An imported dashboard, read as anybody's is; where it stands in its definition nobody knows but by its names. */
function importedDashboard({ file, value }: Defined<Board>): readonly Dashboard[] {
  const text = JSON.stringify(value.json)
  const reading = new Reading()
  return documentsOf(file, text).map((document) => {
    const read = readDashboard(Cursor.of({ file, text, ...document }), reading)
    const plain = <T extends { readonly place: Place }>(each: T): T => ({
      ...each,
      place: { file, path: each.place.path },
    })
    return {
      ...read,
      place: { file, path: [] },
      panels: read.panels.map((panel) => ({
        ...plain(panel),
        targets: panel.targets.map((target) => ({ ...target, query: target.query && plain(target.query) })),
      })),
      variables: read.variables.map(plain),
      annotations: read.annotations.map(plain),
    }
  })
}

function scraping({ stack, jobs }: Model): Scraping {
  const config = prometheusConfig(stack, jobs)
  const file = 'stack.ts'
  return {
    place: { file, path: [] },
    evaluationInterval: secondsOf(config.global.evaluation_interval),
    jobs: config.scrape_configs.map((job) => ({
      name: job.job_name,
      place: { file: 'queries/jobs.ts', path: [job.job_name] },
      interval: secondsOf(job.scrape_interval ?? config.global.scrape_interval),
      timeout: secondsOf(config.global.scrape_timeout),
      path: job.metrics_path ?? '/metrics',
      targets: (job.static_configs ?? []).flatMap(({ targets }) => targets),
      scheme: job.scheme ?? 'http',
      hasCredentials: job.authorization !== undefined,
      targetLabels: 'static_configs' in job ? [] : undefined,
      metricRelabeling: job.metric_relabel_configs.map((rule) => ({ ...rule })),
      flags: Object.keys(jobs.find(({ name }) => name === job.job_name)?.flags ?? {}),
    })),
    ruleFiles: config.rule_files,
    alertmanagers: config.alerting.alertmanagers.flatMap(({ static_configs }) =>
      static_configs.flatMap(({ targets }) => targets),
    ),
    retention: secondsOf(stack.retention),
    version: releasesOf(stack).prometheus,
    externalLabels: Object.keys(config.global.external_labels ?? {}),
    config,
  }
}

const queryOf = (place: Query['place'], expr: Expr): Query => ({
  place,
  expr,
  // Printing costs, and only a diagnostic needs the text.
  get text() {
    return print(expr)
  },
})
