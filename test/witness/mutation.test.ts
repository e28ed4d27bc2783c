import { expect, test } from 'vitest'
import { Refused } from '../../build/findings/problem.ts'
import { printLine } from '../../build/promql/print.ts'
import { type Rule, Simulation } from '../../build/witness/simulate.ts'
import type { Witness } from '../../build/witness/witness.ts'
import { mutantsOf } from './mutants.ts'
import { clock, rulesOf, witnesses } from './ours.ts'

/** What a witness's rule tests look at of one rule: the series for which it fires, its labels and the values. */
function seen(rule: Rule, { plans, end, moments }: Witness): string {
  const all = new Simulation([rule], clock, 'left-open').run(plans, end)
  const watched = moments.length === 0 ? all : all.filter(({ at }) => moments.some((moment) => moment.at === at))
  return JSON.stringify(watched.map(({ firing }) => firing.map(({ sample }) => [sample, rule.labels])))
}

/** Says of a rule in another's place whether one of the tests sees it. An error of the server is seen as well: promtool reports it. */
function catching(rule: Rule, of: readonly Witness[]): (wrong: Rule) => boolean {
  const right = new Map(of.map((witness) => [witness, seen(rule, witness)]))
  return (wrong) => {
    try {
      return of.some((witness) => right.get(witness) !== seen(wrong, witness))
    } catch (error) {
      if (error instanceof Refused) return true
      throw error
    }
  }
}

test('the rule tests catch mistakes in our rules', async () => {
  const survivors: string[] = []
  let made = 0
  for (const [name, rules] of rulesOf) {
    const of = witnesses.filter(({ alert }) => alert === name)
    for (const rule of rules) {
      const isCaught = catching(rule, of)
      for (const { mistake, rule: wrong } of mutantsOf(rule)) {
        made += 1
        if (!isCaught(wrong)) survivors.push(`${name}: ${mistake}: ${printLine(wrong.expr)}`)
      }
    }
  }
  expect(made).toBeGreaterThan(300)
  // Listed with the count, so that a change of the witnesses shows what it wins or loses.
  const text = [`${made - survivors.length} of ${made} mistakes are caught, these are not:`, ...survivors, ''].join(
    '\n',
  )
  await expect(text).toMatchFileSnapshot('mutation.txt')
})
