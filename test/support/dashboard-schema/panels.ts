import type { Panel, RowPanel } from '@grafana/grafana-foundation-sdk/dashboard'
import * as prometheus from '@grafana/grafana-foundation-sdk/prometheus'
import * as z from 'zod'
import { type Custom, custom } from './custom.ts'
import { fieldConfig, type Links, type SdkFieldConfigSource } from './field-config.ts'
import { mirror } from './mirror.ts'
import { options } from './options.ts'
import { transformations } from './transformations.ts'
import { gridPos, link, panelId, prometheusRef } from './values.ts'

const flag = z.boolean().exactOptional()
const text = z.string().min(1).exactOptional()

/** The SDK's type less the method that marks it as a query, which JSON cannot have. */
type SdkTarget = Omit<prometheus.Dataquery, '_implementsDataqueryVariant' | 'refId'> & { refId: string }

export const target: z.core.$ZodType<SdkTarget> = mirror<SdkTarget>()({
  datasource: prometheusRef.exactOptional(),
  expr: z.string().min(1),
  refId: z.string().regex(/^\w+$/),
  legendFormat: z.string().exactOptional(),
  format: z.enum(prometheus.PromQueryFormat).exactOptional(),
  instant: flag,
  range: flag,
  exemplar: flag,
  hide: flag,
  editorMode: z.enum(prometheus.QueryEditorMode).exactOptional(),
  interval: text,
  intervalFactor: z.int().min(1).exactOptional(),
})

/** The SDK's types, except where it asks for a dashboard's link and where its queries carry a method. */
type SdkPanel = Omit<Panel, 'links' | 'targets' | 'fieldConfig'> &
  Links & { targets?: SdkTarget[]; fieldConfig?: SdkFieldConfigSource }
type SdkRow = Omit<RowPanel, 'panels'> & { panels: SdkPanel[] }

/** Title, description and targets may be missing here: that they do is a finding of its own. */
const placed = {
  id: panelId,
  title: text,
  description: text,
  gridPos,
  datasource: prometheusRef.exactOptional(),
  transparent: flag,
  links: z.array(link).exactOptional(),
  repeat: text,
  repeatDirection: z.enum(['h', 'v']).exactOptional(),
  maxPerRow: z.int().min(1).exactOptional(),
  pluginVersion: text,
}

const visual = <T extends string, O>(type: T, options: z.core.$ZodType<O>, custom: Custom) =>
  z.strictObject({
    ...placed,
    type: z.literal(type),
    targets: z.array(target).exactOptional(),
    transformations: z.exactOptional(transformations),
    maxDataPoints: z.int().min(1).exactOptional(),
    interval: text,
    timeFrom: text,
    timeShift: text,
    hideTimeOverride: flag,
    options,
    fieldConfig: fieldConfig(custom),
  })

export const panel = z.discriminatedUnion('type', [
  visual('timeseries', options.timeseries, custom.timeseries),
  visual('stat', options.stat, custom.none),
  visual('gauge', options.gauge, custom.none),
  visual('bargauge', options.bargauge, custom.none),
  visual('heatmap', options.heatmap, custom.heatmap),
  visual('table', options.table, custom.table),
  visual('state-timeline', options['state-timeline'], custom['state-timeline']),
  visual('status-history', options['status-history'], custom['status-history']),
  visual('piechart', options.piechart, custom.none),
  visual('barchart', options.barchart, custom.none),
  visual('histogram', options.histogram, custom.histogram),
  z.strictObject({
    ...placed,
    type: z.literal('text'),
    options: options.text,
    fieldConfig: z.exactOptional(fieldConfig(custom.none)),
  }),
]) satisfies z.core.$ZodType<SdkPanel>

export const row = mirror<SdkRow>()({
  type: z.literal('row'),
  id: panelId,
  title: z.string().min(1),
  collapsed: z.boolean(),
  gridPos,
  datasource: prometheusRef.exactOptional(),
  panels: z.array(panel),
  repeat: text,
})

export type AnyPanel = z.output<typeof panel>
/** A panel that shows data: every kind but `text`. */
export type Visual = Exclude<AnyPanel, { type: 'text' }>
export type Row = z.output<typeof row>
export type { SdkPanel, SdkRow, SdkTarget }
