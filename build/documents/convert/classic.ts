import { isObject, objectsBelow, textBelow } from '../values.ts'
import { type Converted, type Json, type Loss, Unconvertible } from './converted.ts'
import { Layout } from './layout.ts'
import { record, without } from './panel.ts'
import { Variables } from './sections.ts'
import { type SourceOf, sourcesBy } from './sources.ts'
import { pluginsOf, variablesIn } from './variables.ts'
import { numberOf } from './words.ts'

/**
 * A dashboard of `dashboard.grafana.app/v2…`, or the specification of one, in the classic JSON of schema version 42.
 * Variables of one name in several sections get names of their own unless it `keepsNames`. Throws `Unconvertible` where it
 * has no elements or a layout that nobody knows.
 */
export function toClassic(resource: Json, { keepsNames = false } = {}): Converted {
  const spec = isObject(resource.spec) ? resource.spec : resource
  const { elements, layout, variables: _, annotations: __, timeSettings, cursorSync, preferences, ...rest } = spec
  if (!isObject(elements))
    throw new Unconvertible('The dashboard has no elements.', 'Export it from Grafana again: its panels are missing.')
  const uid = textBelow(resource, 'metadata', 'name') || undefined
  const sourceOf = sourcesBy(pluginsOf(variablesIn(spec)))
  const variables = new Variables(spec, uid, sourceOf, keepsNames)
  const places = new Layout(elements, variables, sourceOf, uid)
  const panels = places.place(layout)
  const classic: Json = {
    ...(uid === undefined ? {} : { uid }),
    ...without(rest, ['id', 'uid', 'version', 'description', 'links']),
    ...(rest.description ? { description: rest.description } : {}),
    ...(objectsBelow(rest, 'links').length === 0 ? {} : { links: rest.links }),
    ...(cursorSync === undefined ? {} : { graphTooltip: numberOf('graphTooltip', cursorSync) }),
    ...timesOf(record(timeSettings)),
    templating: { list: variables.list },
    annotations: { list: objectsBelow(spec, 'annotations').map((each) => annotationOf(each, sourceOf)) },
    panels: panels.map(settled),
    schemaVersion: 42,
  }
  return {
    classic,
    whole: { ...classic, panels },
    losses: [
      ...ofResource(resource, uid),
      ...(preferences === undefined ? [] : [{ where: 'the dashboard', what: 'loses its preferences for new panels.' }]),
      ...variables.losses,
      ...places.losses,
    ],
  }
}

/** What only version 2 can say of a panel or row. */
const newer = ['visibility', 'tab', 'subtitle', 'timeTo']

const settled = (panel: Json): Json => {
  const json = without(panel, newer)
  return panel.type === 'row' ? { ...json, panels: objectsBelow(panel, 'panels').map(settled) } : json
}

function annotationOf({ spec: outer }: Json, sourceOf: SourceOf): Json {
  const { query, legacyOptions, builtIn, datasource: _, ...rest } = record(outer)
  const source = sourceOf(query, outer)
  const asked = record(record(query).spec)
  const isPrometheus = typeof asked.expr === 'string'
  return {
    ...rest,
    ...(builtIn === true || builtIn === 1 ? { builtIn: 1 } : {}),
    ...(source === undefined ? {} : { datasource: source }),
    ...record(legacyOptions),
    ...(Object.keys(asked).length === 0 ? {} : { target: isPrometheus ? { refId: 'Anno', ...asked } : asked }),
  }
}

function timesOf(settings: Json): Json {
  const { from, to, autoRefresh, autoRefreshIntervals, hideTimepicker, quickRanges, nowDelay, ...rest } = settings
  return {
    ...rest,
    time: { from: from ?? 'now-6h', to: to ?? 'now' },
    ...(autoRefresh === undefined ? {} : { refresh: autoRefresh }),
    timepicker: {
      ...(Array.isArray(autoRefreshIntervals) ? { refresh_intervals: autoRefreshIntervals } : {}),
      ...(hideTimepicker === true ? { hidden: true } : {}),
      ...(Array.isArray(quickRanges) ? { quick_ranges: quickRanges } : {}),
      ...(nowDelay ? { nowDelay } : {}),
    },
  }
}

/** What stands around the dashboard and not in it. */
function ofResource({ metadata }: Json, uid: string | undefined): readonly Loss[] {
  const where = 'the dashboard'
  const { labels, annotations } = record(metadata)
  const folder = textBelow(annotations, 'grafana.app/folder')
  return [
    ...(uid === undefined
      ? [{ where, what: 'has no name here, so Grafana gives it a new uid wherever it is loaded.' }]
      : []),
    ...(folder
      ? [{ where, what: `stood in the folder ${folder}: the provider that loads the file decides that now.` }]
      : []),
    ...(Object.keys(record(labels)).length > 0 ? [{ where, what: 'loses its labels.' }] : []),
  ]
}
