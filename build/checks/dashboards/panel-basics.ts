import type { Check } from '../check.ts'
import type { Finding } from '../diagnostic.ts'
import type { Dashboard, Panel } from '../subject.ts'
import { below, objectsBelow } from '../support/json.ts'

/** Visualizations that draw data; of others nothing is demanded, since plugins may need none. */
const drawing = new Set(
  `bargauge barchart gauge graph heatmap histogram logs piechart singlestat stat state-timeline status-history table
  table-old timeseries trend xychart`.split(/\s+/),
)

export const panelBasics: Check = {
  id: 'panel-basics',
  severity: 'warning',
  covers: ['D06'],
  about:
    'A panel that draws data asks for some, is named, and says what it shows: at night nobody knows which requests "Requests" counts. Panels without a description are told together, once for each dashboard. Text, lists and library panels are left alone.',
  run: ({ dashboards }) => dashboards.flatMap((dashboard) => [...incomplete(dashboard), ...undescribed(dashboard)]),
}

const isDrawing = ({ type, json }: Panel): boolean => drawing.has(type) && below(json, 'libraryPanel') === undefined

const incomplete = ({ panels }: Dashboard): readonly Finding[] =>
  panels.filter(isDrawing).flatMap((panel) => [
    ...(panel.targets.length > 0 || objectsBelow(panel.json, 'targets').length > 0
      ? []
      : [
          {
            place: panel.place,
            what: `This ${panel.type} has no query, so it says "No data" for ever.`,
            next: 'Give it a query, or remove it.',
          },
        ]),
    ...(panel.title.trim() !== ''
      ? []
      : [
          {
            place: panel.place,
            what: `This ${panel.type} has no title, so nobody can tell what it shows, and no link can name it.`,
            next: 'Give it a title.',
          },
        ]),
  ])

function undescribed({ place, panels }: Dashboard): readonly Finding[] {
  const all = panels.filter(isDrawing)
  const mute = all.filter(({ description }) => description.trim() === '')
  if (mute.length === 0) return []
  const named = mute.slice(0, 3).map(({ title }) => `"${title}"`)
  const more = mute.length > named.length ? ` and ${mute.length - named.length} more` : ''
  return [
    {
      place,
      what: `${mute.length} of ${all.length} panels have no description: ${named.join(', ')}${more}.`,
      next: 'Say in a sentence what each panel shows, and what is bad.',
    },
  ]
}
