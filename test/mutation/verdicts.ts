import { unwritable, whyEquivalent } from './equivalent.ts'
import { judge, judgeAlone } from './judge.ts'
import { type Mutant, mutantsOf } from './mutants.ts'
import type { Operator } from './operator.ts'

export interface Verdict {
  readonly mutant: Mutant
  readonly equivalent: string | undefined
  /** The checks that find it. */
  readonly caught: readonly string[]
}

/** What becomes of an operator's mutants. */
export const verdictsOf = (operator: Operator, most: number): readonly Verdict[] =>
  mutantsOf(operator, most).map((mutant) => {
    const equivalent = whyEquivalent(mutant)
    return { mutant, equivalent, caught: equivalent === undefined ? findersOf(mutant) : [] }
  })

function findersOf(mutant: Mutant): readonly string[] {
  const document = mutant.document()
  const alone = judgeAlone(mutant.unit, document)
  return alone.length > 0 ? alone : judge(mutant.unit.file, document)
}

const isAlive = ({ equivalent, caught }: Verdict): boolean => equivalent === undefined && caught.length === 0

/** Whether no check finds it, and no definition can have it. */
export const isUnwritable = (verdict: Verdict): boolean => isAlive(verdict) && verdict.mutant.operator in unwritable

/** Whether nobody finds it. */
export const survives = (verdict: Verdict): boolean => isAlive(verdict) && !isUnwritable(verdict)
