import { below, isObject, objectsBelow, textBelow, textsIn } from '../../documents/values.ts'
import type { Dashboard, Panel } from '../../documents/views.ts'
import type { Subject } from '../../model/subject.ts'
import type { Check, Finding } from '../check.ts'
import { groupsByMacro } from '../legends/legend-label.ts'
import { listed } from '../support/alternatives.ts'
import { inferenceOf } from '../support/inference.ts'
import { expressionLetters, transformedLetters } from '../support/query-letters.ts'
import { hasReference } from '../support/references.ts'

export const danglingReference: Check = {
  id: 'dangling-reference',
  severity: 'error',
  covers: ['D12'],
  isLocal: true,
  about:
    'An override, a transformation or an expression names a query by its letter, a series by its legend, a panel by its id, and what it names is there. Grafana says nothing about a name that is not: the override just does not apply. Names of series are only judged where all legends are constant and nothing renames them, columns of a table where the transformations are known ones and every label of the queries is.',
  run: (subject) =>
    subject.dashboards.flatMap((dashboard) =>
      dashboard.panels.flatMap((panel) => [
        ...missingQueries(dashboard, panel),
        ...missingSeries(panel),
        ...missingColumns(subject, panel),
        ...missingPanels(dashboard, panel),
      ]),
    ),
}

const found = ({ place }: Panel, what: string, next: string): Finding => ({ place, what, next })

/** The letters of queries: of overrides, of filters, of the columns of a joined table, and of expressions. */
function missingQueries(dashboard: Dashboard, panel: Panel): readonly Finding[] {
  const { json } = panel
  // Grafana puts the value of a variable into an expression, too.
  const variables = new Set(dashboard.variables.map(({ name }) => name))
  const letters = new Set([
    ...objectsBelow(json, 'targets').map(({ refId }) => refId),
    ...panel.targets.map(({ refId }) => refId),
  ])
  if (letters.size === 0 || letters.has(undefined)) return []
  const named: readonly (readonly [string, string])[] = [
    ...objectsBelow(json, 'fieldConfig', 'overrides')
      .filter((override) => below(override, 'matcher', 'id') === 'byFrameRefID')
      .map((override) => ['An override', textBelow(override, 'matcher', 'options') ?? ''] as const),
    ...objectsBelow(json, 'transformations').flatMap((transformation) =>
      transformedLetters(transformation).map(
        (letter) => [`The transformation "${textBelow(transformation, 'id') ?? ''}"`, letter] as const,
      ),
    ),
    ...objectsBelow(json, 'targets').flatMap((target) =>
      expressionLetters(target).map(
        (letter) => [`The expression ${textBelow(target, 'refId') ?? ''}`, letter] as const,
      ),
    ),
  ]
  return named
    .filter(
      ([, letter]) =>
        letter !== '' &&
        !letters.has(letter) &&
        !variables.has(letter) &&
        !hasReference(letter) &&
        !letter.includes('/'),
    )
    .map(([who, letter]) =>
      found(
        panel,
        `${who} names the query ${letter}, and the panel has ${[...letters].join(', ')}.`,
        'Correct the letter, or remove it.',
      ),
    )
}

/** The names of series or columns that overrides are for. */
const overriddenNames = ({ json }: Panel): readonly string[] =>
  objectsBelow(json, 'fieldConfig', 'overrides')
    .filter((override) => below(override, 'matcher', 'id') === 'byName')
    .flatMap((override) => textBelow(override, 'matcher', 'options') ?? [])

function missingSeries(panel: Panel): readonly Finding[] {
  const { json, targets, type } = panel
  const legends = targets.map(({ legend }) => legend)
  const isFixed = legends.every((legend) => legend !== '' && legend !== '__auto' && !/[{[$]/.test(legend))
  const isRenamed =
    objectsBelow(json, 'transformations').length > 0 ||
    targets.some(({ format, query }) => format !== 'time_series' || !query)
  if (!isFixed || isRenamed || targets.length === 0 || type === 'table') return []
  const strange = overriddenNames(panel).filter(
    (name) => !legends.includes(name) && name !== 'Time' && name !== 'Value' && !hasReference(name),
  )
  return overridesFor(panel, strange, `the series are called ${quoted(legends)}`)
}

const quoted = (names: readonly unknown[]): string =>
  listed(
    names.map((name) => `"${name}"`),
    8,
  )

/** Told once for each panel: one that was copied from a larger has dozens of them. */
function overridesFor(panel: Panel, names: readonly string[], otherwise: string): readonly Finding[] {
  if (names.length === 0) return []
  const one = names.length === 1
  return [
    found(
      panel,
      `${one ? 'An override is' : `${names.length} overrides are`} for ${quoted(names)}, and ${otherwise}.`,
      one ? 'Correct the name, or remove the override.' : 'Correct the names, or remove the overrides.',
    ),
  ]
}

/** Transformations that give no column a name that is not written in them. */
const namesNothing = ['merge', 'organize', 'filterByRefId', 'filterByValue', 'sortBy', 'limit']

/** A table whose columns an `organize` names: an override is for one of them, or for a label of the queries. */
function missingColumns(subject: Subject, panel: Panel): readonly Finding[] {
  const { json, targets, type } = panel
  const transformations = objectsBelow(json, 'transformations')
  const columns = transformations
    .filter(({ id }) => id === 'organize')
    .flatMap(({ options }) => (isObject(options) ? below(options, 'renameByName') : []))
    .flatMap((renamed) => (isObject(renamed) ? Object.values(renamed) : []))
    .filter((name) => typeof name === 'string' && name !== '')
  const isKnown =
    transformations.every(({ id }) => typeof id === 'string' && namesNothing.includes(id)) &&
    objectsBelow(json, 'targets').every(({ hide }) => hide !== true) &&
    targets.every(({ format, query }) => format === 'table' && query !== undefined && !groupsByMacro(query.expr)) &&
    ![...textsIn(json.fieldConfig)].some(hasReference) &&
    below(json, 'fieldConfig', 'defaults', 'displayName') === undefined
  if (type !== 'table' || columns.length === 0 || !isKnown) return []
  const mayBe = (name: string): boolean =>
    columns.includes(name) ||
    columns.some((column) => typeof column === 'string' && hasReference(column)) ||
    name === 'Time' ||
    /^Value( #\w+)?$/.test(name) ||
    targets.some(
      ({ legend, query }) => legend === name || !query || inferenceOf(subject, query).value.labels.isPossible(name),
    )
  const strange = overriddenNames(panel).filter((name) => !mayBe(name) && !displayNames(panel).includes(name))
  return overridesFor(panel, strange, `the columns are called ${quoted(columns)}`)
}

/** Names that other overrides give. */
const displayNames = ({ json }: Panel): readonly unknown[] =>
  objectsBelow(json, 'fieldConfig', 'overrides').flatMap((override) =>
    objectsBelow(override, 'properties').flatMap(({ id, value }) => (id === 'displayName' ? value : [])),
  )

/** A panel that shows the result of another one. */
function missingPanels({ panels }: Dashboard, panel: Panel): readonly Finding[] {
  return objectsBelow(panel.json, 'targets')
    .filter((target) => textBelow(target, 'datasource', 'uid') === '-- Dashboard --')
    .flatMap(({ panelId }) => (typeof panelId === 'number' ? [panelId] : []))
    .filter((id) => !panels.some((each) => each.id === id))
    .map((id) =>
      found(
        panel,
        `The panel shows the result of panel ${id}, which the dashboard does not have.`,
        'Name a panel that is there.',
      ),
    )
}
