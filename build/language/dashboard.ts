import type { Expr } from '../promql/tree.ts'
import type { Labels } from './labels.ts'
import type { AnyMetric } from './metric.ts'
import { keyOf, type Panel } from './panel.ts'
import type { Waivers } from './waive.ts'

/** One line of the 24-column grid, shared equally by 1, 2, 3, 4 or 6 panels. */
export type Line =
  | readonly [Panel]
  | readonly [Panel, Panel]
  | readonly [Panel, Panel, Panel]
  | readonly [Panel, Panel, Panel, Panel]
  | readonly [Panel, Panel, Panel, Panel, Panel, Panel]

export interface Row {
  readonly title: string
  readonly key: string
  readonly lines: readonly Line[]
}

/** A variable that narrows every panel whose metrics have the label and come from the variable's jobs. */
export interface Filter {
  readonly name: string
  readonly label: string
  /** The metric whose label values the picker offers. */
  readonly metric: AnyMetric
  readonly of: string
}

/** A query whose answer is drawn as a vertical mark on every time series. */
export interface Annotation {
  readonly name: string
  readonly expr: Expr
  /** The mark's text; it may mention the query's labels as `{{label}}`. */
  readonly title: string
  readonly color: 'red' | 'blue' | 'purple'
}

type Lost<T extends string, L extends string> = T extends `${string}{{${infer Label}}}${infer Rest}`
  ? Label extends L
    ? Lost<Rest, L>
    : Label
  : never
/** A text that mentions labels of `L` only; the sentence is the compiler's error. */
export type Mentioning<T extends string, L extends string> = [Lost<T, L>] extends [never]
  ? T
  : `the query has no label ${Lost<T, L>}`

/** Declares an annotation. */
export const mark = <const T extends string, L extends string>(
  name: string,
  { expr }: { readonly expr: Expr; readonly labels: readonly L[] },
  title: Mentioning<T, L>,
  color: Annotation['color'],
): Annotation => ({ name, expr, title, color })

interface About {
  /** Stable: links and alerts refer to it. */
  readonly uid: string
  /** The question that a reader opens this dashboard to answer. */
  readonly asks: string
  readonly tags: readonly [string, ...string[]]
  readonly filters: readonly Filter[]
  readonly annotations: readonly Annotation[]
  readonly waive?: Waivers
}

export interface Dashboard extends About {
  readonly type: 'dashboard'
  readonly title: string
  readonly rows: readonly Row[]
}

/** A dashboard: rows from top to bottom. */
export const dashboard = (title: string, about: About, ...rows: readonly [Row, ...Row[]]): Dashboard => ({
  type: 'dashboard',
  title,
  ...about,
  rows,
})

/** A titled row: each array is one line of panels, from left to right. */
export const row = (title: string, ...lines: readonly [Line, ...Line[]]): Row => ({ title, key: keyOf(title), lines })

/** A picker of instances; it narrows the panels that read this metric's jobs, and no others. */
export const instancesOf = (metric: AnyMetric, name: string, label: string): Filter => ({
  name,
  label,
  metric,
  of: 'instance',
})

/** A picker of one of a metric's labels. */
export function valuesOf<L extends Labels>(
  metric: AnyMetric & { readonly declared: L },
  of: keyof L & string,
  label: string,
): Filter {
  return { name: of, label, metric, of }
}
