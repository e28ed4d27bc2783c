import { withoutDefaults } from '../diff/compare/defaults.ts'
import { type AsksPrometheus, dataSourcesOf } from '../documents/data-source.ts'
import { isObject } from '../documents/values.ts'
import { type Code, call, formatted, list, literal, object, quoted } from './code.ts'
import { importsOf } from './modules.ts'
import { objects, panelsIn, queriesOfPanel } from './panel-queries.ts'
import type { Questions } from './questions.ts'
import type { Json, ReadDashboard } from './read.ts'

/** What a board is excused from, by `''` for the whole and otherwise by the path of a panel in one line. */
export type Waived = ReadonlyMap<string, Readonly<Record<string, string>>>

/** How many panels of a dashboard are said how. */
export interface PanelCounts {
  drawn: number
  /** Among these such as ask no Prometheus. */
  silent: number
  asIs: number
}

/** A dashboard as a file of definitions, and how many of its panels are in words. */
export function boardText(
  { json, folder }: ReadDashboard,
  questions: Questions,
  waived: Waived,
): { readonly text: string; readonly counts: PanelCounts } {
  const counts: PanelCounts = { drawn: 0, silent: 0, asIs: 0 }
  const { title = '', panels: _, rows, templating, annotations, ...rest } = json
  const each = sharedBy(panelsIn(json))
  const writing: Writing = { each, asks: dataSourcesOf(json), questions, waived, counts }
  const isOfRows = Array.isArray(rows) && rows.length > 0 && objects(json.panels).length === 0
  const own = Object.entries(rest).filter(([key]) => !countedUp.has(key))
  const named = own.filter(([key]) => ofBoard.has(key))
  const about: (readonly [string, Code])[] = [
    ...own.filter(([key]) => !ofBoard.has(key)).map(([key, value]): readonly [string, Code] => [key, literal(value)]),
    ...(named.length > 0 ? [['more', literal(Object.fromEntries(named))] as const] : []),
    ...(folder === '' ? [] : [['folder', quoted(folder)] as const]),
    ...(isObject(templating) && Array.isArray(templating.list) && Object.keys(templating).length === 1
      ? [
          [
            'variables',
            list((templating.list as readonly unknown[]).map((variable) => literal(shortVariable(variable)))),
          ] as const,
        ]
      : templating === undefined
        ? []
        : [['templating', literal(templating)] as const]),
    ...(isObject(annotations) && Array.isArray(annotations.list) && Object.keys(annotations).length === 1
      ? [['annotations', literal(annotations.list)] as const]
      : annotations === undefined
        ? []
        : [['annotations', literal(annotations)] as const]),
    ...(isOfRows ? [['isOfRows', 'true'] as const] : []),
    ...(Object.keys(each).length > 0 ? [['each', literal(each)] as const] : []),
    ...waiverEntry(waived.get('')),
  ]
  const parts = isOfRows ? objects(rows).map((row) => oldRow(row, writing)) : sections(objects(json.panels), writing)
  const code = call('board', quoted(String(title)), object(about), ...parts)
  const imports = importsOf([code], questions.files('other'))
  return { text: `${imports.join('\n')}\n\nexport default ${formatted(code, 0, 15)}\n`, counts }
}

/** What the word `board` calls something else than a dashboard does. */
const ofBoard = new Set(['folder', 'variables', 'isOfRows', 'each', 'more', 'waive'])

/** What Grafana counts at each save, or knows of its own database. */
const countedUp = new Set(['id', 'version', 'iteration'])

const waiverEntry = (waive: Readonly<Record<string, string>> | undefined): (readonly [string, Code])[] =>
  waive === undefined || Object.keys(waive).length === 0 ? [] : [['waive', literal(waive)]]

/** A variable without the empty list of values that Grafana keeps beside its query. */
function shortVariable(variable: unknown): unknown {
  return isObject(variable) ? withoutDefaults('variable', variable, {}) : variable
}

interface Writing {
  /** Whether a query of this dashboard is one for Prometheus. */
  readonly asks: AsksPrometheus
  readonly each: Json
  readonly questions: Questions
  readonly waived: Waived
  readonly counts: PanelCounts
}

/** What nearly every panel says alike: the data source, the version. Only what all of them say somehow. */
function sharedBy(panels: readonly Json[]): Json {
  const shared: Record<string, unknown> = {}
  for (const key of ['datasource', 'pluginVersion']) {
    if (panels.length < 2 || !panels.every((panel) => panel[key] !== undefined && panel[key] !== null)) continue
    const counts = new Map<string, number>()
    for (const panel of panels)
      counts.set(JSON.stringify(panel[key]), (counts.get(JSON.stringify(panel[key])) ?? 0) + 1)
    const [most] = [...counts].sort(([, a], [, b]) => b - a)
    if (most !== undefined && most[1] * 2 > panels.length) shared[key] = JSON.parse(most[0])
  }
  return shared
}

