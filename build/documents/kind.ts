import type { Cursor } from './cursor.ts'
import { isGrafanaAlerts } from './grafana-alerts.ts'

/** What a part of a file is to Prometheus, Alertmanager, Grafana or Docker. */
export type Kind =
  | 'grafana-alerts'
  | 'rules'
  | 'prometheus'
  | 'alertmanager'
  | 'dashboard'
  | 'dashboard-v2'
  | 'compose'
  | 'provisioning'

/** One configuration in a file, which may hold several. */
export interface Part {
  readonly kind: Kind
  readonly root: Cursor
  /** The uid of a dashboard that is the specification of a resource: there it is the resource's name. */
  readonly uid?: string | undefined
  /** The kind of the resource that it is the specification of. */
  readonly resource?: string | undefined
}

/** Whether a document is a list of groups of rules without the `groups` around it, as charts and playbooks keep them. */
export const isListOfGroups = (document: Cursor): boolean =>
  document.items.length > 0 &&
  document.items.every(
    (item) =>
      item.get('name').text !== undefined &&
      item.get('rules').items.some((rule) => rule.get('alert').isThere || rule.get('record').isThere),
  )

/** What a document is, told by its content: Kubernetes wraps rules and dashboards, and so does Grafana's API. */
export function partsOf(document: Cursor): readonly Part[] {
  if (document.isList) return document.items.flatMap((item) => (item.isRecord ? partsOf(item) : []))
  if (document.get('kind').text?.endsWith('List') && document.get('items').isList)
    return document.get('items').items.flatMap(partsOf)
  const found = recognizers.find(([, recognizes]) => recognizes(document))
  if (found !== undefined) return [{ kind: found[0], root: document }]
  const uid = isDashboardResource(document) ? document.get('metadata', 'name').text : undefined
  for (const inner of [document.get('dashboard'), document.get('spec'), document.get('spec', 'template')])
    if (isClassic(inner) || inner.get('groups').isList || isV2(inner) || isDashboardResource(inner))
      return partsOf(inner).map((part) => ({ uid, resource: document.get('kind').text, ...part }))
  return []
}

const isDashboardResource = (root: Cursor): boolean =>
  root.get('kind').text === 'Dashboard' && (root.get('apiVersion').text ?? '').startsWith('dashboard.grafana.app/')

/** Version 2 as a resource, complete or not, or its specification alone. */
function isV2(root: Cursor): boolean {
  const version = root.get('apiVersion').text
  if (version === undefined)
    return root.get('spec', 'elements').isRecord || (root.get('elements').isRecord && root.get('layout').isRecord)
  return version.includes('/v2') && (root.get('spec', 'elements').isRecord || isDashboardResource(root))
}

/** What dashboards are generated from has panels, too, and lists where Grafana has `{ list }`. */
const isClassic = (root: Cursor): boolean =>
  (root.get('panels').isList || root.get('rows').isList) &&
  !root.get('templating').isList &&
  !root.get('annotations').isList &&
  ['title', 'schemaVersion', 'templating', 'annotations', 'uid', 'editable'].some((name) => root.get(name).isThere)

/** Whether a list of groups may be one of rules: people have groups of many things, and beside them other fields. */
const areOfRules = (groups: Cursor, beside: number): boolean =>
  groups.items.some((group) => has(group, 'rules', 'rule', 'interval')) ||
  (beside < 2 && groups.items.every((group) => !group.isRecord || group.entries.length < 2))

const has = (root: Cursor, ...names: readonly string[]): boolean => names.some((name) => name in root.record)

const recognizers: readonly (readonly [Kind, (root: Cursor) => boolean])[] = [
  ['dashboard-v2', isV2],
  ['dashboard', isClassic],
  ['grafana-alerts', isGrafanaAlerts],
  [
    'rules',
    (root) =>
      has(root, 'groups') &&
      !has(root, 'panels', 'apiVersion') &&
      areOfRules(root.get('groups'), root.entries.length - 1),
  ],
  [
    'prometheus',
    // The tests of rules name them as a configuration does, and no server reads them.
    (root) =>
      !root.get('tests').isList &&
      // The agents of Loki scrape logs.
      !has(root, 'clients', 'positions') &&
      (has(root, 'scrape_configs', 'rule_files') ||
        // The values of Grafana's chart have files of alerts under this name.
        has(root.get('alerting'), 'alertmanagers', 'alert_relabel_configs') ||
        root.get('global', 'scrape_interval').isThere),
  ],
  ['alertmanager', (root) => root.get('route').isRecord && has(root, 'receivers')],
  ['compose', (root) => root.get('services').isRecord],
  [
    'provisioning',
    (root) =>
      root.get('datasources').isList ||
      // Others have providers, too.
      (root.get('providers').isList && (root.get('apiVersion').isThere || Object.keys(root.record).length === 1)),
  ],
]

/** Whether text that cannot be read was meant to be one of these: others' templates and settings are let alone. */
export const looksLikeOne = (text: string): boolean =>
  /(?:^|[\s"'{,])(?:groups|scrape_configs|rule_files|receivers|panels|expr)["']?\s*:/.test(text)

/** Whether text is manifests of Kubernetes, and none of a kind that is read. */
export function isOtherResource(text: string): boolean {
  const kinds = [...text.matchAll(/^kind:[ \t]*(\w+)/gm)].map(([, kind = '']) => kind)
  return kinds.length > 0 && !kinds.some((kind) => /Rule|ConfigMap|List|Dashboard|Config|Monitor|Probe/.test(kind))
}

/** Whether text is filled in before it is a configuration: by Helm, Go, Jinja or ERB. The texts of alerts have templates, too. */
export const isTemplate = (text: string): boolean =>
  /\{%|<%|\{\{(?:[^}]{0,200}[\s(-])?\.(?!(?:Labels|Value|ExternalLabels|ExternalURL)\b)[A-Za-z]|\{\{-?\s*(?:include|tpl|toYaml)\b/.test(
    text,
  )
