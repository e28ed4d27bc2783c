import { below, isObject, objectsBelow, textBelow } from '../../documents/values.ts'
import { Query } from '../promql/query.ts'
import type { Json } from './dashboard.ts'

export interface RuleGroupView {
  readonly file: string
  readonly name: string
  readonly rules: readonly RuleView[]
  /** The group's own fields, without its rules. */
  readonly json: Json
}

export interface RuleView {
  readonly kind: 'alert' | 'recording'
  readonly name: string
  readonly query: Query
  /** Those of the group too, as Prometheus attaches them. */
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
  readonly json: Json
}

/** Reads the groups of a rule file. What is no rule is left out; unknown fields are kept. */
export const readGroups = (file: string, json: Json): readonly RuleGroupView[] =>
  objectsBelow(json, 'groups').map((group) => {
    const { rules: _, ...rest } = group
    const shared = texts(group.labels)
    return {
      file,
      name: textOf(group.name),
      rules: objectsBelow(group, 'rules').flatMap((rule) => readRule(rule, shared)),
      json: rest,
    }
  })

function readRule(json: Json, shared: Readonly<Record<string, string>>): readonly RuleView[] {
  const kind = textBelow(json, 'alert') === undefined ? 'recording' : 'alert'
  const name = textBelow(json, 'alert') ?? textBelow(json, 'record')
  if (name === undefined) return []
  const query = new Query(textOf(below(json, 'expr')))
  return [
    { kind, name, query, labels: { ...shared, ...texts(json.labels) }, annotations: texts(json.annotations), json },
  ]
}

const textOf = (value: unknown): string => (value === undefined || value === null ? '' : String(value))

function texts(value: unknown): Readonly<Record<string, string>> {
  if (!isObject(value)) return {}
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, textOf(each).trimEnd()]))
}
