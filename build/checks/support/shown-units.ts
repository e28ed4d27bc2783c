import { below, isObject, objectsBelow, textBelow } from '../../documents/values.ts'
import type { Panel, Query } from '../../documents/views.ts'
import type { Subject } from '../../model/subject.ts'
import { inferenceOf } from './inference.ts'
import { hasOneUnit, type Measured, measuredBy } from './measured.ts'

/** A query, what its values certainly measure, and the unit under which the panel shows them. */
export interface ShownUnit {
  readonly query: Query
  readonly measured: Measured
  readonly unit: string
}

/** The queries of a panel whose unit is known on both sides: of lines, of a table's columns, of a heatmap's axis. */
export function shownUnits(subject: Subject, panel: Panel): readonly ShownUnit[] {
  const { type, unit, targets, json } = panel
  if (type === 'table') return columnUnits(subject, panel)
  if (type === 'heatmap') {
    const axis = textBelow(json, 'options', 'yAxis', 'unit')
    return targets.flatMap(({ query }) => {
      const edges = query && inferenceOf(subject, query).value.buckets?.unit
      return query === undefined || axis === undefined || edges === undefined || edges === 'any'
        ? []
        : [{ query, measured: { ...edges, mayBeShare: false }, unit: axis }]
    })
  }
  return unit === undefined || !hasOneUnit(panel)
    ? []
    : targets.flatMap(({ query }) => (query === undefined ? [] : shownAs(subject, query, unit)))
}

const shownAs = (subject: Subject, query: Query, unit: string): readonly ShownUnit[] => {
  const measured = measuredBy(inferenceOf(subject, query).value)
  return measured === undefined ? [] : [{ query, measured, unit }]
}

/** A column has the unit of the override for its name, which a transformation may have given to `Value #A`. */
function columnUnits(subject: Subject, { json, targets }: Panel): readonly ShownUnit[] {
  const renamed = objectsBelow(json, 'transformations').flatMap((each) => below(each, 'options', 'renameByName') ?? [])
  const nameOf = (column: string): unknown => renamed.filter(isObject).map((names) => names[column])[0] ?? column
  return targets.flatMap(({ refId, query }) => {
    const name = nameOf(targets.length === 1 ? 'Value' : `Value #${refId}`)
    const unit = overrides(json).find((each) => textBelow(each, 'matcher', 'options') === name)
    const id = unit && unitOf(unit)
    return query === undefined || id === undefined ? [] : shownAs(subject, query, id)
  })
}

const overrides = (json: Panel['json']) => objectsBelow(json, 'fieldConfig', 'overrides')

const unitOf = (override: Readonly<Record<string, unknown>>): string | undefined =>
  objectsBelow(override, 'properties').flatMap((each) =>
    each.id === 'unit' ? (textBelow(each, 'value') ?? []) : [],
  )[0]

/** Every unit that a panel names: its own, those of its overrides, and that of its axis. */
export const unitsNamed = ({ unit, json }: Panel): readonly string[] =>
  [unit, textBelow(json, 'options', 'yAxis', 'unit'), ...overrides(json).map(unitOf)].flatMap((each) => each ?? [])
