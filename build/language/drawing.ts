import { type Demand, due, type Fault, isPlain, line, refuse, text } from './demands/demand.ts'
import { aQuery } from './demands/kinds.ts'
import { shown as inWords } from './demands/shown.ts'
import type { Columns, Frame, Graph } from './looks.ts'
import { keyOf, optionsOf, type Panel, type PanelOptions, type PanelType, stepsOf, type Target } from './panel.ts'
import type { Drawable } from './query.ts'
import type { Unit } from './units.ts'

/** One query, or several of the same unit, each under the name that its legend shows. */
export type Shown<U extends Unit> = Drawable<U> | Named<U>
// Without `expr`, so that the compiler's error about one query speaks of queries.
export type Named<U extends Unit> = { readonly [legend: string]: Drawable<U> } & { readonly expr?: never }

/** How a panel of one type is drawn besides what every panel says. */
interface Drawn {
  readonly stacked?: true
  readonly says?: Panel['says']
  readonly graph?: Graph
  readonly columns?: Columns
}

/** Makes a panel of what it shows. Throws `Refused` for options that it does not take; `more` are those of its type only. */
export function panel<U extends Unit>(
  type: PanelType,
  title: string,
  targets: readonly Target[],
  description: string,
  options: PanelOptions<U>,
  { more, drawn = () => ({}) }: { readonly more?: Readonly<Record<string, Demand>>; readonly drawn?: () => Drawn } = {},
): Panel {
  const [first] = targets
  const word = `panel ${inWords(title)}`
  refuse(
    word,
    line.faults(title, 'its title'),
    text.faults(description, 'its description'),
    first === undefined
      ? [{ what: 'it shows no query.', next: 'Give it one, or remove the panel.' }]
      : optionsOf(type === 'table' ? undefined : first.unit, more).faults(options, 'what follows the description'),
  )
  const { key = keyOf(title), alert, noValue, waive = {} } = options
  const { stacked = false, says = ['No', 'Yes'], graph = {}, columns = {} } = drawn()
  return {
    type,
    title,
    key,
    description,
    unit: first?.unit ?? 'count',
    targets,
    steps: stepsOf(options),
    alert,
    noValue,
    stacked,
    ...(options.bad === undefined ? {} : { bad: options.bad }),
    says,
    waive,
    frame: frameOf(options),
    graph,
    columns,
  }
}

const frameOf = ({ repeat, timeFrom, timeShift }: Frame): Frame => ({
  ...(repeat !== undefined && { repeat }),
  ...(timeFrom !== undefined && { timeFrom }),
  ...(timeShift !== undefined && { timeShift }),
})

/** What a panel draws, a query or several under names; `unit` is the only one that it can draw. */
export function targetsOf<U extends Unit>(word: string, title: string, shown: Shown<U>, unit?: U): readonly Target[] {
  refuse(`${word} ${inWords(title)}`, aTitle.faults(title, 'its title'))
  refuse(`${word} ${inWords(title)}`, queriesIn(shown, unit))
  const named: readonly (readonly [string, Drawable<U>])[] = isDrawable(shown) ? [['', shown]] : Object.entries(shown)
  return named.map(([name, { expr, unit: own, labels }]) => ({
    legend: legendOf(name, labels) || title,
    expr,
    unit: own,
    labels,
  }))
}

const aTitle = due('a text', (value) => typeof value === 'string', "Begin with it: 'Requests', query, 'What it shows.'")

/** Queries, all of one unit. */
function queriesIn(shown: unknown, unit: Unit | undefined): readonly Fault[] {
  const named = isPlain(shown) ? Object.entries(shown) : ([['', shown]] as const)
  const faults = named.flatMap(([key, query]) =>
    aQuery.faults(query, key === '' ? 'what it shows' : key).map((fault) => ({ ...fault, ...(key !== '' && { key }) })),
  )
  if (faults.length > 0) return faults
  const queries = named as readonly (readonly [string, Drawable<Unit>])[]
  const axis = unit ?? queries[0]?.[1].unit
  const other = queries.find(([, query]) => query.unit !== axis)
  if (other === undefined || axis === undefined) return []
  return [
    {
      what: `${other[0] || 'what it shows'} measures ${other[1].unit}, and the axis ${axis}.`,
      next: 'Show it in a panel of its own.',
      ...(other[0] !== '' && { key: other[0] }),
    },
  ]
}

const isDrawable = <U extends Unit>(shown: Shown<U>): shown is Drawable<U> =>
  Array.isArray((shown as Partial<Drawable<U>>).labels)

/** The instance tells the job, so a legend needs only one of them. */
export function legendOf(name: string, labels: readonly string[]): string {
  const told = labels.includes('instance') ? labels.filter((label) => label !== 'job') : labels
  return [name, ...told.map((label) => `{{${label}}}`)].join(' ').trim()
}
