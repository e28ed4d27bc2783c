import { measureOf } from '../../documents/grafana-units.ts'
import { below, objectsBelow, textBelow } from '../../documents/values.ts'
import { amount } from '../amount.ts'
import { type PanelView, unitOf } from '../read/dashboard.ts'
import type { PanelLine } from './panel.ts'

interface Step {
  readonly value: number | undefined
  readonly color: string
}

/** Where the colours of a panel change. `names` are what an alert may call the panel, or the panel an alert. */
export function thresholdLines(
  old: PanelView,
  now: PanelView,
  names: readonly string[],
): readonly Omit<PanelLine, 'panel'>[] {
  const [before, after] = [stepsOf(old), stepsOf(now)]
  if (plain(before, old) === plain(after, now)) return []
  // Grafana writes its own where there are none.
  if ((before.length === 0 && isWritten(after, now)) || (after.length === 0 && isWritten(before, old))) return []
  const moved = before.flatMap(({ value }, at) => {
    const step = after[at]
    return step !== undefined && value !== step.value ? [{ from: value, to: step.value, color: step.color }] : []
  })
  const [first] = moved
  const sameColors = before.map(({ color }) => color).join() === after.map(({ color }) => color).join()
  if (sameColors && moved.length === 1 && first?.from !== undefined && first.to !== undefined) {
    const { from, to, color } = first
    const said = `: ${color} from ${inUnit(from, old)} → ${inUnit(to, now)}`
    return [{ weight: 'data', said, shift: { from, to, names, panel: now.title } }]
  }
  return [{ weight: 'data', said: `: thresholds ${told(before, old)} → ${told(after, now)}` }]
}

/** Whether these are the steps that Grafana writes into each panel: 80, of whatever it is. */
const isWritten = (steps: readonly Step[], panel: PanelView): boolean => {
  const [lowest, highest, ...others] = steps
  const isTheirs = lowest?.color === 'green' && highest?.color === 'red' && highest.value === 80
  return isTheirs && others.length === 0 && modeOf(panel) === 'absolute'
}

/** Whether the axis reaches up to the last threshold: where that moves, the axis goes along. */
export function endsAtLimit(panel: PanelView): boolean {
  const top = below(panel.json, 'fieldConfig', 'defaults', 'custom', 'axisSoftMax')
  return top !== undefined && top === stepsOf(panel).at(-1)?.value
}

const stepsOf = ({ json }: PanelView): readonly Step[] =>
  objectsBelow(json, 'fieldConfig', 'defaults', 'thresholds', 'steps').map(({ value, color }, at) => ({
    // The lowest step has no lower end, whatever is written: newer releases write 0 there.
    value: typeof value === 'number' && at > 0 ? value : undefined,
    color: typeof color === 'string' ? color : '',
  }))

/** What the steps are without the unit, which may change while they stay. */
const plain = (steps: readonly Step[], panel: PanelView): string =>
  told(steps, panel) === 'none' ? '' : JSON.stringify([modeOf(panel), steps])

const modeOf = ({ json }: PanelView): string =>
  textBelow(json, 'fieldConfig', 'defaults', 'thresholds', 'mode') ?? 'absolute'

const inUnit = (value: number, panel: PanelView): string => {
  const isShare = modeOf(panel) === 'percentage'
  return isShare ? `${value}% of the range` : amount(value, measureOf(unitOf(panel) ?? ''))
}

/** `green, red from 5%`. One green step is what Grafana draws anyway. */
function told(steps: readonly Step[], panel: PanelView): string {
  if (steps.every(({ value, color }) => value === undefined && color === 'green')) return 'none'
  return steps
    .map(({ value, color }) => (value === undefined ? color : `${color} from ${inUnit(value, panel)}`))
    .join(', ')
}
