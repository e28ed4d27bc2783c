import type { Stack } from '../stack/schema.ts'
import { isAmount } from './demands/amounts.ts'
import { type Demand, due, type Fault, options, refuse } from './demands/demand.ts'
import { shown } from './demands/shown.ts'
import { magnitude, type Unit, units } from './units.ts'

/** A threshold that is a setting: what it is usually, and between which amounts it may be. */
interface Bounds<A extends string | number> {
  readonly usual: A
  readonly from: string | number
  readonly to: string | number
}

/** A threshold that definitions asked the settings for. */
export interface Asked {
  readonly name: string
  readonly usual: string | number
  readonly from: string | number
  readonly to: string | number
  /** What it is in these settings. */
  readonly now: string | number
}

const asked = new WeakMap<object, Map<string, Asked>>()

/** The thresholds that were asked of these settings. */
export const askedOf = (stack: Pick<Stack, 'thresholds'>): readonly Asked[] => [...(asked.get(stack)?.values() ?? [])]

/**
 * The amount that `thresholds` of the settings has under this name, else the usual one, as a threshold of its type. Throws
 * `Refused` where it is of another unit or out of bounds.
 */
export function threshold<const A extends string | number>(
  stack: Pick<Stack, 'thresholds'>,
  name: string,
  bounds: Bounds<A>,
): A {
  const word = `threshold ${shown(name)}`
  refuse(
    word,
    settings.faults(stack, 'what it is asked of'),
    aName.faults(name, 'its name'),
    aBounds.faults(bounds, 'what follows the name'),
  )
  const { usual, from, to } = bounds
  const unit = units.find((each) => [usual, from, to].every((amount) => isAmount(each, amount)))
  if (unit === undefined) return refuse(word, [differ(usual, from, to)]) as never
  const now = Object.hasOwn(stack.thresholds, name) ? (stack.thresholds[name] as string | number) : usual
  refuse(
    word,
    within(unit, 'what it is usually', usual, bounds),
    within(unit, `the setting thresholds.${name}`, now, bounds),
  )
  const known = asked.get(stack) ?? new Map<string, Asked>()
  asked.set(stack, known.set(name, { name, usual, from, to, now }))
  // The types know what it is usually: the words that take it look at what it is.
  return now as A
}

const aName = due(
  'a word of letters and digits',
  (value) => typeof value === 'string' && /^[A-Za-z][A-Za-z0-9]*$/.test(value),
  "Write it as a name: 'apiTooSlow'.",
)

const settings = due(
  'the settings',
  (value) => typeof value === 'object' && value !== null && 'thresholds' in value,
  "Import them: `import stack from '../stack.ts'`.",
)
const anAmount: Demand = due(
  'an amount',
  (value) => units.some((unit) => isAmount(unit, value)),
  "Write it as a time, size, share, rate or number: '1s', '100MiB', '5%', '10/s', 20.",
)
const aBounds = options({ usual: anAmount, from: anAmount, to: anAmount })

const differ = (...amounts: readonly unknown[]): Fault => ({
  what: `\`usual\`, \`from\` and \`to\` are amounts of one unit, and are ${amounts.map(shown).join(', ')}.`,
  next: "Write all three alike: '1s', '250ms', '2.5s'.",
})

function within(
  unit: Unit,
  what: string,
  amount: string | number,
  { from, to }: Bounds<string | number>,
): readonly Fault[] {
  if (!isAmount(unit, amount))
    return [
      {
        what: `${what} is ${shown(amount)}, and its bounds ${shown(from)} and ${shown(to)} measure ${unit}.`,
        next: 'Write it in the same unit.',
      },
    ]
  const value = magnitude(amount)
  if (value >= magnitude(from) && value <= magnitude(to)) return []
  return [
    {
      what: `${what} is ${shown(amount)}, and it may be from ${shown(from)} to ${shown(to)}.`,
      next: 'Choose an amount between them, or change the bounds where it is declared.',
    },
  ]
}
