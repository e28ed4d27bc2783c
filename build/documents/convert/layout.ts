import { below, isObject, objectsBelow, textBelow } from '../values.ts'
import { visibilityOf } from './conditions.ts'
import { type Json, type Loss, quoted, Unconvertible } from './converted.ts'
import { Ids } from './ids.ts'
import { panelOf, record } from './panel.ts'
import { type Names, renamed } from './rename.ts'
import { titleOf, type Variables } from './sections.ts'
import type { SourceOf } from './sources.ts'

/** Columns of Grafana's grid. */
const columns = 24

/** Heights of an automatic grid's lines, in lines of Grafana's grid. */
const heights = new Map([
  ['short', 5],
  ['standard', 9],
  ['tall', 14],
])
const usualHeight = 9
/** A line of Grafana's grid and the gap below it, in pixels. */
const line = 38

/** Where panels go: below one another, from a line on. */
interface Sink {
  readonly panels: Json[]
  y: number
}

/** What surrounds a panel. */
interface Section {
  /** `row 'Disks' of tab 'Storage'`; empty for the dashboard itself. */
  readonly where: string
  readonly names: Names
  /** The row that stands for it. */
  readonly header: Row | undefined
  /** Whether what is inside is folded away. */
  readonly isFolded: boolean
  /** The variable for which it is repeated, though its header is not. */
  readonly repeat: string | undefined
}

interface Row {
  readonly where: string
  readonly isFolded: boolean
  readonly isRepeated: boolean
}

type Kind = 'row' | 'tab'

/** Puts the elements of a dashboard where its layout has them, in the classic grid. Throws `Unconvertible`. */
export class Layout {
  readonly losses: Loss[] = []
  readonly #elements: Json
  readonly #variables: Variables
  readonly #sourceOf: SourceOf
  readonly #uid: string | undefined
  readonly #ids: Ids
  readonly #placed = new Set<string>()
  /** Kinds of data sources that queries ask for without naming one. */
  readonly #unnamed = new Set<string>()
  #last: Row | undefined

  constructor(elements: Json, variables: Variables, sourceOf: SourceOf, uid: string | undefined) {
    this.#elements = elements
    this.#variables = variables
    this.#sourceOf = sourceOf
    this.#uid = uid
    this.#ids = new Ids(Object.values(elements).map((each) => below(each, 'spec', 'id')))
  }

