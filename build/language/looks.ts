import { aWindow } from './demands/amounts.ts'
import {
  type Demand,
  due,
  howMany,
  isTrue,
  line,
  listOf,
  oneOf,
  optional,
  options,
  recordOf,
} from './demands/demand.ts'
import type { Amount, Unit, Window } from './units.ts'

/** Which time a panel shows, and whether it is there once for each value of a variable. */
export interface Frame {
  /** The name of a picker of its dashboard: one panel for each value that is chosen. */
  readonly repeat?: string
  /** Its own time range, whatever the dashboard shows: the last `7d`. */
  readonly timeFrom?: Window
  /** How far back its time range is moved: `1w` for last week at this time. */
  readonly timeShift?: Window
}

export const ofFrame = { repeat: optional(line), timeFrom: optional(aWindow), timeShift: optional(aWindow) }

/** How a panel of lines is drawn, in base units. */
export interface Graph {
  readonly axis?: Axis<number>
  readonly legend?: (typeof legends)[number]
  readonly series?: Readonly<Record<string, SeriesLook>>
  /** The legends of what is drawn at the right axis, in its own unit. */
  readonly right?: readonly string[]
  /** Rates are told by the minute: what happens every few seconds or more seldom reads better so. */
  readonly per?: 'minute'
}
const legends = ['hidden', 'bottom', 'right'] as const

/** The axis at the left. */
export interface Axis<A> {
  readonly label?: string
  readonly min?: A
  readonly max?: A
  /** Ten times as much is one step. */
  readonly scale?: 'log'
  /** Durations as `00:08:20`, where minutes and hours count. */
  readonly clock?: true
}

/** How one of several named series looks. */
export interface SeriesLook {
  readonly color?: SeriesColor
  readonly line?: 'dashed' | 'none'
  /** Whether the legend leaves it out. */
  readonly unlisted?: true
}

const hues = ['green', 'yellow', 'red', 'blue', 'orange', 'purple'] as const
const shades = ['', 'super-light-', 'light-', 'semi-dark-', 'dark-'] as const
/** Grafana's named colours. */
export type SeriesColor = `${(typeof shades)[number]}${(typeof hues)[number]}`

/** What lines may be told besides what every panel is. */
export interface GraphOptions<U extends Unit> {
  readonly stacked?: true
  readonly axis?: Axis<Amount<U>>
  readonly legend?: (typeof legends)[number]
  /** By the name under which it is shown. */
  readonly series?: Readonly<Record<string, SeriesLook>>
  /** For what happens so seldom that nobody counts it by the second. */
  readonly per?: 'minute'
}

export const ofGraph = (amount: Demand, names: readonly string[]) => ({
  axis: optional(
    options({
      label: optional(line),
      min: optional(amount),
      max: optional(amount),
      scale: optional(oneOf(['log'])),
      clock: optional(isTrue),
    }),
  ),
  legend: optional(oneOf(legends)),
  per: optional(oneOf(['minute'])),
  series: optional(
    recordOf(
      options({
        color: optional(oneOf(shades.flatMap((shade) => hues.map((hue) => shade + hue)))),
        line: optional(oneOf(['dashed', 'none'])),
        unlisted: optional(due('true', (value) => value === true, 'Write true, or leave it out.')),
      }),
      nameAmong(names),
    ),
  ),
})

const nameAmong = (names: readonly string[]): Demand =>
  names.length === 0 ? due('the name of a series', () => false, 'Show it under a name: { used: … }.') : oneOf(names)

/** How a table shows its columns. */
export interface Columns {
  /** Labels that are no column. */
  readonly hide?: readonly string[]
  /** The column by which rows are sorted, largest first; the first where nothing is said. */
  readonly sortBy?: string
  /** The most rows. */
  readonly limit?: number
  /** Columns drawn as bars. */
  readonly bars?: readonly string[]
}

export const ofColumns = (columns: readonly string[], labels: readonly string[]) => ({
  hide: optional(listOf(oneOf(labels), { least: 1 })),
  sortBy: optional(oneOf(columns)),
  limit: optional(howMany),
  bars: optional(listOf(oneOf(columns), { least: 1 })),
})
