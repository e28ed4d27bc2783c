import type { Expr } from '../promql/tree.ts'
import type { Alert, AnyAlert } from './alert.ts'
import type { Threshold } from './condition.ts'
import { amountOf } from './demands/amounts.ts'
import { type Demand, line, listOf, oneOf, optional, options, recordOf, text } from './demands/demand.ts'
import { made, typeOf } from './demands/kinds.ts'
import { type Columns, type Frame, type Graph, ofFrame } from './looks.ts'
import { type Level, levelOf } from './severity.ts'
import { type Amount, magnitude, type Unit } from './units.ts'
import type { Waivers } from './waive.ts'

export type PanelType =
  | 'timeseries'
  | 'stat'
  | 'gauge'
  | 'bargauge'
  | 'heatmap'
  | 'table'
  | 'state-timeline'
  | 'status-history'
  | 'piechart'
  | 'barchart'
  | 'histogram'
  /** Its JSON is there already. */
  | 'written'

/** A drawing, as the compiler reads it. */
export interface Panel {
  readonly type: PanelType
  readonly title: string
  /** The panel's identity: its id derives from it, so it stays when the title changes. */
  readonly key: string
  readonly description: string
  readonly unit: Unit
  /** None where the panel asks no Prometheus. */
  readonly targets: readonly Target[]
  /** Where the drawing changes colour, ascending; the first has no lower end. */
  readonly steps: readonly Step[]
  readonly alert: AnyAlert | undefined
  /** What the panel says when there is nothing to draw, if the author said it. */
  readonly noValue: string | undefined
  readonly stacked: boolean
  /** Which end is bad; `undefined`: the high one, or none. */
  readonly bad?: 'low'
  /** What 0 and 1 of a state are called: `['down', 'up']`. */
  readonly says: readonly [no: string, yes: string]
  readonly waive: Waivers
  readonly frame: Frame
  readonly graph: Graph
  readonly columns: Columns
  /** The panel as Grafana keeps it, of one that is written as it is. */
  readonly written?: Written
}

export type Written = Readonly<Record<string, unknown>>

/** One query of a panel. */
export interface Target {
  /** The legend's template, or a table column's title. */
  readonly legend: string
  readonly expr: Expr
  readonly unit: Unit
  readonly labels: readonly string[]
  /** Its letter and whether it asks for one moment, where somebody wrote them. */
  readonly written?: {
    readonly refId: string
    readonly instant: boolean
    readonly format: 'time_series' | 'table' | 'heatmap'
  }
}

export interface Step {
  readonly from: number | null
  readonly color: Color
}

/** Grafana's named colours, each with one meaning everywhere: green is well, orange warns, red is an alert's, blue judges nothing. */
export type Color = 'green' | 'orange' | 'red' | Blue
type Blue = 'light-blue' | 'blue' | 'semi-dark-blue' | 'dark-blue' | 'super-light-blue'

/** What a panel may say besides its title, its query and its description. */
export interface PanelOptions<U extends Unit> extends Frame {
  /** Write the first title's key here when the title changes: `'request-rate'`. */
  readonly key?: string
  /** The alert that watches this: the panel draws its threshold and links to its runbook, the alert links back. */
  readonly alert?: Alert<U>
  /** Where the colour turns orange. */
  readonly warning?: Amount<U>
  /** Where the colour turns red; an alert's threshold takes its place. */
  readonly critical?: Amount<U>
  /** A scale of five colours instead: ever deeper blue, and that of the alert at the end. */
  readonly steps?: readonly [Amount<U>, Amount<U>, Amount<U>, Amount<U>, Amount<U>]
  /** Which end is bad where no alert tells: shares of hits are bad when low. */
  readonly bad?: 'low'
  readonly noValue?: string
  readonly waive?: Waivers
}

