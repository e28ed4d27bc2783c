import { expect, test } from 'vitest'
import { Refused } from '../../build/problem.ts'
import { printLine } from '../../build/promql/print.ts'
import { type Rule, Simulation } from '../../build/witness/simulate.ts'
import type { Witness } from '../../build/witness/witness.ts'
import { mutantsOf } from './mutants.ts'
import { clock, rulesOf, witnesses } from './ours.ts'

/** What the rule tests look at: the series that fire, their rules' labels and their values. */
function seen(rules: readonly Rule[], { plans, end, moments }: Witness): string {
  const all = new Simulation(rules, clock, 'left-open').run(plans, end)
  const watched = moments.length === 0 ? all : all.filter(({ at }) => moments.some((moment) => moment.at === at))
  return JSON.stringify(watched.map(({ firing }) => firing.map(({ rule, sample }) => [sample, rule.labels])))
}

/** An error of the server is seen as well: promtool reports it. */
function isCaught(rules: readonly Rule[], wrong: readonly Rule[], of: readonly Witness[]): boolean {
  try {
    return of.some((witness) => seen(rules, witness) !== seen(wrong, witness))
  } catch (error) {
    if (error instanceof Refused) return true
    throw error
  }
}

test('the rule tests catch mistakes in our rules', async () => {
  const survivors: string[] = []
  let made = 0
  for (const [name, rules] of rulesOf) {
    const of = witnesses.filter(({ alert }) => alert === name)
    for (const [at, rule] of rules.entries()) {
      for (const { mistake, rule: wrong } of mutantsOf(rule)) {
        made += 1
        if (!isCaught(rules, rules.with(at, wrong), of)) survivors.push(`${name}: ${mistake}: ${printLine(wrong.expr)}`)
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
