import type { DataSourceRef } from '@grafana/grafana-foundation-sdk/common'
import * as sdk from '@grafana/grafana-foundation-sdk/dashboard'
import * as units from '@grafana/grafana-foundation-sdk/units'
import * as z from 'zod'
import { mirror } from './mirror.ts'

const shown = (issue: { input?: unknown }): string => JSON.stringify(issue.input) ?? 'nothing'

const unitIds = Object.values(units).filter((id) => typeof id === 'string')
export const unit = z.enum(unitIds, { error: (issue) => `${shown(issue)} is not one of Grafana's unit ids` })

const named = '((super-light|light|semi-dark|dark)-)?(red|orange|yellow|green|blue|purple)|transparent|text'
export const color = z.string().regex(new RegExp(`^(${named}|#[0-9a-fA-F]{6}|rgba?\\([0-9., %]+\\))$`), {
  error: (issue) => `${shown(issue)} is not a colour that Grafana knows`,
})

const reducers = [
  ...['lastNotNull', 'last', 'firstNotNull', 'first', 'min', 'max', 'mean', 'sum', 'count', 'range', 'delta', 'step'],
  ...['diff', 'diffperc', 'logmin', 'allIsZero', 'allIsNull', 'changeCount', 'distinctCount', 'allValues'],
  ...['uniqueValues', 'variance', 'stdDev', 'median', 'countAll'],
  ...Array.from({ length: 99 }, (_, i) => `p${i + 1}`),
]
export const reducer = z.enum(reducers, { error: (issue) => `${shown(issue)} is not one of Grafana's reducers` })

/** The uid is not fixed here: that it is the dashboard's variable is a finding of its own, not a wrong structure. */
export const prometheusRef = mirror<DataSourceRef>()({ type: z.literal('prometheus'), uid: z.string() })

export const gridPos = mirror<sdk.GridPos>()({
  h: z.int().min(1),
  w: z.int().min(1).max(24),
  x: z.int().min(0).max(23),
  y: z.int().min(0),
})

export const panelId = z
  .number()
  .refine((id) => Number.isInteger(id) && id >= 1 && id <= 2 ** 31 - 1, 'a panel id is an integer from 1 to 2^31-1')

export const dashboardLink = mirror<sdk.DashboardLink>()({
  title: z.string().min(1),
  type: z.enum(sdk.DashboardLinkType),
  icon: z.string(),
  tooltip: z.string(),
  url: z.string().exactOptional(),
  tags: z.array(z.string()),
  asDropdown: z.boolean(),
  placement: z.literal(sdk.DashboardLinkPlacement.InControlsMenu).exactOptional(),
  targetBlank: z.boolean(),
  includeVars: z.boolean(),
  keepTime: z.boolean(),
})

/** What Grafana itself writes for a link of a panel or a field; the SDK's type asks for a dashboard's link there. */
const dataLink = z.strictObject({
  type: z.undefined().exactOptional(),
  title: z.string().min(1),
  url: z.string().min(1),
  targetBlank: z.boolean().exactOptional(),
  oneClick: z.boolean().exactOptional(),
})
export const link = z.discriminatedUnion('type', [dashboardLink, dataLink])

export const thresholds = mirror<sdk.ThresholdsConfig>()({
  mode: z.enum(sdk.ThresholdsMode),
  steps: z.array(mirror<sdk.Threshold>()({ value: z.number().nullable(), color })).min(1),
})

export const fieldColor = mirror<sdk.FieldColor>()({
  mode: z.enum(sdk.FieldColorModeId),
  fixedColor: color.exactOptional(),
  seriesBy: z.enum(sdk.FieldColorSeriesByMode).exactOptional(),
})

const result = mirror<sdk.ValueMappingResult>()({
  text: z.string().exactOptional(),
  color: color.exactOptional(),
  icon: z.string().exactOptional(),
  index: z.int().min(0).exactOptional(),
})

export const valueMapping = z.discriminatedUnion('type', [
  mirror<sdk.ValueMap>()({ type: z.literal(sdk.MappingType.ValueToText), options: z.record(z.string(), result) }),
  mirror<sdk.RangeMap>()({
    type: z.literal(sdk.MappingType.RangeToText),
    options: mirror<sdk.RangeMap['options']>()({
      from: z.number().nullable(),
      to: z.number().nullable(),
      result,
    }),
  }),
  mirror<sdk.RegexMap>()({
    type: z.literal(sdk.MappingType.RegexToText),
    options: mirror<sdk.RegexMap['options']>()({ pattern: z.string().min(1), result }),
  }),
  mirror<sdk.SpecialValueMap>()({
    type: z.literal(sdk.MappingType.SpecialValue),
    options: mirror<sdk.SpecialValueMap['options']>()({ match: z.enum(sdk.SpecialValueMatch), result }),
  }),
])
