import { below, objectsBelow } from '../../documents/values.ts'
import type { Dashboard, Panel } from '../../documents/views.ts'
import { nearest } from '../../nearest.ts'
import type { Check, Finding } from '../check.ts'

/** Visualizations that draw data; of others nothing is demanded, since plugins may need none. */
const drawing = new Set(
  `bargauge barchart gauge graph heatmap histogram logs piechart singlestat stat state-timeline status-history table
  table-old timeseries trend xychart`.split(/\s+/),
)

export const panelBasics: Check = {
  id: 'panel-basics',
  severity: 'warning',
  covers: ['D06'],
  isLocal: true,
  about:
    'A panel that draws data asks for some, is named, and says what it shows: at night nobody knows which requests "Requests" counts. Panels without a description are told together, once for each dashboard. Text, lists and library panels are left alone. The dashboard itself has a title, its visualizations are those of Grafana or of a plugin, and no two queries of a panel share a letter.',
  run: ({ dashboards }) =>
    dashboards.flatMap((dashboard) => [
      ...untitled(dashboard),
      ...misspelt(dashboard),
      ...incomplete(dashboard),
      ...sharedLetters(dashboard),
      ...undescribed(dashboard),
    ]),
}

/** Those of Grafana itself that draw no query's data. */
const others =
  'alertlist annolist canvas candlestick dashlist datagrid flamegraph geomap news nodeGraph row text traces'.split(' ')
const visualizations = [...drawing, ...others]

const untitled = ({ place, title }: Dashboard): readonly Finding[] =>
  title.trim() !== ''
    ? []
    : [{ place, what: 'The dashboard has no title, and Grafana refuses to load it.', next: 'Give it a title.' }]

/** Plugins have names of their own, so only what is nearly a known name is told. */
const misspelt = ({ panels }: Dashboard): readonly Finding[] =>
  panels.flatMap(({ place, type }) => {
    if (type === '') return [{ place, what: 'The panel has no type.', next: 'Give it one, such as timeseries.' }]
    const meant = visualizations.includes(type) ? undefined : nearest(type, visualizations)
    if (meant === undefined) return []
    return [{ place, what: `Grafana has no visualization "${type}".`, next: `Write ${meant}.` }]
  })

const sharedLetters = ({ panels }: Dashboard): readonly Finding[] =>
  panels.flatMap(({ place, targets }) => {
    const letters = targets.map(({ refId }) => refId).filter((letter) => letter !== '')
    const shared = letters.find((letter, at) => letters.indexOf(letter) !== at)
    if (shared === undefined) return []
    return [
      {
        place,
        what: `Two queries of the panel have the letter ${shared}, and Grafana tells queries apart by it.`,
        next: 'Give each query a letter of its own.',
      },
    ]
  })

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
