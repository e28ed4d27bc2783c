import { pairDashboards } from '../../diff/compare/pairs.ts'
import { comparePanel } from '../../diff/compare/panel.ts'
import { type DashboardView, type PanelView, readDashboard } from '../../diff/read/dashboard.ts'
import { dataSourcesOf } from '../../documents/data-source.ts'
import type { Board, Drawn } from '../../language/imported.ts'
import type { Defined, Definitions } from '../../model/load.ts'
import type { PlacedDashboard } from '../../model/model.ts'
import { type Code, call, list, literal, object, quoted } from '../code.ts'
import { panelsIn } from '../panel-queries.ts'
import type { Json, ReadDashboard } from '../read.ts'
import { Imports } from '../text/imports.ts'
import { DefinitionText, type Edit, edited, type SourceCall, type Stretch } from '../text/source.ts'
import { type BoardWriting, editedDrawn, newDrawn, placeOf } from './board.ts'
import { withItem, withoutMembers } from './patch.ts'
import { isPlace, type Nowhere, type Place, placesOfBoard, placesOfDashboard } from './places.ts'
import { ProjectWords } from './words.ts'
import { editedPanel, newPanelCode, type PanelWriting } from './words-panel.ts'

/** A definition that makes a dashboard, as it is and as Grafana has it. */
export interface Subject {
  /** The file of definitions. */
  readonly file: string
  readonly text: string
  readonly made: PlacedDashboard | Defined<Board>
  /** What it is compiled to. */
  readonly json: Json
  readonly saved: ReadDashboard
}

/** What is done for one panel. */
export interface Step {
  readonly panel: PanelView
  readonly place: Place | undefined
  readonly edits: readonly Edit[]
  readonly is: 'changed' | 'removed' | 'new'
  /** Why nothing can be done. */
  readonly why?: string
}

/** What is done for the panels of one dashboard, each by itself. */
export interface Plan {
  readonly subject: Subject
  readonly steps: readonly Step[]
  /** The file with these steps done. */
  readonly text: (steps: readonly Step[]) => string
}

/** Plans the edits of a file of definitions. Nothing is written. */
export function planFor(subject: Subject, definitions: Definitions): Plan {
  const { file, text, json, saved, made } = subject
  const source = new DefinitionText(text)
  const imports = new Imports(text)
  const isWritten = 'rows' in made
  const words = new ProjectWords(definitions, imports, isWritten)
  const [pair] = pairDashboards([readDashboard(file, json)], [readDashboard(file, saved.json)]).pairs
  if (pair === undefined) throw new Error('Two dashboards alone are versions of one another.')
  const { before, after, panels } = pair
  const originals = panelsIn(json)
  const places = isWritten ? placesOfDashboard(source, made) : placesOfBoard(source, made.value)
  const at = (panel: PanelView): number => originals.indexOf(panel.json)
  const foundAt = (panel: PanelView): Place | Nowhere => places[at(panel)] ?? { why: 'it is not found in the file' }
  const areMoved =
    panels.added.length + panels.removed.length > 0 || orderOf(before, panels.pairs) !== orderOf(after, panels.pairs)
  const writing: PanelWriting & BoardWriting = {
    source,
    words,
    filters: new Set(isWritten ? made.filters.flatMap(({ name }) => [`$${name}`, `\${${name}}`]) : []),
    each: isWritten ? {} : eachOf(made.value, json),
    asks: dataSourcesOf(saved.json),
  }
  const drawn = isWritten ? [] : made.value.parts.flatMap((part) => (part.type === 'drawn' ? [part] : part.panels))
  const placed = isWritten ? made.rows.flatMap((row) => row.panels) : []

  const changed = panels.pairs.flatMap(([was, now]): readonly Step[] => {
    const isMoved = isMovedTo(was, now, areMoved)
    const isSame = comparePanel({ before, old: was, now, align: (each) => each }).length === 0
    if (isSame && (isWritten || !isMoved)) return []
    const place = foundAt(was)
    if (!isPlace(place)) return [{ panel: now, place: undefined, edits: [], is: 'changed', why: place.why }]
    const [own, other] = [placed[at(was)], drawn[at(was)]]
    const edits =
      own !== undefined
        ? editedPanel(writing, place, own, was, now)
        : other !== undefined
          ? editedDrawn(writing, place, other as Drawn, now, isMoved)
          : []
    return [{ panel: now, place, edits, is: 'changed' }]
  })
  const removed = panels.removed.map((panel): Step => {
    const place = foundAt(panel)
    if (!isPlace(place)) return { panel, place: undefined, edits: [], is: 'removed', why: place.why }
    if (place.isInPlace) return { panel, place, edits: [], is: 'removed' }
    return { panel, place: undefined, edits: [], is: 'removed', why: 'it stands under a name of its own in the file' }
  })
  const added = panels.added.map((panel): Step => ({ panel, place: undefined, edits: [], is: 'new' }))
  const steps = [...changed, ...removed, ...added]
  const codes = new Map(
    added.map(({ panel }) => [panel, isWritten ? newPanelCode(writing, panel) : newDrawn(writing, panel)] as const),
  )
  if (added.length > 0) for (const word of ['row', 'section']) words.mention(call(word))

  return {
    subject,
    steps: steps.map((step) => {
      const row = step.is === 'new' ? rowFor(step.panel) : undefined
      return row === 'helped'
        ? { ...step, why: `its row ${step.panel.row?.title} is made by a function or another file` }
        : step
    }),
    text: (done) => {
      const edits = [
        ...done.flatMap((step) => step.edits),
        ...removals(done),
        ...additions(
          done.flatMap(({ is, panel }) => (is === 'new' ? [panel] : [])),
          done,
        ),
      ]
      return edits.length === 0 ? text : imports.settled(edited(text, edits))
    },
  }

  /** The call of the row that a new panel goes into; `new` where Grafana has it for the first time. */
  function rowFor({ row }: PanelView): SourceCall | 'new' | 'helped' {
    const title = row?.title ?? ''
    const whole = source.exported()
    if (whole === undefined) return 'helped'
    if (!isWritten && row === undefined) return whole
    const word = isWritten ? 'row' : 'section'
    const own = whole.args
      .slice(2)
      .flatMap((arg) => source.call(arg) ?? [])
      .filter(({ name, args: [first] }) => name === word && first !== undefined && source.literal(first) === title)
    const [only] = own
    if (only !== undefined) return only
    return before.rows.some((each) => each.title === title) ? 'helped' : 'new'
  }

  /** What is removed, and lines and rows that are empty then. */
  function removals(done: readonly Step[]): readonly Edit[] {
    const gone = done.flatMap(({ is, place }) => (is === 'removed' && place !== undefined ? [place] : []))
    const holders = new Map(gone.map(({ holder }) => [holder.at.from, holder]))
    const empty: { readonly row: SourceCall; readonly line: number }[] = []
    const edits = [...holders.values()].flatMap(({ at: own, members }) => {
      const these = new Set(
        members.flatMap(({ from }, index) => (gone.some(({ call: each }) => each.from === from) ? [index] : [])),
      )
      const row = gone.find(({ holder }) => holder.at.from === own.from)?.row
      if (row === undefined) return withoutMembers(source, members, these)
      if (these.size < members.length) return [...withoutMembers(source, members, these), ...inTwoLines(members, these)]
      empty.push({ row, line: row.args.findIndex(({ from }) => from === own.from) })
      return []
    })
    const whole = source.exported()
    const rows = new Map(empty.map(({ row }) => [row.from, row]))
    const bare = new Set<number>()
    const lines = [...rows.values()].flatMap((row) => {
      const these = new Set(empty.filter((each) => each.row.from === row.from).map(({ line }) => line))
      const all = row.args.filter((arg) => source.list(arg) !== undefined).length
      if (these.size < all || whole === undefined) return withoutMembers(source, row.args, these)
      bare.add(whole.args.findIndex(({ from }) => from === row.from))
      return []
    })
    return [...edits, ...lines, ...(whole === undefined ? [] : withoutMembers(source, whole.args, bare))]
  }

  function additions(news: readonly PanelView[], done: readonly Step[]): readonly Edit[] {
    const whole = source.exported()
    if (whole === undefined) return []
    const fresh = new Map<string, { readonly row: PanelView['row']; readonly codes: Code[] }>()
    const edits = news.flatMap((panel): readonly Edit[] => {
      const [row, code] = [rowFor(panel), codes.get(panel)]
      if (code === undefined || row === 'helped') return []
      if (row === 'new') {
        const title = panel.row?.title ?? ''
        const known = fresh.get(title) ?? { row: panel.row, codes: [] }
        fresh.set(title, known)
        known.codes.push(code)
        return []
      }
      if (isWritten) return [withItem(source, row, row.args, row.args.length - 1, list([code]))]
      return [withItem(source, row, row.args, placedAfter(panel, row, done), code)]
    })
    const rows = [...fresh].map(([title, { row, codes: own }]) => {
      const said = isWritten
        ? call('row', quoted(title), ...own.map((code) => list([code])))
        : call('section', quoted(title), sectionAbout(row?.json ?? {}), ...own)
      return withItem(source, whole, whole.args, whole.args.length - 1, said)
    })
    return [...edits, ...rows]
  }

  /** The argument behind which a new panel goes: that of the panel before it, which stays. */
  function placedAfter(panel: PanelView, { args }: SourceCall, done: readonly Step[]): number {
    const order = after.panels
    for (let index = order.indexOf(panel) - 1; index >= 0; index -= 1) {
      const was = panels.pairs.find(([, now]) => now === order[index])?.[0]
      const place = was && foundAt(was)
      if (place === undefined || !isPlace(place) || done.some((step) => step.is === 'removed' && step.place === place))
        continue
      const found = args.findIndex(({ from }) => from === place.call.from)
      if (found !== -1) return found
    }
    return 1
  }
}

