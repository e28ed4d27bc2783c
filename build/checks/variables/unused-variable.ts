import { isObject, objectsBelow } from '../../documents/values.ts'
import type { Dashboard } from '../../documents/views.ts'
import type { Check } from '../check.ts'
import { namesIn } from '../support/references.ts'

/** Variables that do their work without being mentioned, or that only their type can judge. */
const silent = ['adhoc', 'datasource', 'groupby', 'switch']

export const unusedVariable: Check = {
  id: 'unused-variable',
  severity: 'warning',
  covers: ['V01'],
  isLocal: true,
  about:
    'Every variable of a dashboard is mentioned somewhere in it: by a query, a title, a link, a repetition or another variable. Choosing a value of one that is not changes nothing, and the reader believes it did. Where links take all choices along to other dashboards, that is what a variable may be for.',
  run: ({ dashboards, model }) =>
    dashboards.flatMap((dashboard) => {
      // A panel of somebody's own reads what it likes.
      if (dashboard.panels.some(({ type }) => /(?:^|-)(?:app-)?panel$/.test(type))) return []
      const used = mentioned(dashboard)
      // Our own definitions say what each dashboard asks; others have the same pickers everywhere, for a choice to go along.
      if (model === undefined && (passesOn(dashboard) || used.has('__all_variables'))) return []
      const hidden = hiddenIn(dashboard)
      return dashboard.variables
        .filter(({ name, type }) => !silent.includes(type) && !used.has(name))
        .map(({ name, place }) => ({
          place,
          what: `Nothing in this dashboard mentions $${name}: ${hidden.has(name) ? 'it is hidden, and asked for in vain' : 'choosing a value changes nothing'}.`,
          next: 'Remove the variable, or use it in the queries that it should narrow.',
        }))
    }),
}

/** Whether links lead to other dashboards with every choice that was made here. */
const passesOn = ({ json }: Dashboard): boolean =>
  objectsBelow(json, 'links').some(({ includeVars }) => includeVars === true)

const hiddenIn = ({ json }: Dashboard): ReadonlySet<unknown> =>
  new Set(objectsBelow(json, 'templating', 'list').flatMap(({ name, hide }) => (hide === 2 ? [name] : [])))

/** A variable that mentions itself is not used by that. */
function mentioned({ json, layout, panels, annotations }: Dashboard): ReadonlySet<string> {
  const { templating, ...rest } = json
  const variables = objectsBelow({ templating }, 'templating', 'list')
  return new Set([
    ...namesIn(rest),
    ...sectionNames(layout),
    ...namesIn(panels.flatMap(({ targets }) => targets.map(({ query, legend }) => [query?.text, legend]))),
    ...namesIn(annotations.map(({ text }) => text)),
    ...variables.flatMap((variable) => [...namesIn(variable)].filter((name) => name !== variable.name)),
  ])
}

/** What the layout mentions: a variable of a section is not used by standing in it. */
function* sectionNames(layout: unknown): Generator<string, void> {
  if (Array.isArray(layout)) for (const each of layout) yield* sectionNames(each)
  if (!isObject(layout)) return
  const { variables, ...rest } = layout
  if (rest.kind === 'ConditionalRenderingVariable' || typeof rest.repeat === 'object') yield* namesIn(rest)
  for (const each of Object.values(rest)) yield* sectionNames(each)
}
