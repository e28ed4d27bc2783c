import { Refused } from '../problem.ts'
import { type Expr, openWindow } from '../promql/tree.ts'
import type { Ranking } from './functions.ts'
import type { Labels } from './labels.ts'
import { type Buckets, type Histogram, select } from './metric.ts'
import { keyOf, type Panel, type PanelOptions, type PanelType, type Step, stepsOf, type Target } from './panel.ts'
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
  return panel('timeseries', title, targetsOf(title, shown), description, options)
}

/** One number, so only for a query that has aggregated every label away. */
export function stat<U extends Unit, Q extends Drawable<U>>(
  title: string,
  shown: Q & Drawable<U> & OneSeries<Q>,
  description: string,
  options: PanelOptions<U> = {},
): Panel {
  return panel('stat', title, targetsOf<U>(title, shown), description, options)
}

/** A share on a dial from 0 to 100%, one for each series. */
export function gauge(
  title: string,
  shown: Shown<'ratio'>,
  description: string,
  options: PanelOptions<'ratio'> = {},
): Panel {
  return panel('gauge', title, targetsOf(title, shown), description, options)
}

/** Horizontal bars at this moment, largest first. */
export function bars<U extends Unit>(
  title: string,
  shown: Ranking<string, U> | Drawable<U>,
  description: string,
  options: PanelOptions<U> = {},
): Panel {
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
  const drawn = panel('state-timeline', title, targetsOf(title, shown), description, options)
  return drawn.steps.length > 1 ? drawn : { ...drawn, steps: noIsBad }
}

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
  const targets = Object.entries(columns).map(([legend, { expr, unit, labels }]) => ({ legend, expr, unit, labels }))
  return panel('table', title, targets, description, options)
}

function panel<U extends Unit>(
  type: PanelType,
  title: string,
  [first, ...others]: readonly Target[],
  description: string,
  options: PanelOptions<U> & { readonly stacked?: true } & Partial<Pick<Panel, 'says'>>,
): Panel {
  if (first === undefined) {
    throw new Refused({
      where: `panel "${title}"`,
      what: 'It shows no query.',
      next: 'Give it one, or remove the panel.',
    })
  }
  const { key = keyOf(title), alert, noValue, stacked = false, says = ['No', 'Yes'], waive = {} } = options
  const targets: Panel['targets'] = [first, ...others]
  return {
    type,
    title,
    key,
    description,
    unit: first.unit,
    targets,
    steps: stepsOf(options),
    alert,
    noValue,
    stacked,
    says,
    waive,
  }
}

function targetsOf<U extends Unit>(title: string, shown: Shown<U>): readonly Target[] {
  const named: readonly (readonly [string, Drawable<U>])[] = isDrawable(shown) ? [['', shown]] : Object.entries(shown)
  return named.map(([name, { expr, unit, labels }]) => ({
    legend: legendOf(name, labels) || title,
    expr,
    unit,
    labels,
  }))
}

const isDrawable = <U extends Unit>(shown: Shown<U>): shown is Drawable<U> =>
  Array.isArray((shown as Partial<Drawable<U>>).labels)

/** The instance tells the job, so a legend needs only one of them. */
function legendOf(name: string, labels: readonly string[]): string {
  const told = labels.includes('instance') ? labels.filter((label) => label !== 'job') : labels
  return [name, ...told.map((label) => `{{${label}}}`)].join(' ').trim()
}
