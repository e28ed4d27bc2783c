import { canonical } from '../../diff/promql/canonical.ts'
import type { PanelView } from '../../diff/read/dashboard.ts'
import type { AsksPrometheus } from '../../documents/data-source.ts'
import { isObject } from '../../documents/values.ts'
import type { Drawn } from '../../language/imported.ts'
import { drawnParts } from '../boards.ts'
import { type Code, call, formatted, literal, type Obj, object, quoted } from '../code.ts'
import { objects, queriesOfPanel } from '../panel-queries.ts'
import type { Json } from '../read.ts'
import type { DefinitionText, Edit } from '../text/source.ts'
import { mergedPanel } from './merged.ts'
import { columnOf, patched, replaced } from './patch.ts'
import type { Place } from './places.ts'
import type { ProjectWords } from './words.ts'

/** What panels of an imported dashboard are written with. */
export interface BoardWriting {
  /** Whether a query of this dashboard is one for Prometheus. */
  readonly asks: AsksPrometheus
  readonly source: DefinitionText
  readonly words: ProjectWords
  /** What each panel says that does not say otherwise. */
  readonly each: Json
}

/** The lines of a panel as they have to be for what Grafana shows now. */
export function editedDrawn(
  { source, words, each, asks }: BoardWriting,
  { call: { name, args, from, to } }: Place,
  panel: Drawn,
  now: PanelView,
  isMoved: boolean,
): readonly Edit[] {
  const before = { ...each, ...panel.json }
  const after = mergedPanel(before, now.json, isMoved)
  if (name === 'asIs') {
    const [json] = args
    return json === undefined
      ? []
      : patched(source, json, literal(panel.json), literal(unshared(after, each, panel.json)))
  }
  const [type, title, about] = args
  if (type === undefined || title === undefined) return []
  const written = about === undefined ? [] : exprsIn(source, about)
  const codes = (json: Json): readonly (Code | undefined)[] =>
    queriesOfPanel(json, asks).map((query, at) => {
      if (typeof query !== 'object') return undefined
      const refId = objects(json.targets)[at]?.refId
      const old = objects(before.targets).findIndex((target) => target.refId === refId)
      const was = objects(before.targets)[old]?.expr
      const isSame = typeof was === 'string' && canonical(was).text === canonical(query.text).text
      return (isSame ? written[old] : undefined) ?? words.query(query.text, new Set(), undefined)
    })
  const [old, said] = [drawnParts(before, codes(before), each), drawnParts(after, codes(after), each)]
  for (const [, code] of said.entries) words.mention(code)
  const [was, is] = [object(old.entries), object(said.entries)]
  const excused = Object.keys(panel.waive).length > 0 ? [['waive', literal(panel.waive)] as const] : []
  const whole = (heading: string, kind: string, { entries }: Obj): Code =>
    call('drawn', quoted(kind), quoted(heading), object([...entries, ...excused]))
  const { indent, at } = columnOf(source, from)
  const isAsPrinted = source.of({ from, to }) === formatted(whole(old.heading, old.type, was), indent, at, 1)
  // What nobody laid out otherwise is laid out anew.
  if (isAsPrinted) return [{ from, to, text: formatted(whole(said.heading, said.type, is), indent, at, 1) }]
  return [
    ...patched(source, type, quoted(old.type), quoted(said.type)),
    ...patched(source, title, quoted(old.heading), quoted(said.heading)),
    ...(about === undefined
      ? said.entries.length === 0
        ? []
        : [{ from: title.to, to: title.to, text: `, ${replaced(source, { from: title.to, to: title.to }, is).text}` }]
      : patched(source, about, was, is)),
  ]
}

/** Without what all panels of the board say, unless the panel said it itself. */
const unshared = (json: Json, each: Json, own: Json): Json =>
  Object.fromEntries(
    Object.entries(json).filter(([key, value]) => key in own || JSON.stringify(each[key]) !== JSON.stringify(value)),
  )

/** How the queries of a panel are written, by their places in its list. */
function exprsIn(
  source: DefinitionText,
  about: { readonly from: number; readonly to: number },
): readonly (string | undefined)[] {
  const targets = source.object(about)?.find(({ key }) => key === 'targets')
  return (targets === undefined ? [] : (source.list(targets.value) ?? [])).map((target) => {
    const expr = source.object(target)?.find(({ key }) => key === 'expr')
    return expr && source.of(expr.value)
  })
}

/** A panel that is new in Grafana. */
export function newDrawn({ words, each, asks }: BoardWriting, { json }: PanelView): Code {
  const own = mergedPanel({ type: json.type }, json, true)
  const queries = queriesOfPanel(own, asks)
  const codes = queries.map((query) =>
    typeof query === 'object' ? words.query(query.text, new Set(), undefined) : undefined,
  )
  const isUnread = queries.some((query, at) => query === 'unread' || (query !== undefined && codes[at] === undefined))
  const id = json.id === undefined ? {} : { id: json.id }
  const { type, heading, entries } = drawnParts({ ...id, ...own }, codes, each)
  const code = isUnread
    ? call('asIs', literal(unshared({ ...id, ...own }, each, {})))
    : call('drawn', quoted(type), quoted(heading), object(entries))
  words.mention(code)
  return code
}

/** Where a panel is, in Grafana's grid. */
export const placeOf = (json: Json): string =>
  isObject(json.gridPos) ? ['x', 'y', 'w', 'h'].map((side) => String((json.gridPos as Json)[side])).join(' ') : ''
