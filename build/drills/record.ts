import { type Kept, once } from '../kept.ts'
import type { Drill } from '../language/drill.ts'
import type { DrillOutcome } from '../model/drills.ts'
import type { Defined } from '../model/load.ts'
import type { Model } from '../model/model.ts'
import { inputs } from './input.ts'
import { outcomeOf } from './outcome.ts'
import { play, theatre } from './play.ts'

/** Plays drills one by one, each when it is asked for; one that was played before, in the same world, is not played again. */
export function* outcomes(model: Model, drills: readonly Defined<Drill>[], kept: Kept): Generator<DrillOutcome, void> {
  const on = theatre(model)
  const inputOf = inputs(model)
  for (const { name, value } of drills) {
    const input = inputOf(value)
    const { noticed, ...rest } = once(kept, { input, name, healthy: on.healthy }, () => {
      const { noticed: seconds, ...others } = outcomeOf(value, play(value, on), on.notifying)
      return { noticed: seconds ?? null, ...others }
    })
    yield { name, title: value.title, input, noticed, ...rest }
  }
}

/** What came of every drill: as it is recorded, or played now where something changed since. */
export function current(model: Model, kept: Kept): readonly DrillOutcome[] {
  const inputOf = inputs(model)
  const known = model.drills.map(({ name, value }) =>
    model.drilled.drills.find((each) => each.name === name && each.input === inputOf(value)),
  )
  const played = outcomes(
    model,
    model.drills.filter((_, at) => known[at] === undefined),
    kept,
  )
  return known.flatMap((each) => each ?? played.next().value ?? [])
}

/** Whether a drill came to what it says: it passes, or it says why it does not yet. */
export const isAsSaid = ({ notYet }: Drill, { fails }: Pick<DrillOutcome, 'fails'>): boolean =>
  (fails.length === 0) === (notYet === undefined)
