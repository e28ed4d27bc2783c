/** A bar: from one value to another, in its place among the others. */
export interface Bar {
  /** Which group, and which series. */
  readonly group: number
  readonly series: number
  /** Where it stands across the plot, as shares of the plot's width. */
  readonly start: number
  readonly width: number
  readonly from: number
  readonly to: number
}

interface Shape {
  readonly stacking: 'none' | 'normal' | 'percent'
  /** The share of its place that a group takes, and a bar of its own. */
  readonly groupWidth: number
  readonly barWidth: number
}

/** The bars of several series, side by side or on top of each other; none where there is no number. */
export function barsOf(
  series: readonly (readonly unknown[])[],
  { stacking, groupWidth, barWidth }: Shape,
): readonly Bar[] {
  const groups = Math.max(0, ...series.map(({ length }) => length))
  const isStacked = stacking !== 'none'
  const side = isStacked ? 1 : Math.max(1, series.length)
  // A series alone has no others of its group beside it.
  const [ofGroup, ofBar] = side === 1 ? [barWidth, 1] : [groupWidth, barWidth]
  const slot = ofGroup / side
  return Array.from({ length: groups }, (_, group) => {
    const values = series.map((each) => numberIn(each[group]))
    const all = values.reduce<number>((sum, value) => sum + Math.abs(value ?? 0), 0)
    const ends = { up: 0, down: 0 }
    return values.flatMap((value, at): readonly Bar[] => {
      if (value === undefined) return []
      const amount = stacking === 'percent' ? (all === 0 ? 0 : value / all) : value
      const way = amount < 0 ? 'down' : 'up'
      const from = isStacked ? ends[way] : 0
      ends[way] = from + amount
      const start = (group + (1 - ofGroup) / 2 + (isStacked ? 0 : at) * slot + (slot * (1 - ofBar)) / 2) / groups
      return [{ group, series: at, start, width: (slot * ofBar) / groups, from, to: from + amount }]
    })
  }).flat()
}

const numberIn = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined
