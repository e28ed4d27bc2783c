import { objectsBelow, textBelow } from '../../documents/values.ts'
import type { Dashboard } from '../../documents/views.ts'
import type { Excerpt, Place } from '../../findings/diagnostic.ts'
import { nearest } from '../../nearest.ts'
import type { Check, Finding } from '../check.ts'
import { isBuiltIn, referencesIn } from '../support/references.ts'

export const undefinedVariable: Check = {
  id: 'undefined-variable',
  severity: 'error',
  covers: ['V01'],
  isLocal: true,
  about:
    'Every variable that a query, a legend, a title or a repetition of a dashboard mentions is defined in it. Grafana sends a name that it does not know as it stands, also inside quotes: `instance=~"$instnce"` then matches nothing. Free text such as descriptions is not looked at, nor are named groups of regular expressions. One that is missing in many places of a dashboard is told once.',
  run: ({ dashboards }) => dashboards.flatMap((dashboard) => together(findingsOf(dashboard))),
}

/** In more places of one dashboard the same name is told once. */
const fewEnough = 3

interface Named extends Finding {
  readonly name: string
}

function together(all: readonly Named[]): readonly Finding[] {
  const counts = new Map<string, number>()
  for (const { name } of all) counts.set(name, (counts.get(name) ?? 0) + 1)
  const told = new Set<string>()
  return all.flatMap(({ name, ...finding }) => {
    const count = counts.get(name) ?? 0
    if (count <= fewEnough) return [finding]
    if (told.has(name)) return []
    told.add(name)
    return [{ ...finding, what: finding.what.replace(/\.$/, `, here and in ${count - 1} more places.`) }]
  })
}

interface Text {
  readonly place: Place
  readonly text: string
}

function findingsOf(dashboard: Dashboard): readonly Named[] {
  // What the import dialogue fills in is no variable, and is defined all the same.
  const inputs = objectsBelow(dashboard.json, '__inputs').flatMap(({ name }) => (typeof name === 'string' ? name : []))
  const defined = new Set([...dashboard.variables.map(({ name }) => name), ...inputs])
  const told = new Set<string>()
  return textsOf(dashboard).flatMap(({ place, text }) =>
    referencesIn(text).flatMap(({ name, from, to }) => {
      const key = `${place.path.join(' › ')} ${name}`
      // A backslash before it: the sign itself is meant, as in a topic called $SYS.
      if (
        text[from - 1] === '\\' ||
        defined.has(name) ||
        isBuiltIn(name) ||
        // A build fills in properties such as ${project.version}.
        text.slice(from, to).includes('.') ||
        told.has(key) ||
        text.includes(`(?P<${name}>`)
      )
        return []
      told.add(key)
      const meant = nearest(name, defined)
      const excerpt: Excerpt = { text, from, to }
      return [
        {
          name,
          place,
          excerpt,
          what: `The dashboard has no variable "${name}", so Grafana sends the name as it stands.`,
          next: meant === undefined ? 'Define the variable, or write the value.' : `Write $${meant}.`,
        },
      ]
    }),
  )
}

/** The texts in which Grafana puts values in the place of variables. */
const textsOf = ({ panels, annotations, variables }: Dashboard): readonly Text[] => [
  ...panels.flatMap(({ place, title, targets, json }): readonly Text[] => {
    const repeat = textBelow(json, 'repeat')
    return [
      ...targets.flatMap(({ query, legend }) => [
        ...(query ? [{ place, text: query.text }] : []),
        { place, text: legend },
      ]),
      { place, text: title },
      ...(repeat ? [{ place, text: `$${repeat}` }] : []),
    ]
  }),
  ...annotations.map(({ place, text }) => ({ place, text })),
  ...variables.flatMap(({ place, query }) => (query === undefined ? [] : [{ place, text: query }])),
]