function sections(panels: readonly Json[], writing: Writing): readonly Code[] {
  const parts: Code[] = []
  let open: { row: Json; inside: Json[] } | undefined
  const end = () => {
    if (open !== undefined) parts.push(sectionCode(open.row, open.inside, writing))
    open = undefined
  }
  for (const panel of panels) {
    if (panel.type === 'row') {
      end()
      open = { row: panel, inside: [] }
      if (panel.collapsed !== true) continue
      open.inside.push(...objects(panel.panels))
      end()
    } else if (open !== undefined) open.inside.push(panel)
    else parts.push(panelCode(panel, [], writing))
  }
  end()
  return parts
}

function sectionCode(
  { type: _, title = '', gridPos, panels, ...rest }: Json,
  inside: readonly Json[],
  writing: Writing,
): Code {
  const isClosed = rest.collapsed === true
  // Panels that an open row keeps inside are lost by Grafana, and shown by what reads them: they stay where they are.
  const lost = isClosed || objects(panels).length === 0 ? [] : objects(panels)
  const heading = String(title)
  const about: (readonly [string, Code])[] = [
    ...place(gridPos),
    ...Object.entries(rest).map(([key, value]): readonly [string, Code] => [key, literal(value)]),
  ]
  const row = heading === '' ? [] : [heading]
  return call(
    'section',
    quoted(heading),
    object(about),
    ...[...lost, ...inside].map((panel) => panelCode(panel, row, writing)),
  )
}

function oldRow({ title = '', panels, ...rest }: Json, writing: Writing): Code {
  const heading = String(title)
  const row = heading === '' ? [] : [heading]
  return call(
    'section',
    quoted(heading),
    literal(rest),
    ...objects(panels).map((panel) => panelCode(panel, row, writing)),
  )
}

const place = (gridPos: unknown): readonly (readonly [string, Code])[] => {
  if (gridPos === undefined) return []
  const at = placeOf(gridPos)
  return at === undefined ? [['gridPos', literal(gridPos)]] : [['at', list(at.map(String))]]
}

function placeOf(gridPos: unknown): readonly number[] | undefined {
  if (!isObject(gridPos) || Object.keys(gridPos).length !== 4) return undefined
  const at = ['x', 'y', 'w', 'h'].map((side) => gridPos[side])
  return at.every((each): each is number => typeof each === 'number') ? at : undefined
}

/** The path of a panel in one line, as the checks have it. */
export const panelPath = (row: readonly string[], { title, id }: Json): string =>
  JSON.stringify([
    ...row,
    typeof title === 'string' && title !== '' ? title : `panel ${id === undefined ? 'without a title' : String(id)}`,
  ])

function panelCode(panel: Json, row: readonly string[], writing: Writing): Code {
  const { questions, counts, waived, each, asks } = writing
  const waive = waiverEntry(waived.get(panelPath(row, panel)))
  const queries = queriesOfPanel(panel, asks)
  const codes = queries.map((query) => (typeof query === 'object' ? questions.codeOf(query.text) : undefined))
  const isUnread = queries.some((query, at) => query === 'unread' || (query !== undefined && codes[at] === undefined))
  const hasKind = typeof panel.type === 'string' && panel.type !== ''
  if (isUnread || !hasKind || (panel.title !== undefined && typeof panel.title !== 'string')) {
    counts.asIs += 1
    return call('asIs', literal(panel), ...(waive.length > 0 ? [object(waive)] : []))
  }
  counts.drawn += 1
  if (queries.every((query) => query === undefined)) counts.silent += 1
  const { type, heading, entries } = drawnParts(panel, codes, each)
  return call('drawn', quoted(type), quoted(heading), object([...entries, ...waive]))
}

/** A panel as `drawn()` says it, without what `each` panel of its board says; `codes` are those of its queries. */
export function drawnParts(
  panel: Json,
  codes: readonly (Code | undefined)[],
  each: Json,
): { readonly type: string; readonly heading: string; readonly entries: readonly (readonly [string, Code])[] } {
  const short = withoutDefaults(String(panel.type), panel, {})
  const { type, title, gridPos, targets, fieldConfig, ...rest } = short
  const own = Object.entries(rest).filter(
    ([key, value]) => !(key in each) || JSON.stringify(each[key]) !== JSON.stringify(value),
  )
  // What the others have and this one lacks has to be said.
  const lacks = Object.keys(each).filter((key) => key === 'datasource' && !(key in rest))
  const { id, description, ...others } = Object.fromEntries([...own, ...lacks.map((key) => [key, null] as const)])
  const named = Object.entries(others).filter(([key]) => ofWord.has(key))
  const entries: (readonly [string, Code])[] = [
    ...(id === undefined ? [] : [['id', literal(id)] as const]),
    ...place(gridPos),
    ...(description === undefined || description === '' ? [] : [['description', literal(description)] as const]),
    ...(targets === undefined ? [] : [['targets', targetsCode(targets, codes, rest.datasource)] as const]),
    ...fields(fieldConfig),
    ...Object.entries(others)
      .filter(([key]) => !ofWord.has(key))
      .map(([key, value]): readonly [string, Code] => [key, literal(value)]),
    ...(named.length > 0 ? [['more', literal(Object.fromEntries(named))] as const] : []),
  ]
  return { type: String(type), heading: typeof title === 'string' ? title : '', entries }
}

