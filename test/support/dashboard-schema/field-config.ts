import type { FieldConfig, FieldConfigSource } from '@grafana/grafana-foundation-sdk/dashboard'
import * as z from 'zod'
import type { Custom } from './custom.ts'
import { mirror } from './mirror.ts'
import { fieldColor, link, reducer, thresholds, unit, valueMapping } from './values.ts'

export type Links = { links?: z.output<typeof link>[] }
type SdkFieldConfig = Omit<FieldConfig, 'links' | 'custom'> & Links
export type SdkFieldConfigSource = Omit<FieldConfigSource, 'defaults'> & { defaults: SdkFieldConfig }

/** What every kind of panel knows about a field, and what an override may set for some fields. */
const overridable = {
  displayName: z.string().min(1).exactOptional(),
  decimals: z.int().min(0).exactOptional(),
  min: z.number().exactOptional(),
  max: z.number().exactOptional(),
  fieldMinMax: z.boolean().exactOptional(),
  mappings: z.array(valueMapping).exactOptional(),
  thresholds: thresholds.exactOptional(),
  color: fieldColor.exactOptional(),
  links: z.array(link).exactOptional(),
  noValue: z.string().min(1).exactOptional(),
}

const standard = mirror<SdkFieldConfig>()({
  ...overridable,
  unit: unit.exactOptional(),
  description: z.string().min(1).exactOptional(),
}).shape

const names = z.array(z.string().min(1)).min(1)

/** How Grafana picks fields: of an override, and of a transformation's filter. */
export const matcher = z.discriminatedUnion('id', [
  z.strictObject({ id: z.literal(['byName', 'byRegexp', 'byFrameRefID']), options: z.string().min(1) }),
  z.strictObject({ id: z.literal('byType'), options: z.enum(['number', 'string', 'time', 'boolean']) }),
  z.strictObject({
    id: z.literal('byNames'),
    options: z.strictObject({ mode: z.enum(['include', 'exclude']), names, prefix: z.string().exactOptional() }),
  }),
  z.strictObject({
    id: z.literal('byValue'),
    options: z.strictObject({
      reducer,
      op: z.enum(['>=', '>', '<=', '<', '==', '!=']),
      value: z.number(),
    }),
  }),
])

const property = (id: string, schema: z.ZodType) =>
  z.strictObject({ id: z.literal(id), value: schema instanceof z.ZodExactOptional ? schema.unwrap() : schema })

/** The override properties of a kind of panel: the standard ones, and `custom.<key>` for each key of its own. */
const properties = (custom: Custom) =>
  z.discriminatedUnion('id', [
    property('unit', unit),
    ...Object.entries(overridable).map(([id, schema]) => property(id, schema)),
    ...Object.entries(custom.shape).map(([key, schema]) => property(`custom.${key}`, schema)),
  ])

/** `fieldConfig` of a kind of panel, given the schema of its `custom`. */
export const fieldConfig = (custom: Custom): z.core.$ZodType<SdkFieldConfigSource> =>
  z.strictObject({
    defaults: z.strictObject({ ...standard, custom: custom.exactOptional() }),
    overrides: z.array(z.strictObject({ matcher, properties: z.array(properties(custom)).min(1) })),
  })
