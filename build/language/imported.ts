import { print } from '../promql/print.ts'
import type { Expr } from '../promql/tree.ts'
import { due, isPlain, line, listOf, optional, options, recordOf, refuse, text } from './demands/demand.ts'
import { made, typeOf } from './demands/kinds.ts'
import { shown } from './demands/shown.ts'
import type { Written } from './panel.ts'
import { exprOf, isOperand, type Operand } from './plain.ts'
import { type AnyQuery, Query } from './query.ts'
import { Recording } from './record.ts'
import type { Unit } from './units.ts'
import type { Waivers } from './waive.ts'

// Dashboards and rules that were there before their definitions: they keep their ids, places, labels and texts, and only
// what they ask is said in the words of the language.

/** A panel with the place and the settings that it had; what it asks stands in its `targets`. */
export interface Drawn {
  readonly type: 'drawn'
  readonly title: string
  readonly json: Written
  readonly waive: Waivers
}

/** What a panel says besides its type and title, in Grafana's words, the commonest of them shortened. */
export interface AboutDrawn extends Written {
  /** `gridPos`: x, y, width and height. */
  readonly at?: readonly [x: number, y: number, w: number, h: number]
  /** As Grafana keeps them, `expr` being a query. */
  readonly targets?: readonly Written[]
  /** What stands in `fieldConfig.defaults` otherwise. */
  readonly unit?: string
  readonly min?: number
  readonly max?: number
  readonly decimals?: number
  /** `thresholds`, in absolute values: the colour from each on. */
  readonly steps?: readonly (readonly [from: number | null, color: string])[]
  readonly custom?: Written
  readonly defaults?: Written
  readonly overrides?: readonly Written[]
  /** Settings of the panel itself that are called like one of these. */
  readonly more?: Written
  readonly waive?: Waivers
}

const ofFields = ['unit', 'min', 'max', 'decimals'] as const

/** A panel of an imported dashboard. */
export function drawn(type: string, title: string, about: AboutDrawn = {}): Drawn {
  refuse(
    `drawn ${shown(title)}`,
    line.faults(type, 'its type'),
    aString.faults(title, 'its title'),
    isAbout.faults(about, 'what follows the title'),
  )
  const { at, targets, steps, custom, defaults, overrides, more, waive = {}, ...rest } = about
  refuse(
    `drawn ${shown(title)}`,
    optionalFaults(aPlace, at, 'at'),
    optionalFaults(listOf(aTarget), targets, 'targets'),
    anObject.faults({ ...rest, ...more }, 'what follows the title'),
    recordOf(text).faults(waive, 'waive'),
  )
  const fields: Record<string, unknown> = { ...defaults }
  for (const key of ofFields) {
    if (rest[key] === undefined) continue
    fields[key] = rest[key]
    delete rest[key]
  }
  if (steps !== undefined)
    fields.thresholds = { mode: 'absolute', steps: steps.map(([value, color]) => ({ color, value })) }
  if (custom !== undefined) fields.custom = custom
  const hasFields = Object.keys(fields).length > 0 || overrides !== undefined
  return {
    type: 'drawn',
    title,
    waive,
    json: {
      type,
      title,
      ...(at && { gridPos: { h: at[3], w: at[2], x: at[0], y: at[1] } }),
      ...rest,
      ...more,
      ...(hasFields && { fieldConfig: { defaults: fields, overrides: overrides ?? [] } }),
      ...(targets && { targets: targets.map(targetJson) }),
    },
  }
}

/** A panel exactly as Grafana keeps it: where its queries are none that the language reads. */
export function asIs(json: Written, about: { readonly waive?: Waivers } = {}): Drawn {
  refuse(
    'asIs()',
    anObject.faults(json, 'the panel'),
    options({ waive: optional(recordOf(text)) }).faults(about, 'what follows the panel'),
  )
  const { waive = {} } = about
  return { type: 'drawn', title: typeof json.title === 'string' ? json.title : '', json, waive }
}

const targetJson = ({ expr, ...rest }: Written): Written =>
  expr === undefined ? rest : { ...rest, expr: typeof expr === 'string' ? expr : print(exprOf(expr as Operand)) }

/** A row with its panels, which stand in it where it is closed. */
export interface Section {
  readonly type: 'section'
  readonly title: string
  readonly json: Written
  readonly panels: readonly Drawn[]
}

/** A row of an imported dashboard; `at` is its place. */
export function section(
  title: string,
  about: Written & { readonly at?: readonly [x: number, y: number, w: number, h: number] },
  ...panels: readonly Drawn[]
): Section {
  refuse(
    `section ${shown(title)}`,
    aString.faults(title, 'its title'),
    anObject.faults(about, 'what follows the title'),
    listOf(made('drawn', 'a panel', 'Write drawn(…).')).faults(panels, 'its panels'),
  )
  const { at, ...rest } = about
  refuse(`section ${shown(title)}`, optionalFaults(aPlace, at, 'at'))
  return {
    type: 'section',
    title,
    panels,
    json: { ...(at && { gridPos: { h: at[3], w: at[2], x: at[0], y: at[1] } }), ...rest },
  }
}