  /** The panels and rows of the classic form, with what only version 2 says of them. */
  place(layout: unknown): readonly Json[] {
    const sink: Sink = { panels: [], y: 0 }
    const dashboard = { where: '', names: new Map(), header: undefined, isFolded: false, repeat: undefined }
    if (layout !== undefined || Object.keys(this.#elements).length > 0) this.#lay(layout, sink, dashboard)
    for (const [name, element] of Object.entries(this.#elements))
      if (!this.#placed.has(name))
        this.#lose(
          `panel ${quoted(titleIn(element) || name)}`,
          'is left out: no layout names it, so Grafana does not show it.',
        )
    for (const kind of this.#unnamed)
      this.#lose(
        'the dashboard',
        `has queries that tell no data source but its kind, ${kind}: they ask the default data source now, of whatever kind that is.`,
      )
    return sink.panels
  }

  #lose(where: string, what: string): void {
    this.losses.push({ where, what })
  }

  #lay(layout: unknown, sink: Sink, section: Section): void {
    const kind = textBelow(layout, 'kind')
    switch (kind) {
      case 'GridLayout':
        this.#grid(objectsBelow(layout, 'spec', 'items'), sink, section)
        return
      case 'AutoGridLayout':
      case 'ResponsiveGridLayout':
        this.#automatic(record(below(layout, 'spec')), sink, section)
        return
      case 'RowsLayout':
        for (const { spec } of objectsBelow(layout, 'spec', 'rows')) this.#section('row', record(spec), sink, section)
        return
      case 'TabsLayout':
        for (const { spec } of objectsBelow(layout, 'spec', 'tabs')) this.#section('tab', record(spec), sink, section)
        return
      default:
        throw new Unconvertible(
          `The layout of ${section.where || 'the dashboard'} ${kind === undefined ? 'has no kind' : `is of the kind ${kind}`}; known are GridLayout, AutoGridLayout, RowsLayout and TabsLayout.`,
          'Export the dashboard from Grafana again, or correct the kind.',
        )
    }
  }

  #section(kind: Kind, spec: Json, sink: Sink, outer: Section): void {
    const title = titleOf(spec)
    const called = title === '' ? `the ${kind} without a title` : `${kind} ${quoted(title)}`
    const where = outer.where === '' ? called : `${called} of ${outer.where}`
    const names = this.#variables.enter(spec, outer.names, where, title)
    // Until rows had layouts, their items stood beside their title.
    const layout = spec.layout ?? { kind: 'GridLayout', spec: { items: spec.elements } }
    const isNest = ['RowsLayout', 'TabsLayout'].includes(textBelow(layout, 'kind') ?? '')
    const repeat = repeatOf(spec, outer.names) ?? outer.repeat
    const isFolded = kind === 'row' && (spec.collapse === true || outer.isFolded)
    this.#tellOfSection(kind, spec, { where, isNest, repeat, outer })

    const isHidden = kind === 'row' && spec.hideHeader === true
    if (
      isHidden &&
      repeat === undefined &&
      (this.#last === undefined || !(this.#last.isFolded || this.#last.isRepeated))
    ) {
      if (this.#last !== outer.header) this.#lose(where, `stands in ${this.#last?.where} now, since it has no header.`)
      this.#lay(layout, sink, { where, names, header: outer.header, isFolded: false, repeat: undefined })
      return
    }
    if (isHidden) this.#lose(where, 'has a header now, which keeps it apart from the row above.')

    const isClosed = isFolded && !isNest
    const panels: Json[] = []
    const header: Row = { where, isFolded: isClosed, isRepeated: repeat !== undefined && !isNest }
    sink.panels.push({
      ...{ id: this.#ids.fresh(), type: 'row', title: renamed(title, names, this.#uid), collapsed: isClosed },
      gridPos: { h: 1, w: columns, x: 0, y: sink.y },
      panels,
      ...(header.isRepeated ? { repeat } : {}),
      ...(kind === 'tab' ? { tab: true } : {}),
      ...visibilityIn(spec),
    })
    sink.y += 1
    this.#last = header
    const inside: Section = { where, names, header, isFolded, repeat: isNest ? repeat : undefined }
    this.#lay(layout, isClosed ? { panels, y: sink.y } : sink, inside)
  }

  #tellOfVisibility(where: string, { conditionalRendering }: Json): void {
    const visibility = visibilityOf(conditionalRendering)
    if (visibility !== undefined) this.#lose(where, `is always shown now; it was ${visibility}.`)
  }

  #tellOfSection(
    kind: Kind,
    spec: Json,
    told: {
      readonly where: string
      readonly isNest: boolean
      readonly repeat: string | undefined
      readonly outer: Section
    },
  ): void {
    const { where, isNest, repeat, outer } = told
    if (kind === 'tab') this.#lose(where, `is a row now${isNest ? ', and what it holds follows it' : ''}.`)
    else if (outer.where !== '' && outer.where.startsWith('row '))
      this.#lose(where, 'follows that row now, and does not stand inside it.')
    this.#tellOfVisibility(where, spec)
    if (spec.fillScreen === true) this.#lose(where, 'does not fill the screen any more.')
    if (repeat === undefined || !isNest) return
    this.#lose(where, `is shown once now, and each row inside it is repeated for $${repeat}.`)
  }

  #grid(items: readonly Json[], sink: Sink, section: Section): void {
    const base = sink.y
    for (const { kind, spec } of items) {
      const item = record(spec)
      if (kind === 'GridLayoutRow') {
        // The first version 2 had rows in the grid, and the lines of their panels were counted from the row.
        sink.y = Math.max(sink.y, base + whole(item.y, 0))
        this.#section('row', { ...item, collapse: item.collapsed }, sink, section)
        continue
      }
      const w = Math.min(columns, Math.max(1, whole(item.width, columns / 2)))
      const h = Math.max(1, whole(item.height, 8))
      const x = Math.min(columns - w, whole(item.x, 0))
      const y = base + whole(item.y, 0)
      const repeat = repeatOf(item, section.names)
      const { direction, maxPerRow } = record(item.repeat)
      this.#panel(item, sink, section, {
        gridPos: { h, w, x, y },
        ...(repeat === undefined ? {} : { repeat }),
        ...(repeat === undefined || typeof direction !== 'string' ? {} : { repeatDirection: direction }),
        ...(repeat === undefined || typeof maxPerRow !== 'number' ? {} : { maxPerRow }),
      })
      sink.y = Math.max(sink.y, y + h)
    }
  }

  /** An automatic grid as the widest window shows it; what is repeated gets a line of its own, as Grafana draws it. */
  #automatic(spec: Json, sink: Sink, section: Section): void {
    const most = Math.min(columns, Math.max(1, whole(spec.maxColumnCount, 3)))
    const w = Math.floor(columns / most)
    const h =
      spec.rowHeightMode === 'custom'
        ? Math.max(1, Math.ceil(whole(spec.rowHeight, 320) / line))
        : (heights.get(String(spec.rowHeightMode)) ?? usualHeight)
    const items = objectsBelow(spec, 'items').map((each) => record(each.spec))
    let column = 0
    const endLine = (): void => {
      if (column > 0) sink.y += h
      column = 0
    }
    for (const item of items) {
      const repeat = repeatOf(item, section.names)
      if (repeat !== undefined) {
        endLine()
        const gridPos = { h, w: columns, x: 0, y: sink.y }
        this.#panel(item, sink, section, { gridPos, repeat, repeatDirection: 'h', maxPerRow: most })
        sink.y += h
        continue
      }
      this.#panel(item, sink, section, { gridPos: { h, w, x: column * w, y: sink.y } })
      column += 1
      if (column === most) endLine()
    }
    endLine()
    if (items.length > 0) {
      const where = section.where === '' ? 'the dashboard' : section.where
      this.#lose(
        where,
        `has fixed places in ${most === 1 ? 'one column' : `${most} columns`} now, where an automatic grid followed the window.`,
      )
    }
  }

  #panel(item: Json, sink: Sink, section: Section, placed: Json): void {
    const name = textBelow(item, 'element', 'name') ?? ''
    const element = Object.hasOwn(this.#elements, name) ? this.#elements[name] : undefined
    if (!isObject(element)) {
      const what =
        name === '' ? 'has a place for no element.' : `names the element ${quoted(name)}, which is not there.`
      this.#lose(section.where || 'the layout', what)
      return
    }
    const json = renamed(panelOf(element, this.#sourceOf), section.names, this.#uid)
    const where = `panel ${quoted(titleIn(element) || name)}`
    for (const { datasource } of objectsBelow(json, 'targets')) {
      const kind = textBelow(datasource, 'type')
      if (kind !== undefined && textBelow(datasource, 'uid') === undefined) this.#unnamed.add(kind)
    }
    if (this.#placed.has(name)) this.#lose(where, 'stands in several places, and is a panel of its own in each now.')
    const id = this.#placed.has(name) ? this.#ids.fresh() : this.#ids.keep(below(element, 'spec', 'id'))
    this.#placed.add(name)
    const { timeTo, subtitle } = json
    if (timeTo !== undefined)
      this.#lose(where, `ends at the end of the dashboard's time now, not at ${String(timeTo)}.`)
    if (subtitle !== undefined) this.#lose(where, `loses its subtitle, ${quoted(String(subtitle))}.`)
    if (element.kind === 'LibraryPanel') this.#lose(where, 'still shows a library panel, which only the server has.')
    this.#tellOfVisibility(where, item)
    sink.panels.push({ id, ...json, ...placed, ...visibilityIn(item) })
  }
}

const titleIn = (element: unknown): string => textBelow(element, 'spec', 'title') ?? ''

/** The variable for which something is repeated, by its name in the classic form. */
function repeatOf(spec: Json, names: Names): string | undefined {
  const variable = textBelow(spec, 'repeat', 'value') || undefined
  return variable === undefined ? undefined : (names.get(variable) ?? variable)
}

/** When something is shown, where that depends. */
function visibilityIn({ conditionalRendering }: Json): Json {
  const visibility = visibilityOf(conditionalRendering)
  return visibility === undefined ? {} : { visibility }
}

/** A number of lines, columns or pixels, at least 0. */
const whole = (value: unknown, otherwise: number): number =>
  typeof value === 'number' && Number.isFinite(value) ? Math.max(0, Math.trunc(value)) : otherwise
