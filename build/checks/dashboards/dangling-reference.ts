import type { Check } from '../check.ts'
import type { Finding } from '../diagnostic.ts'
import type { Dashboard, Panel } from '../subject.ts'
import { below, objectsBelow, textBelow } from '../support/json.ts'
import { expressionLetters, transformedLetters } from '../support/query-letters.ts'
import { hasReference } from '../support/references.ts'

export const danglingReference: Check = {
  id: 'dangling-reference',
  severity: 'error',
  covers: ['D12'],
  about:
    'An override, a transformation or an expression names a query by its letter, a series by its legend, a panel by its id, and what it names is there. Grafana says nothing about a name that is not: the override just does not apply. Names of series are only judged where all legends are constant and nothing renames them.',
  run: ({ dashboards }) =>
    dashboards.flatMap((dashboard) =>
      dashboard.panels.flatMap((panel) => [
        ...missingQueries(panel),
        ...missingSeries(panel),
        ...missingPanels(dashboard, panel),
      ]),
    ),
}

const found = ({ place }: Panel, what: string, next: string): Finding => ({ place, what, next })

/** The letters of queries: of overrides, of filters, of the columns of a joined table, and of expressions. */
function missingQueries(panel: Panel): readonly Finding[] {
  const { json } = panel
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
    .filter(([, letter]) => letter !== '' && !letters.has(letter) && !hasReference(letter) && !letter.includes('/'))
    .map(([who, letter]) =>
      found(
        panel,
        `${who} names the query ${letter}, and the panel has ${[...letters].join(', ')}.`,
        'Correct the letter, or remove it.',
      ),
    )
}

function missingSeries(panel: Panel): readonly Finding[] {
  const { json, targets, type } = panel
  const legends = targets.map(({ legend }) => legend)
  const isFixed = legends.every((legend) => legend !== '' && legend !== '__auto' && !/[{[$]/.test(legend))
  const isRenamed =
    objectsBelow(json, 'transformations').length > 0 ||
    targets.some(({ format, query }) => format !== 'time_series' || !query)
  if (!isFixed || isRenamed || targets.length === 0 || type === 'table') return []
  return objectsBelow(json, 'fieldConfig', 'overrides')
    .filter((override) => below(override, 'matcher', 'id') === 'byName')
    .flatMap((override) => textBelow(override, 'matcher', 'options') ?? [])
    .filter((name) => !legends.includes(name) && name !== 'Time' && name !== 'Value' && !hasReference(name))
    .map((name) =>
      found(
        panel,
        `An override is for "${name}", and the series are called ${legends.map((each) => `"${each}"`).join(', ')}.`,
        'Correct the name, or remove the override.',
      ),
    )
}

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
