import { type Expr, openWindow } from '../promql/tree.ts'
import {
  type Demand,
  type Fault,
  isPlain,
  isTrue,
  line,
  listOf,
  optional,
  recordOf,
  refuse,
  text,
} from './demands/demand.ts'
import { aHistogram, aQuery, typeOf } from './demands/kinds.ts'
import { sameLabels } from './demands/labels.ts'
import { shown as inWords, labelled } from './demands/shown.ts'
import type { Ranking } from './functions.ts'
import type { Labels } from './labels.ts'
import { type Buckets, type Histogram, select } from './metric.ts'
import {
  keyOf,
  optionsOf,
  type Panel,
  type PanelOptions,
  type PanelType,
  type Step,
  stepsOf,
  type Target,
} from './panel.ts'
import type { Drawable } from './query.ts'
import type { Unit } from './units.ts'

/** One query, or several of the same unit, each under the name that its legend shows. */
export type Shown<U extends Unit> = Drawable<U> | Named<U>
// Without `expr`, so that the compiler's error about one query speaks of queries.
type Named<U extends Unit> = { readonly [legend: string]: Drawable<U> } & { readonly expr?: never }

type LabelIn<Q> = Q extends { readonly labels: readonly (infer L extends string)[] } ? L : never
/** A query without labels; the sentence is the compiler's error. */
export type OneSeries<Q> = [LabelIn<Q>] extends [never]
  ? Q
  : `shows one number, but this query has one series per ${LabelIn<Q>}`

/** Lines over time. `stacked` for parts of a whole. */
export function timeseries<U extends Unit>(
  title: string,
  shown: Shown<U>,
  description: string,
  options: PanelOptions<U> & { readonly stacked?: true } = {},
): Panel {
  const targets = targetsOf('timeseries', title, shown)
  return panel('timeseries', title, targets, description, options, { stacked: optional(isTrue) })
}

/** One number, so only for a query that has aggregated every label away. */
export function stat<U extends Unit, Q extends Drawable<U>>(
  title: string,
  shown: Q & Drawable<U> & OneSeries<Q>,
  description: string,
  options: PanelOptions<U> = {},
): Panel {
  const targets = targetsOf<U>('stat', title, shown)
  const labels = targets[0]?.labels ?? []
  const several = {
    what: `a stat shows one number, but this query has one series per ${labelled(labels)}.`,
    next: 'Aggregate them: sum(…), max(…).',
  }
  refuse(`stat ${inWords(title)}`, labels.length === 0 && targets.length === 1 ? [] : [several])
  return panel('stat', title, targets, description, options)
}

/** A share on a dial from 0 to 100%, one for each series. */
export function gauge(
  title: string,
  shown: Shown<'ratio'>,
  description: string,
  options: PanelOptions<'ratio'> = {},
): Panel {
  return panel('gauge', title, targetsOf('gauge', title, shown, 'ratio'), description, options)
}

/** Horizontal bars at this moment, largest first. */
export function bars<U extends Unit>(
  title: string,
  shown: Ranking<string, U> | Drawable<U>,
  description: string,
  options: PanelOptions<U> = {},
): Panel {
  refuse(`bars ${inWords(title)}`, typeOf(shown) === 'ranking' ? [] : aQuery.faults(shown, 'what it shows'))
  const { expr, unit, labels } = shown
  return panel('bargauge', title, [{ legend: legendOf('', labels) || title, expr, unit, labels }], description, options)
}

/** Yes-or-no series over time, one band each; `says` has the words for no and for yes. */
export function states(
  title: string,
  shown: Shown<'state'>,
  description: string,
  options: PanelOptions<'state'> & Partial<Pick<Panel, 'says'>> = {},
): Panel {
  const targets = targetsOf('states', title, shown, 'state')
  const drawn = panel('state-timeline', title, targets, description, options, { says: optional(noAndYes) })
  return drawn.steps.length > 1 ? drawn : { ...drawn, steps: noIsBad }
}

const noAndYes = listOf(line, { least: 2, most: 2 })

