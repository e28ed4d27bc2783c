import type { Place } from '../findings/diagnostic.ts'
import { Cursor } from './cursor.ts'
import { readDashboard } from './dashboard.ts'
import { readDashboardV2 } from './dashboard-v2.ts'
import { documentsOf, isJson } from './documents.ts'
import { readGrafanaAlerts } from './grafana-alerts.ts'
import { isListOfGroups, isOtherResource, isTemplate, looksLikeOne, type Part, partsOf } from './kind.ts'
import { resourceOf } from './left.ts'
import { Spots, UnreadableText } from './located.ts'
import { readMended } from './mended.ts'
import { monitorIn } from './monitor.ts'
import { NestedSpots } from './nested.ts'
import { readPrometheus } from './prometheus.ts'
import type { Reading } from './reading.ts'
import { routingIn } from './routing.ts'
import { readRules } from './rules.ts'
import { workloadsIn } from './workload.ts'
import type { YamlDocument } from './yaml.ts'

/** The text of a file, by the name under which findings tell of it. */
export interface FileText {
  readonly file: string
  readonly text: string
  /** Whether a person named the file; one that was met in a folder may be of another kind. */
  readonly isNamed: boolean
}

/** Reads every rule, panel, job and route of a text. Never throws: what it cannot read is a finding. */
export function readText({ file, text, isNamed }: FileText, reading: Reading): void {
  const spots = new Spots(text)
  const unreadable = (at: number, what: string, next: string) => {
    const place: Place = { file, path: [], position: spots.position(at) }
    reading.fault('unreadable-file', place, what, next)
  }
  let documents: readonly YamlDocument[]
  try {
    documents = documentsIn(file, text, spots)
  } catch (error) {
    if (!(error instanceof UnreadableText)) throw error
    if (!isNamed && (!looksLikeOne(text) || isOtherResource(text))) return
    if (!isNamed && isTemplate(text)) {
      reading.leave('template')
      return
    }
    const mended = isJson(file) ? undefined : readMended(text)
    if (mended === undefined) {
      unreadable(error.at, error.message, 'Correct the file; nothing in it was checked.')
      return
    }
    for (const { what, at, text: broken } of mended.left) {
      unreadable(at, what, 'Correct it: Prometheus refuses the whole file. This part was not checked; the others were.')
      const recorded = /record["']?\s*:\s*["']?([\w:]+)/.exec(broken)?.[1]
      if (recorded !== undefined) reading.recorded.add(recorded)
    }
    documents = mended.documents
  }
  let parts = 0
  for (const [index, document] of documents.entries()) {
    const written = Cursor.of({ file, text, ...document })
    const isBare = isListOfGroups(written)
    const root = isBare ? Cursor.of({ file, text, ...document, value: { groups: document.value } }) : written
    if (isBare) reading.bare += 1
    const found = isOfLoki(root) ? [] : partsOf(root)
    parts += found.length + readWrapped(root, reading)
    if (found.length > 0) tellOfDocument(document, { file, path: [] }, reading)
    for (const part of found) {
      // Kubernetes' manifests come several to a file; a rule file's own groups stand at the top.
      if (index > 0 && !isBare && part.kind === 'rules' && part.root.value === document.value)
        reading.fault(
          'malformed-file',
          { file, path: [], position: spots.position(document.from) },
          'Prometheus reads only the first document of a rule file, and this is another one.',
          'Put its groups into the first, or into a file of their own.',
        )
      read(part, reading, root.get('apiVersion').isThere)
    }
  }
  if (parts > 0 || !isNamed) return
  if (text.split('\n').every((line) => /^\s*(?:#|$)/.test(line)))
    unreadable(0, 'The file is empty.', 'Name a file that has rules or panels.')
  else
    unreadable(
      0,
      'This is no rule file, dashboard, prometheus.yml or alertmanager.yml: none of their fields is in it.',
      'Name another file, or add what is missing: "groups:" for rules, "panels" for a dashboard.',
    )
}

/** A JSON file with nothing in it says nothing, and is not broken. */
const documentsIn = (file: string, text: string, spots: Spots): readonly YamlDocument[] =>
  isJson(file) && text.trim() === '' ? [] : documentsOf(file, text, spots)

/** Reads the files inside manifests, and counts the manifests that are left alone. Answers how many there were of both. */
function readWrapped(document: Cursor, reading: Reading): number {
  if (document.isList || (document.get('kind').text?.endsWith('List') && document.get('items').isList))
    return (document.isList ? document : document.get('items')).items.reduce(
      (sum, item) => sum + readWrapped(item, reading),
      0,
    )
  const kind = document.get('kind').text
  if (isOfLoki(document) && document.get('spec', 'groups').isList) return leaveLoki(document, reading)
  const workloads = workloadsIn(document, reading)
  reading.workloads.push(...workloads)
  if (workloads.length > 0) return workloads.length
  const monitor = monitorIn(document, reading)
  if (monitor !== undefined) return reading.monitors.push(monitor)
  const routing = routingIn(document)
  if (routing !== undefined) return reading.routings.push(routing)
  const left = resourceOf(kind)
  if (left !== undefined) return reading.leave(left)
  if (kind === 'GrafanaDashboard') {
    const json = document.get('spec', 'json')
    // The operator fetches others from somewhere else.
    return json.isThere ? readInside(json, '.json', reading) : reading.leave('GrafanaDashboard')
  }
  if (kind !== 'ConfigMap') return 0
  return document.get('data').entries.reduce((sum, [name, inside]) => sum + readInside(inside, name, reading), 0)
}

const isOfLoki = (document: Cursor): boolean => (document.get('apiVersion').text ?? '').startsWith('loki.grafana.com/')

/** The rules that Loki's operator keeps as resources. */
const leaveLoki = (document: Cursor, reading: Reading): number =>
  reading.leave(
    'Loki rule',
    document.get('spec', 'groups').items.reduce((sum, group) => sum + group.get('rules').items.length, 0),
  )

/** Reads a file that is a text inside another one. What is none of ours is let alone. */
function readInside(inside: Cursor, name: string, reading: Reading): number {
  const { file, text } = inside
  if (text === undefined || !looksLikeOne(text)) return 0
  try {
    const spots = new NestedSpots(text, inside)
    const documents = documentsIn(name, text, spots)
    const parts = documents.flatMap((document) => partsOf(Cursor.of({ file, text, ...document })))
    const isDashboard = ({ kind }: Part): boolean => kind === 'dashboard' || kind === 'dashboard-v2'
    for (const part of parts) {
      if (isDashboard(part)) reading.wrapped += 1
      read(part, reading, true)
    }
    return parts.length
  } catch (error) {
    if (!(error instanceof UnreadableText)) throw error
    // Charts fill in templates that only look like it.
    if (text.includes('{{')) return 0
    const position = new NestedSpots(text, inside).position(error.at)
    reading.fault(
      'unreadable-file',
      { file, path: [name], position },
      error.message,
      'Correct it; nothing in it was checked.',
    )
    return 1
  }
}

/** What is suspicious about the way a document is written, whatever it says. */
function tellOfDocument({ spots, repeated, cut }: YamlDocument, place: Place, reading: Reading): void {
  for (const { key, at } of repeated) {
    const what = `The key ${key} stands twice in this mapping.`
    reading.fault('malformed-file', { ...place, position: spots.position(at) }, what, 'Remove one, or rename it.')
  }
  for (const { text, at } of cut) {
    const what = `The text ends at "${text.slice(-40)}": YAML takes what follows the # for a comment.`
    reading.fault('malformed-file', { ...place, position: spots.position(at) }, what, 'Put the text in quotes.')
  }
}

/** Of rules and dashboards it is remembered whether they are a resource of Kubernetes, or inside one. */
function read({ kind, root, uid, resource }: Part, reading: Reading, isResource: boolean): void {
  const form = isResource ? { isResource } : {}
  switch (kind) {
    case 'grafana-alerts':
      reading.managed.push(...readGrafanaAlerts(root, reading))
      return
    case 'rules': {
      const left = leftOf(reading)
      const file = readRules(root, reading, resource === 'VMRule')
      // A file of Loki's rules has none of Prometheus', and is not empty.
      if (file.groups.length > 0 || leftOf(reading) === left) reading.ruleFiles.push({ ...file, ...form })
      return
    }
    case 'dashboard':
      reading.dashboards.push({ ...readDashboard(root, reading, uid), ...form })
      return
    case 'dashboard-v2':
      reading.dashboards.push({ ...readDashboardV2(root, reading), ...form })
      return
    case 'prometheus':
      reading.scrapings.push({ ...readPrometheus(root, reading), ...form })
      return
    case 'provisioning':
      reading.provisionings.push({
        place: root.place([]),
        datasources: root.get('datasources').items.map(({ record }) => record),
        providers: root.get('providers').items.map(({ record }) => record),
      })
      return
    default:
      reading[kind].push({ place: root.place([]), config: root.record })
  }
}

/** How much is left alone so far. */
const leftOf = ({ left }: Reading): number => [...left.values()].reduce((sum, count) => sum + count, 0)
