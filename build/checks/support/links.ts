import { below, objectsBelow, textBelow } from '../../documents/values.ts'
import type { Place } from '../../findings/diagnostic.ts'
import type { Subject } from '../../model/subject.ts'
import { alertRulesOf } from './alert-texts.ts'

/** A link to a dashboard: an address, or the annotations by which Grafana finds an alert's panel. */
export interface Link {
  readonly place: Place
  readonly text: string
  readonly uid: string
  readonly panelId: string | undefined
  readonly variables: readonly string[]
}

/** `/d/<uid>`, of any Grafana; the panel as Grafana 13 or an older one writes it. */
function linkIn(place: Place, text: string): readonly Link[] {
  const [, uid] = /\/d\/([\w-]+)/.exec(text) ?? []
  if (uid === undefined) return []
  const [, panelId] = /[?&](?:viewPanel|editPanel|panelId)=(?:panel-)?(\d+)/.exec(text) ?? []
  const variables = [...text.matchAll(/[?&]var-(\w+)=/g)].flatMap(([, name]) => name ?? [])
  return [{ place, text, uid, panelId, variables }]
}

/** Every link of alerts, dashboards and panels that leads to a dashboard. */
export const linksOf = (subject: Subject): readonly Link[] => [
  ...alertRulesOf(subject).flatMap(({ place, annotations }) => {
    const { __dashboardUid__: uid, __panelId__: panelId } = annotations
    const named = uid === undefined ? [] : [{ place, text: `__dashboardUid__: ${uid}`, uid, panelId, variables: [] }]
    return [...named, ...Object.values(annotations).flatMap((text) => linkIn(place, text))]
  }),
  ...subject.dashboards.flatMap(({ place, json, panels }) => [
    ...urlsOf(json).flatMap((url) => linkIn(place, url)),
    ...panels.flatMap((panel) =>
      [...urlsOf(panel.json), ...urlsOf(below(panel.json, 'fieldConfig', 'defaults'))].flatMap((url) =>
        linkIn(panel.place, url),
      ),
    ),
  ]),
]

const urlsOf = (json: unknown): readonly string[] =>
  objectsBelow(json, 'links').flatMap((link) => textBelow(link, 'url') ?? [])
