import { isObject, textBelow } from '../../documents/values.ts'
import { keyOf, type Panel, type PanelOptions, type Step, stepsOf } from '../../language/panel.ts'
import type { Unit } from '../../language/units.ts'
import { type Code, literal, object, quoted } from '../code.ts'
import type { Json } from '../read.ts'
import { amountOf } from '../say/amount.ts'

/** Options of a panel that say what somebody set in Grafana; `undefined` for one that is not said any more. */
export type OptionChanges = ReadonlyMap<string, Code | undefined>

/** The drawn part of a panel: what its options say of it. */
type Drawn = Pick<Panel, 'key' | 'title' | 'unit' | 'steps' | 'alert' | 'type'>

/** What options have to say, as far as they can; `before` and `after` are the panel's JSON. */
export function optionChanges(panel: Drawn, before: Json, after: Json): OptionChanges {
  const changes = new Map<string, Code | undefined>()
  const title = textBelow(after, 'title') ?? ''
  if (title !== panel.title && keyOf(title) !== panel.key) changes.set('key', quoted(panel.key))
  for (const [key, code] of stepChanges(panel, before, after)) changes.set(key, code)
  for (const key of ['timeFrom', 'timeShift', 'repeat']) {
    const [was, is] = [textBelow(before, key), textBelow(after, key)]
    if ((was ?? '') !== (is ?? '')) changes.set(key, is === undefined || is === '' ? undefined : quoted(is))
  }
  const silent = (json: Json) => textBelow(json, 'fieldConfig', 'defaults', 'noValue')
  if (silent(before) !== silent(after) && silent(after) !== undefined)
    changes.set('noValue', quoted(silent(after) ?? ''))
  if (panel.type === 'timeseries')
    for (const [key, code] of graphChanges(panel.unit, before, after)) changes.set(key, code)
  return changes
}

function graphChanges(unit: Unit, before: Json, after: Json): OptionChanges {
  const changes = new Map<string, Code | undefined>()
  const stacked = (json: Json) => below(json, 'fieldConfig', 'defaults', 'custom', 'stacking', 'mode') === 'normal'
  if (stacked(before) !== stacked(after)) changes.set('stacked', stacked(after) ? 'true' : undefined)
  const legend = (json: Json) => {
    const isShown = below(json, 'options', 'legend', 'showLegend') !== false
    return isShown ? String(below(json, 'options', 'legend', 'placement') ?? '') : 'hidden'
  }
  if (legend(before) !== legend(after) && ['hidden', 'bottom', 'right'].includes(legend(after)))
    changes.set('legend', quoted(legend(after)))
  const axis = axisOf(unit, after)
  if (JSON.stringify(axis) !== JSON.stringify(axisOf(unit, before)) && axis !== undefined)
    changes.set('axis', axis.length === 0 ? undefined : object(axis))
  return changes
}

/** The ends, name and scale of an axis; `undefined` where an end is no amount of the unit. */
function axisOf(unit: Unit, json: Json): readonly (readonly [string, Code])[] | undefined {
  const label = below(json, 'fieldConfig', 'defaults', 'custom', 'axisLabel')
  const [min, max] = ['min', 'max'].map((end) => below(json, 'fieldConfig', 'defaults', end))
  const amounts = [min === 0 ? undefined : min, max].map((end) => (typeof end === 'number' ? amountOf(unit, end) : end))
  if ([min, max].some((end, at) => typeof end === 'number' && end !== 0 && amounts[at] === undefined)) return undefined
  const isLog = below(json, 'fieldConfig', 'defaults', 'custom', 'scaleDistribution', 'type') === 'log'
  return [
    ...(typeof label === 'string' && label !== '' ? [['label', quoted(label)] as const] : []),
    ...(amounts[0] === undefined ? [] : [['min', literal(amounts[0])] as const]),
    ...(amounts[1] === undefined ? [] : [['max', literal(amounts[1])] as const]),
    ...(isLog ? [['scale', quoted('log')] as const] : []),
  ]
}

/** Which limits give the colours that Grafana shows; none where no limits do. */
function stepChanges({ unit, steps, alert }: Drawn, before: Json, after: Json): OptionChanges {
  const wanted = stepsIn(after)
  const none: OptionChanges = new Map()
  if (wanted === undefined || sameSteps(wanted, stepsIn(before) ?? steps) || sameSteps(wanted, steps)) return none
  for (const options of guesses(wanted, unit)) {
    const made = stepsOf({ ...options, ...(alert === undefined ? {} : { alert }) } as PanelOptions<Unit>)
    if (!sameSteps(made, wanted)) continue
    return new Map(['warning', 'critical', 'bad', 'steps'].map((key) => [key, codeOf(options[key])]))
  }
  return none
}

const codeOf = (value: unknown): Code | undefined => (value === undefined ? undefined : literal(value))

/** What an author may have meant: limits of warnings and of what is worse, with the bad end above or below, or five blues. */
function* guesses(wanted: readonly Step[], unit: Unit): Generator<Readonly<Record<string, unknown>>> {
  const amounts = wanted.slice(1).map(({ from }) => (from === null ? undefined : amountOf(unit, from)))
  const at = (color: string): unknown => amounts[wanted.findIndex((step) => step.color === color) - 1]
  const [orange, red] = [at('orange'), at('red')]
  for (const limits of [{ warning: orange, critical: red }, { warning: orange }, { critical: red }, {}]) yield limits
  const [first, second] = amounts
  const [lowest] = wanted
  // With the bad end below, each colour ends where the next begins.
  const below = lowest?.color === 'red' ? { critical: first, warning: second } : { warning: first }
  for (const limits of [below, { critical: first }, { warning: second }, {}]) yield { ...limits, bad: 'low' }
  if (amounts.length === 5) yield { steps: amounts }
}

const sameSteps = (one: readonly Step[], other: readonly Step[]): boolean =>
  one.length === other.length &&
  one.every(({ from, color }, at) => color === other[at]?.color && (at === 0 || from === other[at]?.from))

/** The colours of a panel; `undefined` where they are no steps of absolute values. */
function stepsIn(json: Json): readonly Step[] | undefined {
  const thresholds = below(json, 'fieldConfig', 'defaults', 'thresholds')
  if (!isObject(thresholds) || thresholds.mode === 'percentage' || !Array.isArray(thresholds.steps)) return undefined
  return (thresholds.steps as readonly unknown[]).map((step, at) => {
    const { color, value } = isObject(step) ? step : {}
    return { color: String(color) as Step['color'], from: at === 0 || typeof value !== 'number' ? null : value }
  })
}

function below(json: unknown, ...path: readonly string[]): unknown {
  let found: unknown = json
  for (const key of path) found = isObject(found) ? found[key] : undefined
  return found
}
