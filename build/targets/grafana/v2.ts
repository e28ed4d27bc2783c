import type * as v2 from '@grafana/grafana-foundation-sdk/dashboardv2'
import { wordOf } from '../../documents/convert/words.ts'
import type { Model } from '../../model/model.ts'
import type { Artifact } from '../../output/artifact.ts'
import { dashboardJson } from './dashboard.ts'
import type { DashboardJson, Json, PanelJson, RowJson, Target, Variable } from './sdk.ts'

/** Where each dashboard is as a resource of Grafana's API; beside the classic files, which file provisioning loads. */
export const v2Folder = 'grafana-dashboards-v2'

/** Every dashboard in version 2 of the schema, where the settings ask for it: for Grafana's API, Git Sync and the operator. */
export const dashboardsV2 = ({ stack, dashboards }: Model): readonly Artifact[] =>
  stack.dashboardsV2
    ? dashboards.map((dashboard) => ({
        path: `${v2Folder}/${dashboard.name}.json`,
        text: `${JSON.stringify(toV2(dashboardJson(stack, dashboard)), null, 2)}\n`,
      }))
    : []

/** A dashboard as Kubernetes and Grafana's API have it. */
export interface Resource {
  readonly apiVersion: 'dashboard.grafana.app/v2'
  readonly kind: 'Dashboard'
  readonly metadata: { readonly name: string }
  readonly spec: Json<v2.Dashboard>
}

/** One of our classic dashboards in version 2, as Grafana's own conversion has it: the uid is the name of the resource. */
export function toV2(dashboard: DashboardJson): Resource {
  const { uid = '', title = '', description, tags, editable, liveNow, preload, links, graphTooltip } = dashboard
  return {
    apiVersion: 'dashboard.grafana.app/v2',
    kind: 'Dashboard',
    metadata: { name: uid },
    spec: {
      title,
      ...(description === undefined ? {} : { description }),
      tags: tags ?? [],
      ...(editable === undefined ? {} : { editable }),
      ...(liveNow === undefined ? {} : { liveNow }),
      preload: preload ?? false,
      cursorSync: wordOf('graphTooltip', graphTooltip) as `${v2.DashboardCursorSync}`,
      links: links ?? [],
      timeSettings: timesOf(dashboard),
      variables: dashboard.templating.list.map(variableOf),
      annotations: dashboard.annotations.list.map(annotationOf),
      elements: Object.fromEntries(
        dashboard.panels
          .flatMap((panel) => (isRow(panel) ? panel.panels : [panel]))
          .map((panel) => [nameOf(panel), elementOf(panel)]),
      ),
      layout: { kind: 'RowsLayout', spec: { rows: rowsOf(dashboard.panels) } },
    },
  }
}

type Panel = DashboardJson['panels'][number]

const isRow = (panel: Panel): panel is RowJson => panel.type === 'row'

const nameOf = ({ id }: PanelJson): string => `panel-${id}`

function timesOf({ time, refresh, timezone, weekStart, fiscalYearStartMonth, timepicker }: DashboardJson) {
  return {
    ...(timezone === undefined ? {} : { timezone }),
    ...{ from: time?.from ?? 'now-6h', to: time?.to ?? 'now' },
    autoRefresh: refresh ?? '',
    autoRefreshIntervals: timepicker?.refresh_intervals ?? intervals,
    hideTimepicker: timepicker?.hidden ?? false,
    ...(weekStart ? { weekStart: weekStart as 'monday' } : {}),
    fiscalYearStartMonth: fiscalYearStartMonth ?? 0,
  } satisfies Json<v2.TimeSettingsSpec>
}

/** What Grafana offers where a dashboard says nothing. */
const intervals = ['5s', '10s', '30s', '1m', '5m', '15m', '30m', '1h', '2h', '1d']

/** What is asked of a data source: the query itself is what the classic form has beside its data source. */
const queryOf = (source: { readonly type?: string; readonly uid?: string } | undefined, spec: object) =>
  ({
    kind: 'DataQuery',
    group: source?.type ?? '',
    version: 'v0',
    datasource: { name: source?.uid ?? '' },
    spec,
  }) satisfies Json<v2.DataQueryKind>

