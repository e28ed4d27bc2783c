import type * as common from '@grafana/grafana-foundation-sdk/common'
import * as sdk from '@grafana/grafana-foundation-sdk/dashboard'
import * as z from 'zod'
import { mirror } from './mirror.ts'
import { panel, row, type SdkPanel, type SdkRow, type SdkTarget, target } from './panels.ts'
import { color, dashboardLink, panelId, prometheusRef } from './values.ts'

const flag = z.boolean().exactOptional()
const text = z.string().min(1).exactOptional()

const option = mirror<sdk.VariableOption>()({
  selected: flag,
  text: z.union([z.string(), z.array(z.string())]),
  value: z.union([z.string(), z.array(z.string())]),
})

const variable = {
  name: z.string().regex(/^(?!__|\d)\w+$/, { error: 'a variable name has letters, digits and _, and no leading __' }),
  label: text,
  description: text,
  hide: z.enum(sdk.VariableHide).exactOptional(),
  skipUrlSync: flag,
  current: option.exactOptional(),
  options: z.array(option).exactOptional(),
}
const choice = {
  ...variable,
  multi: flag,
  includeAll: flag,
  allValue: z.string().exactOptional(),
  allowCustomValue: flag,
}
/** Newer releases know more than the SDK. */
type SdkVariable = sdk.VariableModel & { regexApplyTo?: string }

const asked = { refresh: z.enum(sdk.VariableRefresh).exactOptional(), regex: z.string().exactOptional() }

const prometheusQuery = z.strictObject({
  query: z.string().min(1),
  refId: z.string().min(1),
  qryType: z.int().min(0).max(5).exactOptional(),
})

const variables = z.discriminatedUnion('type', [
  mirror<sdk.VariableModel>()({
    ...choice,
    ...asked,
    type: z.literal(sdk.VariableType.Datasource),
    query: z.literal('prometheus'),
  }),
  mirror<SdkVariable>()({
    ...choice,
    ...asked,
    regexApplyTo: z.enum(['value', 'text']).exactOptional(),
    type: z.literal(sdk.VariableType.Query),
    datasource: prometheusRef,
    query: z.union([z.string().min(1), prometheusQuery]),
    definition: z.string().exactOptional(),
    sort: z.enum(sdk.VariableSort).exactOptional(),
  }),
  mirror<sdk.VariableModel>()({
    ...choice,
    type: z.literal(sdk.VariableType.Custom),
    query: z.string().min(1),
  }),
  mirror<sdk.VariableModel>()({
    ...variable,
    type: z.literal(sdk.VariableType.Textbox),
    query: z.string(),
  }),
])

const annotation = {
  name: z.string().min(1),
  enable: z.boolean(),
  hide: flag,
  iconColor: color,
  placement: z.literal(sdk.AnnotationQueryPlacement.InControlsMenu).exactOptional(),
  filter: mirror<sdk.AnnotationPanelFilter>()({ exclude: flag, ids: z.array(panelId) }).exactOptional(),
}

type SdkAnnotation = Omit<sdk.AnnotationQuery, 'target'> & { target?: sdk.AnnotationTarget | SdkTarget }

const annotations = z.discriminatedUnion('builtIn', [
  mirror<SdkAnnotation>()({
    ...annotation,
    builtIn: z.literal(1),
    type: z.literal('dashboard'),
    datasource: mirror<common.DataSourceRef>()({ type: z.literal('grafana'), uid: z.literal('-- Grafana --') }),
    target: mirror<sdk.AnnotationTarget>()({
      limit: z.int().min(1),
      matchAny: z.boolean(),
      tags: z.array(z.string()),
      type: z.literal('dashboard'),
    }).exactOptional(),
  }),
  mirror<SdkAnnotation>()({
    ...annotation,
    builtIn: z.literal(0).exactOptional(),
    type: z.enum(['dashboard', 'tags']).exactOptional(),
    datasource: prometheusRef,
    expr: text,
    target: z.exactOptional(target),
    step: text,
    titleFormat: z.string().exactOptional(),
    textFormat: z.string().exactOptional(),
    tagKeys: z.string().exactOptional(),
    useValueForTime: flag,
  }).refine((query) => query.expr !== undefined || query.target !== undefined, 'an annotation needs expr or target'),
])

const duration = /^\d+(ms|s|m|h|d)$/
const moment = z.string().regex(/^now([-+]\d+[smhdwMy])?(\/[smhdwMy])?$/, { error: 'a time is relative to now' })

/** Grafana numbers a dashboard when it stores it, so a file that carries such a key belongs to one server's database. */
const stored = z.never({ error: 'a file for every server must not carry this key' }).exactOptional()

type SdkDashboard = Omit<sdk.Dashboard, 'panels' | 'annotations'> & {
  panels?: (SdkPanel | SdkRow)[]
  annotations: { list?: SdkAnnotation[] }
  /** Written by Grafana before 9, unknown to the SDK. */
  iteration?: number
}

/** A dashboard in Grafana's classic (v1) JSON, as a file that Grafana 11 to 13 provisions. */
export const dashboard = mirror<SdkDashboard>()({
  id: stored,
  version: stored,
  iteration: stored,
  uid: z.string().regex(/^[a-zA-Z0-9_-]{8,40}$/, { error: 'a uid has 8 to 40 letters, digits, _ or -' }),
  title: z.string().min(1),
  description: text,
  tags: z.array(z.string().min(1)).exactOptional(),
  timezone: z.string().exactOptional(),
  editable: flag,
  graphTooltip: z.enum(sdk.DashboardCursorSync).exactOptional(),
  time: z.strictObject({ from: moment, to: moment }),
  timepicker: mirror<sdk.TimePickerConfig>()({
    hidden: flag,
    refresh_intervals: z.array(z.string().regex(duration)).exactOptional(),
    quick_ranges: z.array(mirror<sdk.TimeOption>()({ display: z.string(), from: moment, to: moment })).exactOptional(),
    nowDelay: z.string().exactOptional(),
  }).exactOptional(),
  fiscalYearStartMonth: z.int().min(0).max(11).exactOptional(),
  liveNow: flag,
  preload: flag,
  weekStart: z.enum(['', 'browser', 'saturday', 'sunday', 'monday']).exactOptional(),
  refresh: z.union([z.literal(['', 'auto']), z.string().regex(duration)]).exactOptional(),
  schemaVersion: z.literal(42, {
    error: ({ input }) => `Grafana 11 to 13 read version 42 from files, found ${JSON.stringify(input)}`,
  }),
  panels: z.array(z.discriminatedUnion('type', [row, panel])),
  templating: z.strictObject({ list: z.array(variables) }),
  annotations: z.strictObject({ list: z.array(annotations) }),
  links: z.array(dashboardLink).exactOptional(),
})

export type Dashboard = z.output<typeof dashboard>