/** What the word `drawn` calls something else than Grafana does. */
const ofWord = new Set([
  'at',
  'unit',
  'min',
  'max',
  'decimals',
  'steps',
  'custom',
  'defaults',
  'overrides',
  'more',
  'waive',
])

function targetsCode(targets: unknown, codes: readonly (Code | undefined)[], datasource: unknown): Code {
  if (!Array.isArray(targets)) return literal(targets)
  return list(
    (targets as readonly unknown[]).map((target, at) => {
      const code = codes[at]
      if (code === undefined || !isObject(target)) return literal(target)
      const { refId, expr: _, legendFormat, ...rest } = target
      const isInherited = datasource !== undefined && JSON.stringify(rest.datasource) === JSON.stringify(datasource)
      const others = Object.entries(rest).filter(
        ([key, value]) => !(key === 'datasource' && isInherited) && !isUsual(key, value),
      )
      return object([
        ...(refId === undefined ? [] : [['refId', literal(refId)] as const]),
        ['expr', code] as const,
        ...(legendFormat === undefined ? [] : [['legendFormat', literal(legendFormat)] as const]),
        ...others.map(([key, value]): readonly [string, Code] => [key, literal(value)]),
      ])
    }),
  )
}

/** What Grafana takes for granted of a query. */
const isUsual = (key: string, value: unknown): boolean =>
  (key === 'editorMode' && value === 'code') ||
  (key === 'exemplar' && value === false) ||
  (key === 'hide' && value === false) ||
  (key === 'format' && value === 'time_series')

/** `fieldConfig`, its commonest members by themselves. */
function fields(fieldConfig: unknown): readonly (readonly [string, Code])[] {
  if (fieldConfig === undefined) return []
  const raw: readonly (readonly [string, Code])[] = [['fieldConfig', literal(fieldConfig)]]
  if (!isObject(fieldConfig)) return raw
  const { defaults = {}, overrides = [], ...more } = fieldConfig
  if (!isObject(defaults) || !Array.isArray(overrides) || Object.keys(more).length > 0) return raw
  const { unit, min, max, decimals, thresholds, custom, ...rest } = defaults
  const numbers = { min, max, decimals }
  if (
    (unit !== undefined && typeof unit !== 'string') ||
    Object.values(numbers).some((each) => each !== undefined && typeof each !== 'number')
  )
    return raw
  const steps = stepsOf(thresholds)
  const others = { ...rest, ...(thresholds !== undefined && steps === undefined ? { thresholds } : {}) }
  const entries: (readonly [string, Code])[] = [
    ...Object.entries({ unit, ...numbers }).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, literal(value)] as const],
    ),
    ...(steps === undefined ? [] : [['steps', steps] as const]),
    ...(isObject(custom)
      ? Object.keys(custom).length > 0
        ? [['custom', literal(custom)] as const]
        : []
      : custom === undefined
        ? []
        : [['custom', literal(custom)] as const]),
    ...(Object.keys(others).length > 0 ? [['defaults', literal(others)] as const] : []),
    ...(overrides.length > 0 ? [['overrides', literal(overrides)] as const] : []),
  ]
  return entries.length > 0 ? entries : [['overrides', '[]']]
}

/** Thresholds of absolute values as pairs of a value and its colour. */
function stepsOf(thresholds: unknown): Code | undefined {
  if (!isObject(thresholds) || thresholds.mode !== 'absolute' || Object.keys(thresholds).length !== 2) return undefined
  if (!Array.isArray(thresholds.steps)) return undefined
  const steps = (thresholds.steps as readonly unknown[]).map((step) => {
    if (
      !isObject(step) ||
      typeof step.color !== 'string' ||
      Object.keys(step).some((key) => key !== 'color' && key !== 'value')
    )
      return undefined
    const value = step.value ?? null
    return value === null || typeof value === 'number' ? list([literal(value), quoted(step.color)]) : undefined
  })
  return steps.every((step): step is NonNullable<typeof step> => step !== undefined) ? list(steps) : undefined
}