const noIsBad: readonly Step[] = [
  { from: null, color: 'red' },
  { from: 1, color: 'green' },
]

/** A histogram's buckets over time. */
export function heatmap<L extends Labels, U extends Unit, B extends Buckets>(
  title: string,
  of: Histogram<L, U, B>,
  description: string,
  options: PanelOptions<U> = {},
): Panel {
  refuse(`heatmap ${inWords(title)}`, aHistogram.faults(of, 'what it shows'))
  const grown: Expr = { is: 'call', fn: 'increase', args: [select(of, openWindow, '_bucket')] }
  const expr: Expr = { is: 'aggregation', op: 'sum', grouping: { kind: 'by', labels: ['le'] }, expr: grown }
  return panel('heatmap', title, [{ legend: '{{le}}', expr, unit: of.unit, labels: ['le'] }], description, options)
}

/** A column of a table: its rows are the labels that all columns share. */
export interface Column<in out L extends string> {
  readonly expr: Expr
  readonly unit: Unit
  readonly labels: readonly L[]
  readonly carries: (label: L) => L
}

/** One row per combination of labels, one column per query, sorted by the first column, largest first. */
export function table<const L extends string>(
  title: string,
  columns: { readonly [column: string]: Column<L> },
  description: string,
  options: PanelOptions<never> = {},
): Panel {
  refuse(`table ${inWords(title)}`, columnsOf(columns))
  const targets = Object.entries(columns).map(([legend, { expr, unit, labels }]) => ({ legend, expr, unit, labels }))
  return panel('table', title, targets, description, options)
}

/** Each is a query, and all have the rows of the first. */
function columnsOf(columns: unknown): readonly Fault[] {
  const faults = recordOf(aQuery).faults(columns, 'what it shows')
  if (faults.length > 0) return faults
  const [first, ...others] = Object.entries(columns as { readonly [column: string]: Column<string> })
  return others.flatMap(([key, column]) =>
    first === undefined
      ? []
      : sameLabels(first[1], column, [`the column ${first[0]}`, `the column ${key}`]).map((fault) => ({
          ...fault,
          key,
        })),
  )
}

function panel<U extends Unit>(
  type: PanelType,
  title: string,
  [first, ...others]: readonly Target[],
  description: string,
  options: PanelOptions<U> & { readonly stacked?: true } & Partial<Pick<Panel, 'says'>>,
  more?: Readonly<Record<string, Demand>>,
): Panel {
  const word = `panel ${inWords(title)}`
  refuse(
    word,
    line.faults(title, 'its title'),
    text.faults(description, 'its description'),
    first === undefined
      ? [{ what: 'it shows no query.', next: 'Give it one, or remove the panel.' }]
      : optionsOf(type === 'table' ? undefined : first.unit, more).faults(options, 'what follows the description'),
  )
  const { key = keyOf(title), alert, noValue, stacked = false, says = ['No', 'Yes'], waive = {} } = options
  const targets = [first, ...others] as unknown as Panel['targets']
  return {
    type,
    title,
    key,
    description,
    unit: targets[0].unit,
    targets,
    steps: stepsOf(options),
    alert,
    noValue,
    stacked,
    says,
    waive,
  }
}

/** What a panel draws, a query or several under names; `unit` is the only one that it can draw. */
function targetsOf<U extends Unit>(word: string, title: string, shown: Shown<U>, unit?: U): readonly Target[] {
  refuse(`${word} ${inWords(title)}`, queriesIn(shown, unit))
  const named: readonly (readonly [string, Drawable<U>])[] = isDrawable(shown) ? [['', shown]] : Object.entries(shown)
  return named.map(([name, { expr, unit: own, labels }]) => ({
    legend: legendOf(name, labels) || title,
    expr,
    unit: own,
    labels,
  }))
}

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
function legendOf(name: string, labels: readonly string[]): string {
  const told = labels.includes('instance') ? labels.filter((label) => label !== 'job') : labels
  return [name, ...told.map((label) => `{{${label}}}`)].join(' ').trim()
}