/** A dashboard as it was imported. */
export interface Board {
  readonly type: 'board'
  readonly uid: string | undefined
  readonly title: string
  /** The whole classic JSON. */
  readonly json: Written
  readonly parts: readonly (Section | Drawn)[]
  readonly waive: Waivers
  /** The folder below that of the dashboards in which it is written. */
  readonly folder: string | undefined
}

interface AboutBoard extends Written {
  readonly folder?: string
  readonly waive?: Waivers
  /** What each of its panels says that does not say otherwise. */
  readonly each?: Written
  /** `templating`. */
  readonly variables?: readonly Written[]
  readonly annotations?: readonly Written[] | Written
  /** Rows as Grafana had them before there was a grid. */
  readonly isOfRows?: true
  /** Settings that are called like one of these. */
  readonly more?: Written
}

/** A dashboard that was imported: its own settings in Grafana's words, then its rows and panels. */
export function board(title: string, about: AboutBoard, ...parts: readonly (Section | Drawn)[]): Board {
  const word = `board ${shown(title)}`
  refuse(
    word,
    aString.faults(title, 'its title'),
    isAbout.faults(about, 'what follows the title'),
    listOf(aPart).faults(parts, 'what it shows'),
  )
  const { folder, waive = {}, each = {}, variables, annotations, isOfRows, more = {}, ...rest } = about
  refuse(
    word,
    optionalFaults(aFolder, folder, 'folder'),
    recordOf(text).faults(waive, 'waive'),
    anObject.faults(each, 'each'),
    anObject.faults(rest, 'what follows the title'),
    anObject.faults(more, 'more'),
    optionalFaults(listOf(anObject), variables, 'variables'),
    optionalFaults(Array.isArray(annotations) ? listOf(anObject) : anObject, annotations, 'annotations'),
  )
  const whole = ({ json }: Drawn): Written => ({ ...each, ...json })
  const shownParts = isOfRows
    ? {
        rows: parts.flatMap((part) =>
          part.type === 'section' ? [{ title: part.title, ...part.json, panels: part.panels.map(whole) }] : [],
        ),
      }
    : {
        panels: parts.flatMap((part): readonly Written[] => {
          if (part.type === 'drawn') return [whole(part)]
          const { title: heading, json, panels } = part
          const isClosed = json.collapsed === true
          const row = { type: 'row', title: heading, ...json, panels: isClosed ? panels.map(whole) : [] }
          return isClosed ? [row] : [row, ...panels.map(whole)]
        }),
      }
  return {
    type: 'board',
    uid: typeof rest.uid === 'string' ? rest.uid : undefined,
    title,
    waive,
    folder,
    parts,
    json: {
      title,
      ...rest,
      ...more,
      ...(variables && { templating: { list: variables } }),
      ...(annotations && { annotations: Array.isArray(annotations) ? { list: annotations } : annotations }),
      ...shownParts,
    },
  }
}

/** A rule that alerts, as it was imported. */
export interface Rule {
  readonly type: 'rule'
  readonly name: string
  readonly expr: Expr
  readonly for: string | undefined
  readonly keepFiringFor: string | undefined
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
  readonly waive: Waivers
}

interface AboutRule {
  readonly when: Operand
  readonly for?: string
  readonly keepFiringFor?: string
  readonly labels?: Readonly<Record<string, string>>
  readonly annotations?: Readonly<Record<string, string>>
  readonly waive?: Waivers
}

const texts = recordOf(due('a text', (value) => typeof value === 'string', 'Write it as a text.'))

/** An alert that keeps its labels and annotations. No rule test plays it: make it an alert() to have it proven. */
export function rule(name: string, about: AboutRule): Rule {
  refuse(
    `rule ${shown(name)}`,
    line.faults(name, 'its name'),
    options({
      when: asked,
      for: optional(line),
      keepFiringFor: optional(line),
      labels: optional(texts),
      annotations: optional(texts),
      waive: optional(recordOf(text)),
    }).faults(about, 'what follows the name'),
  )
  const { when, labels = {}, annotations = {}, waive = {} } = about
  return {
    type: 'rule',
    name,
    expr: exprOf(when),
    for: about.for,
    keepFiringFor: about.keepFiringFor,
    labels,
    annotations,
    waive,
  }
}

/** A recording rule that was imported, under the name and with the labels that it has. */
export interface Recorded {
  readonly type: 'recorded'
  readonly name: string
  readonly recording: Recording
  readonly waive: Waivers
}