function variableOf(variable: Variable): Json<v2.VariableKind> {
  const { type, query, datasource, definition, hide, refresh, sort, ...rest } = variable
  const { label, multi = false, includeAll = false, regex = '', options = [], skipUrlSync = false } = rest
  const shared = {
    ...{ name: rest.name, current: rest.current, options, multi, includeAll, regex, skipUrlSync },
    ...(label === undefined ? {} : { label }),
    ...(rest.allValue === undefined ? {} : { allValue: rest.allValue }),
    hide: wordOf('hide', hide) as `${v2.VariableHide}`,
    refresh: wordOf('refresh', refresh) as `${v2.VariableRefresh}`,
    allowCustomValue: rest.allowCustomValue ?? true,
  }
  if (type === 'datasource') return { kind: 'DatasourceVariable', spec: { ...shared, pluginId: String(query) } }
  if (type !== 'query')
    throw new Error(`The target has no form of the variable ${rest.name}, which is of the type ${type}`)
  return {
    kind: 'QueryVariable',
    spec: {
      ...shared,
      query: queryOf(datasource, typeof query === 'string' ? { __legacyStringValue: query } : query),
      ...(definition === undefined ? {} : { definition }),
      sort: wordOf('sort', sort) as `${v2.VariableSort}`,
    },
  }
}

function annotationOf(annotation: DashboardJson['annotations']['list'][number]): Json<v2.AnnotationQueryKind> {
  const { datasource, enable, hide, iconColor, name, builtIn, filter, target, ...legacyOptions } = annotation
  return {
    kind: 'AnnotationQuery',
    spec: {
      query: queryOf(datasource, target ?? {}),
      ...{ enable, hide: hide ?? false, iconColor, name },
      ...(builtIn === 1 ? { builtIn: true } : {}),
      ...(filter === undefined ? {} : { filter }),
      legacyOptions,
    },
  }
}

function elementOf(panel: PanelJson): Json<v2.PanelKind> {
  const { id = 0, title = '', description, links, transparent, type, pluginVersion, options, fieldConfig } = panel
  return {
    kind: 'Panel',
    spec: {
      ...{ id, title },
      ...(description === undefined ? {} : { description }),
      links: links ?? [],
      data: {
        kind: 'QueryGroup',
        spec: {
          queries: panel.targets.map(targetOf),
          transformations: (panel.transformations ?? []).map(({ id: group, ...spec }) => ({
            ...{ kind: 'Transformation' as const, group, spec: spec as Json<v2.TransformationSpec> },
          })),
          queryOptions: queryOptionsOf(panel),
        },
      },
      vizConfig: {
        ...{ kind: 'VizConfig', group: type, version: pluginVersion ?? '' },
        spec: { options, fieldConfig: fieldsOf(fieldConfig) },
      },
      ...(transparent === undefined ? {} : { transparent }),
    },
  }
}

/** The lowest threshold has no value in the classic form, and none by name in version 2. */
function fieldsOf({ defaults, overrides }: PanelJson['fieldConfig']): Json<v2.FieldConfigSource> {
  const { thresholds } = defaults
  const steps = thresholds?.steps.map(({ value, ...step }) => ({ value: value ?? null, ...step }))
  const even = thresholds === undefined ? defaults : { ...defaults, thresholds: { ...thresholds, steps } }
  return { defaults: even as Json<v2.FieldConfig>, overrides }
}

function targetOf({ refId, datasource, hide, ...spec }: Target): Json<v2.PanelQueryKind> {
  return { kind: 'PanelQuery', spec: { query: queryOf(datasource, spec), refId: refId ?? '', hidden: hide ?? false } }
}

/** What is not there is left out. */
function queryOptionsOf(panel: PanelJson): Json<v2.QueryOptionsSpec> {
  const { interval, maxDataPoints, timeFrom, timeShift, hideTimeOverride } = panel
  const all = { interval, maxDataPoints, timeFrom, timeShift, hideTimeOverride }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
}

/** The rows with what follows each of them; lines count from the row's own. What stands above the first has no header. */
function rowsOf(panels: DashboardJson['panels']): Json<v2.RowsLayoutRowKind>[] {
  const rows: { header: RowJson | undefined; panels: PanelJson[] }[] = []
  for (const panel of panels) {
    // A closed row holds its panels; those of an open one follow it.
    if (isRow(panel)) rows.push({ header: panel, panels: [...panel.panels] })
    else if (rows.length === 0) rows.push({ header: undefined, panels: [panel] })
    else rows.at(-1)?.panels.push(panel)
  }
  return rows.map(({ header, panels: inside }) => ({
    kind: 'RowsLayoutRow',
    spec: {
      title: header?.title ?? '',
      collapse: header?.collapsed ?? false,
      ...(header === undefined ? { hideHeader: true } : {}),
      layout: {
        kind: 'GridLayout',
        spec: { items: inside.map((panel) => itemOf(panel, header?.gridPos === undefined ? 0 : header.gridPos.y + 1)) },
      },
    },
  }))
}

function itemOf(panel: PanelJson, from: number): Json<v2.GridLayoutItemKind> {
  const { x = 0, y = 0, w = 24, h = 8 } = panel.gridPos ?? {}
  return {
    kind: 'GridLayoutItem',
    spec: {
      ...{ x, y: y - from, width: w, height: h },
      element: { kind: 'ElementReference', name: nameOf(panel) },
    },
  }
}
