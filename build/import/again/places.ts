import type { Board, Drawn } from '../../language/imported.ts'
import type { PlacedDashboard } from '../../model/model.ts'
import type { DefinitionText, SourceCall, Stretch } from '../text/source.ts'

/** Where a panel is written out: its call, and the list or call that holds it among others. */
export interface Place {
  readonly call: SourceCall
  /** What holds it, its members in their order. */
  readonly holder: { readonly at: Stretch; readonly members: readonly Stretch[] }
  /** Of a panel in a line of a row: the row's call. */
  readonly row: SourceCall | undefined
  /** Whether it stands where it is shown, and not under a name. */
  readonly isInPlace: boolean
}

/** Why a panel has no lines of its own. */
export interface Nowhere {
  readonly why: string
}

export const isPlace = (found: Place | Nowhere): found is Place => 'call' in found

/** Words that make one panel each, with its title before all else. */
const makers = new Set([
  ...['timeseries', 'stat', 'gauge', 'bars', 'states', 'statusHistory', 'pie', 'barChart', 'histogram', 'heatmap'],
  ...['table', 'text', 'logs', 'alertList'],
])

/** Where each panel of a dashboard stands, row by row as it shows them. */
export function placesOfDashboard(source: DefinitionText, { rows }: PlacedDashboard): readonly (Place | Nowhere)[] {
  const calls = (source.exported()?.args ?? []).slice(2).flatMap((arg) => callOf(source, arg) ?? [])
  const taken = new Set<number>()
  return rows.flatMap((row) => {
    const own = calls.find(
      ({ call }) => call.name === 'row' && titleOf(source, call) === row.title && !taken.has(call.from),
    )?.call
    if (own !== undefined) taken.add(own.from)
    return row.panels.map((panel) => (own === undefined ? helped(row.title) : placeIn(source, own, panel, taken)))
  })
}

const helped = (row: string): Nowhere => ({
  why: `the row ${row} is not written out in the file: a function, a list that is spread or another file makes it`,
})

function placeIn(
  source: DefinitionText,
  row: SourceCall,
  { title }: { readonly title: string },
  taken: Set<number>,
): Place | Nowhere {
  for (const at of row.args.slice(1)) {
    const members = source.list(at) ?? []
    for (const member of members) {
      const found = callOf(source, member)
      if (found === undefined || taken.has(found.call.from)) continue
      const isVerbatim = found.call.name === 'verbatim' && verbatimTitle(source, found.call) === title
      if (!isVerbatim && titleOf(source, found.call) !== title) continue
      if (!isVerbatim && !makers.has(found.call.name))
        return { why: `it is made by ${found.call.name}(), which decides more than these lines do` }
      taken.add(found.call.from)
      return { call: found.call, holder: { at, members }, row, isInPlace: found.isInPlace }
    }
  }
  return { why: 'it is not written out in the file: a function, a loop or another file makes it' }
}

const titleOf = (source: DefinitionText, { args: [title] }: SourceCall): string | undefined =>
  title && source.literal(title)

function verbatimTitle(source: DefinitionText, { args: [json] }: SourceCall): string | undefined {
  const title = json && source.object(json)?.find(({ key }) => key === 'title')
  return title && source.literal(title.value)
}

/** A call that stands there, or whose name does, of a constant that nothing else uses. */
function callOf(
  source: DefinitionText,
  at: Stretch,
): { readonly call: SourceCall; readonly isInPlace: boolean } | undefined {
  const call = source.call(at)
  if (call !== undefined) return { call, isInPlace: true }
  const name = /^[A-Za-z_$][\w$]*$/.exec(source.of(at))?.[0]
  const constant = name === undefined ? undefined : source.constant(name)
  const named = constant && source.call(constant)
  return named && { call: named, isInPlace: false }
}

/** Where each panel of an imported dashboard stands, in the order of its parts. */
export function placesOfBoard(source: DefinitionText, { parts }: Board): readonly (Place | Nowhere)[] {
  const board = source.exported()
  if (board?.name !== 'board') return parts.flatMap((part) => panelsOf(part).map(() => elsewhere))
  const own = board.args.slice(2)
  if (own.length !== parts.length) return parts.flatMap((part) => panelsOf(part).map(() => elsewhere))
  return parts.flatMap((part, at) => {
    const stretch = own[at]
    const found = stretch && callOf(source, stretch)
    if (part.type === 'drawn')
      return [
        found !== undefined && isDrawn(source, found.call, part)
          ? { ...found, holder: { at: board, members: own }, row: undefined }
          : elsewhere,
      ]
    const members = found?.call.name === 'section' ? found.call.args.slice(2) : []
    return part.panels.map((panel, index): Place | Nowhere => {
      const inner = members[index] && callOf(source, members[index])
      return found !== undefined &&
        inner !== undefined &&
        members.length === part.panels.length &&
        isDrawn(source, inner.call, panel)
        ? { ...inner, holder: { at: found.call, members }, row: undefined }
        : elsewhere
    })
  })
}

const elsewhere: Nowhere = {
  why: 'it is not written out in the file: a function, a loop or another file makes it',
}

const panelsOf = (part: Board['parts'][number]): readonly Drawn[] => (part.type === 'drawn' ? [part] : part.panels)

const isDrawn = (source: DefinitionText, { name, args }: SourceCall, panel: Drawn): boolean =>
  name === 'asIs' || (name === 'drawn' && args[1] !== undefined && source.literal(args[1]) === panel.title)