/** Five panels share no line: the last two of them have one of their own. */
function inTwoLines(members: readonly Stretch[], gone: ReadonlySet<number>): readonly Edit[] {
  const kept = members.flatMap((_, at) => (gone.has(at) ? [] : [at]))
  const [last, next] = [members[kept[2] ?? -1], members[kept[3] ?? -1]]
  if (kept.length !== 5 || last === undefined || next === undefined) return []
  return [{ from: next.from, to: next.from, text: '], [' }]
}

const sectionAbout = ({ type: _, title: __, panels: ___, ...rest }: Json): Code =>
  object(Object.entries(rest).map(([key, value]) => [key, literal(value)]))

/** What each panel of a board says that its definition does not: told by what the whole has. */
function eachOf(board: Board, json: Json): Json {
  const parts = board.parts.flatMap((part) => (part.type === 'drawn' ? [part] : part.panels))
  const all = panelsIn(json)
  const found: Record<string, unknown> = {}
  for (const [at, { json: own }] of parts.entries())
    for (const [key, value] of Object.entries(all[at] ?? {})) if (!(key in own)) found[key] = value
  return found
}

type Pairs = readonly (readonly [PanelView, PanelView])[]

/** The panels that both versions have, in the order of one. */
function orderOf(of: DashboardView, pairs: Pairs): string {
  const numbers = new Map(pairs.flatMap(([was, now], at) => [[was, at] as const, [now, at] as const]))
  return of.panels.flatMap((panel) => numbers.get(panel) ?? []).join(' ')
}

/** Where a panel stands in the height follows from the others, unless the order is another. */
function isMovedTo(was: PanelView, now: PanelView, areMoved: boolean): boolean {
  const [old, own] = [placeOf(was.json), placeOf(now.json)]
  const acrossOf = (place: string) =>
    place
      .split(' ')
      .filter((_, at) => at !== 1)
      .join(' ')
  return own !== '' && (areMoved ? old !== own : acrossOf(old) !== acrossOf(own))
}
