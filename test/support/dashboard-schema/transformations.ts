import type { DataTransformerConfig } from '@grafana/grafana-foundation-sdk/dashboard'
import * as z from 'zod'
import { matcher } from './field-config.ts'
import { reducer } from './values.ts'

const flag = z.boolean().exactOptional()
const text = z.string().min(1)
const byName = <V extends z.ZodType>(value: V) => z.record(text, value).exactOptional()

const transformation = <Id extends string, O extends z.ZodType>(id: Id, options: O) =>
  z.strictObject({
    id: z.literal(id),
    options,
    disabled: flag,
    filter: matcher.exactOptional(),
    topic: z.enum(['series', 'annotations', 'alertStates']).exactOptional(),
  })

const nothing = z.strictObject({})

const fieldNames = z
  .strictObject({
    names: z.array(text).exactOptional(),
    pattern: text.exactOptional(),
    variable: text.exactOptional(),
  })
  .exactOptional()

/** The options are those of Grafana's transformers (`packages/grafana-data/src/transformations`): the SDK has none. */
export const transformations: z.core.$ZodType<DataTransformerConfig[]> = z.array(
  z.discriminatedUnion('id', [
    transformation('merge', nothing),
    transformation('seriesToRows', nothing),
    transformation(
      'organize',
      z.strictObject({
        excludeByName: byName(z.boolean()),
        includeByName: byName(z.boolean()),
        indexByName: byName(z.int().min(0)),
        renameByName: byName(z.string()),
        orderByMode: z.enum(['manual', 'auto']).exactOptional(),
        orderBy: z
          .array(z.strictObject({ type: z.enum(['name', 'label']), name: text.exactOptional(), desc: flag }))
          .exactOptional(),
      }),
    ),
    transformation(
      'sortBy',
      z.strictObject({
        fields: nothing.exactOptional(),
        sort: z.array(z.strictObject({ field: text, desc: flag })).min(1),
      }),
    ),
    transformation(
      'joinByField',
      z.strictObject({
        byField: text.exactOptional(),
        mode: z.enum(['outer', 'inner', 'outerTabular']).exactOptional(),
      }),
    ),
    transformation(
      'filterFieldsByName',
      z.strictObject({ include: fieldNames, exclude: fieldNames, byVariable: flag }),
    ),
    transformation(
      'labelsToFields',
      z.strictObject({
        mode: z.enum(['columns', 'rows']).exactOptional(),
        keepLabels: z.array(text).exactOptional(),
        valueLabel: text.exactOptional(),
      }),
    ),
    transformation(
      'groupBy',
      z.strictObject({
        fields: z.record(
          text,
          z.strictObject({
            operation: z.enum(['aggregate', 'groupby']).nullable(),
            aggregations: z.array(reducer),
          }),
        ),
      }),
    ),
    transformation(
      'reduce',
      z.strictObject({
        reducers: z.array(reducer).min(1),
        fields: matcher.exactOptional(),
        mode: z.enum(['seriesToRows', 'reduceFields']).exactOptional(),
        includeTimeField: flag,
        labelsToFields: flag,
      }),
    ),
    transformation('renameByRegex', z.strictObject({ regex: text, renamePattern: z.string() })),
    transformation('limit', z.strictObject({ limitField: z.union([z.int().min(1), text]) })),
  ]),
)