/** What a panel of this unit may be told; `more` is for panels of its type only. */
export const optionsOf = (unit: Unit | undefined, more: Readonly<Record<string, Demand>> = {}): Demand => {
  const amount = unit === undefined ? noAmount : amountOf(unit)
  return options({
    key: optional(line),
    alert: optional(alertOn(unit)),
    warning: optional(amount),
    critical: optional(amount),
    steps: optional(listOf(amount, { least: 5, most: 5 })),
    bad: optional(oneOf(['low'])),
    noValue: optional(text),
    waive: optional(recordOf(text)),
    ...ofFrame,
    ...more,
  })
}

/** The columns of a table have no unit in common. */
const noAmount: Demand = {
  due: 'nothing',
  faults: (_, name) => [{ what: `${name} has no unit here.`, next: 'Leave it out: a table has no limits.' }],
}

const anAlert = made('alert', 'an alert', 'Give it an alert of alerts/.')

/** An alert whose threshold the panel can show. */
const alertOn = (unit: Unit | undefined): Demand => ({
  due: 'an alert',
  faults: (value, name) => {
    const faults = anAlert.faults(value, name)
    if (faults.length > 0 || typeOf(value) !== 'alert') return faults
    const measured = (value as AnyAlert).arms[0].when.unit
    if (measured === unit) return []
    return [
      {
        what: `${name} measures ${measured}, and the panel ${unit === undefined ? 'has columns of several units' : `shows ${unit}`}.`,
        next: 'Name an alert on what the panel shows.',
      },
    ]
  },
})

/** A key from a title: `Request rate (5xx)` is `request-rate-5xx`. */
export const keyOf = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')

const colorOf = ({ pages, tells }: Level): Color => (pages ? 'red' : tells.length > 0 ? 'orange' : 'blue')
const scale: readonly Color[] = ['light-blue', 'blue', 'semi-dark-blue', 'dark-blue']

/** The colour steps of a panel: an alert's threshold in its severity's colour, next to those that the author wrote. */
export function stepsOf<U extends Unit>({ alert, warning, critical, steps, bad }: PanelOptions<U>): readonly Step[] {
  const [arm] = alert?.arms ?? []
  if (steps !== undefined) {
    const highest = colorOf(arm?.severity ?? levelOf('critical'))
    return [
      { from: null, color: 'super-light-blue' },
      ...steps.map((amount, at) => limit(amount, scale[at] ?? highest)),
    ]
  }
  const threshold: Threshold | undefined = arm?.when.threshold
  const limits = [
    ...(warning === undefined ? [] : [limit(warning, 'orange')]),
    ...(critical === undefined ? [] : [limit(critical, 'red')]),
    ...(arm === undefined || threshold === undefined
      ? []
      : [{ from: startOf(threshold), color: colorOf(arm.severity) }]),
  ]
  if (threshold?.op === '==') return offState(threshold.value, colorOf(arm?.severity ?? levelOf('none')))
  if (limits.length === 0) return [{ from: null, color: 'blue' }]
  return bad === 'low' || threshold?.op === '<' ? fromAbove(limits) : fromBelow(limits)
}

/** Grafana colours from a step on, inclusive: what fires above zero is well at zero. */
const startOf = ({ op, value }: Threshold): number => (op === '>' && value === 0 ? 1e-9 : value)

interface Limit {
  readonly from: number
  readonly color: Color
}

const limit = (amount: string | number, color: Color): Limit => ({ from: magnitude(amount), color })

const fromBelow = (limits: readonly Limit[]): readonly Step[] => [
  { from: null, color: 'green' },
  ...limits.toSorted((a, b) => a.from - b.from),
]

/** More is better: the worst colour is the lowest, and green begins at the last limit. */
function fromAbove(limits: readonly Limit[]): readonly Step[] {
  const ascending = limits.toSorted((a, b) => a.from - b.from)
  const colors: readonly Color[] = [...ascending.map(({ color }) => color), 'green']
  return colors.map((color, at) => ({ from: at === 0 ? null : (ascending[at - 1]?.from ?? null), color }))
}

const offState = (bad: number, color: Color): readonly Step[] =>
  bad === 0
    ? [
        { from: null, color },
        { from: 1, color: 'green' },
      ]
    : [
        { from: null, color: 'green' },
        { from: 1, color },
      ]
