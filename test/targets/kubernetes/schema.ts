import { readFileSync } from 'node:fs'

/** A structural schema of a CustomResourceDefinition, as far as those recorded have it. */
interface Schema {
  readonly type?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: Schema | boolean
  readonly items?: Schema
  readonly required?: readonly string[]
  readonly enum?: readonly unknown[]
  readonly default?: unknown
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean
  readonly 'x-kubernetes-int-or-string'?: boolean
}

const schemas: Readonly<Record<string, { readonly apiVersion: string; readonly spec: Schema }>> = JSON.parse(
  readFileSync(new URL('./schemas.json', import.meta.url), 'utf8'),
)

type Json = Readonly<Record<string, unknown>>

/** What a cluster would not take of a resource, and what says the same as its default; `undefined` for a kind that is not recorded. */
export function faultsOf(resource: Json): readonly string[] | undefined {
  const known = schemas[String(resource.kind)]
  if (known === undefined) return undefined
  const version = resource.apiVersion === known.apiVersion ? [] : [`apiVersion is ${resource.apiVersion}`]
  return [...version, ...faults('spec', resource.spec, known.spec)]
}

function faults(path: string, value: unknown, schema: Schema): readonly string[] {
  if (schema['x-kubernetes-preserve-unknown-fields'] && schema.properties === undefined) return []
  const own = ownFaults(value, schema).map((what) => `${path} ${what}`)
  if (own.length > 0) return own
  if (Array.isArray(value))
    return value.flatMap((each, at) => (schema.items ? faults(`${path}[${at}]`, each, schema.items) : []))
  if (typeof value !== 'object' || value === null) return []
  const missing = (schema.required ?? []).filter((key) => !(key in value)).map((key) => `${path} lacks ${key}`)
  return [
    ...missing,
    ...Object.entries(value).flatMap(([key, inside]) => {
      const other = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined
      const of = schema.properties?.[key] ?? other
      if (of === undefined) return [`${path} has ${key}, which is no field`]
      const same = of.default !== undefined && of.default === inside ? [`${path}.${key} is its default`] : []
      return [...same, ...faults(`${path}.${key}`, inside, of)]
    }),
  ]
}

function ownFaults(value: unknown, schema: Schema): readonly string[] {
  const is = Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'integer' : typeof value
  const isOfType =
    schema.type === undefined ||
    schema.type === is ||
    (schema.type === 'number' && is === 'integer') ||
    (schema['x-kubernetes-int-or-string'] && ['integer', 'string'].includes(is))
  if (!isOfType) return [`is of type ${is}, not ${schema.type}`]
  const length = typeof value === 'string' || Array.isArray(value) ? value.length : undefined
  const least = typeof value === 'string' ? schema.minLength : schema.minItems
  const most = typeof value === 'string' ? schema.maxLength : schema.maxItems
  return [
    ...(schema.enum && !schema.enum.includes(value) ? [`is ${value}, not one of ${schema.enum.join(', ')}`] : []),
    ...(typeof value === 'string' && schema.pattern && !new RegExp(schema.pattern, 'u').test(value)
      ? [`is ${value}, not like ${schema.pattern}`]
      : []),
    ...(length !== undefined && least !== undefined && length < least ? [`is shorter than ${least}`] : []),
    ...(length !== undefined && most !== undefined && length > most ? [`is longer than ${most}`] : []),
    ...(typeof value === 'number' && schema.minimum !== undefined && value < schema.minimum ? ['is too small'] : []),
    ...(typeof value === 'number' && schema.maximum !== undefined && value > schema.maximum ? ['is too large'] : []),
  ]
}