/** Declares a recording rule of any name. */
export function recorded(
  name: string,
  query: Operand,
  about: { readonly labels?: Readonly<Record<string, string>>; readonly waive?: Waivers } = {},
): Recorded {
  refuse(
    `recorded ${shown(name)}`,
    line.faults(name, 'its name'),
    asked.faults(query, 'what it computes'),
    options({ labels: optional(texts), waive: optional(recordOf(text)) }).faults(about, 'what follows the query'),
  )
  const { labels = {}, waive = {} } = about
  const { unit, labels: carried } =
    typeof query === 'object' && query instanceof Query ? (query as AnyQuery) : { unit: 'count' as Unit, labels: [] }
  return {
    type: 'recorded',
    name,
    recording: new Recording(name, exprOf(query), { unit, labels: carried }, labels),
    waive,
  }
}

/** A group of imported rules, in the order in which they are evaluated. */
export interface RuleGroup {
  readonly type: 'rule group'
  readonly name: string
  readonly about: Written
  readonly rules: readonly (Rule | Recorded)[]
}

/** A group of a rule file, with what Prometheus, Mimir or Thanos is told of it: `interval`, `limit`, `query_offset`. */
export function ruleGroup(name: string, about: Written, ...rules: readonly (Rule | Recorded)[]): RuleGroup {
  refuse(
    `ruleGroup ${shown(name)}`,
    aString.faults(name, 'its name'),
    anObject.faults(about, 'what follows the name'),
    listOf(aRule).faults(rules, 'its rules'),
  )
  return { type: 'rule group', name, about, rules }
}

/** A rule file that was imported. */
export interface RuleFile {
  readonly type: 'rule file'
  readonly groups: readonly RuleGroup[]
  readonly waive: Waivers
}

/** The groups of one imported rule file; what the whole file is excused from stands before them. */
export function ruleFile(...given: readonly (RuleGroup | { readonly waive: Waivers })[]): RuleFile {
  const [first] = given
  const about = isPlain(first) && !('type' in first) ? (first as { readonly waive: Waivers }) : undefined
  const groups = (about === undefined ? given : given.slice(1)) as readonly RuleGroup[]
  refuse(
    'ruleFile()',
    about === undefined ? [] : options({ waive: recordOf(text) }).faults(about, 'what stands before the groups'),
    listOf(made('rule group', 'a group of rules', 'Write ruleGroup(…).')).faults(groups, 'its groups'),
  )
  return { type: 'rule file', groups, waive: about?.waive ?? {} }
}

const aString = due('a text', (value) => typeof value === 'string', 'Write it as a text.')
/** What JSON can say: nothing that the language made. */
const isJson = (value: unknown): boolean =>
  value === null ||
  ['string', 'boolean'].includes(typeof value) ||
  (typeof value === 'number' && Number.isFinite(value)) ||
  (Array.isArray(value) && value.every(isJson)) ||
  (isPlain(value) && Object.values(value).every(isJson))
const anObject = due(
  "an object of Grafana's settings",
  (value) => isPlain(value) && isJson(value),
  'Write it in braces, of texts, numbers, lists and such objects: { … }.',
)
const isAbout = due('an object', isPlain, 'Write it in braces: { … }.')
const aPlace = due(
  'x, y, width and height',
  (value) => Array.isArray(value) && value.length === 4 && value.every((each) => typeof each === 'number'),
  'Write [0, 0, 12, 8].',
)
/** A name that no file system and no Grafana reads otherwise. */
const isFolderName = (name: string): boolean =>
  name !== '' && name.trim() === name && !/^\.+$/.test(name) && !/[\\\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.test(name)
const aFolder = due(
  'the path of a folder',
  (value) => typeof value === 'string' && value.split('/').every(isFolderName),
  'Write the names of folders with slashes between them.',
)
const asked = due('a query, a metric or a number', isOperand, 'Give it a query.')
const aTarget = due(
  'a query of a panel',
  (value) =>
    isPlain(value) &&
    Object.entries(value).every(([key, each]) => key === 'expr' || isJson(each)) &&
    (value.expr === undefined || typeof value.expr === 'string' || asked.faults(value.expr, '').length === 0),
  "Write { refId: 'A', expr: query }.",
)
const aPart = due(
  'a row or a panel',
  (value) => ['section', 'drawn'].includes(String(typeOf(value))),
  'Write section(…) or drawn(…).',
)
const aRule = due(
  'a rule',
  (value) => ['rule', 'recorded'].includes(String(typeOf(value))),
  'Write rule(…) or recorded(…).',
)

const optionalFaults = (demand: typeof aString, value: unknown, name: string) =>
  value === undefined ? [] : demand.faults(value, name)
