import { expect, test } from 'vitest'
import { Refused } from '../../build/findings/problem.ts'
import { type AnyAlert, alert } from '../../build/language/alert.ts'
import { alertRules } from '../../build/targets/rules.ts'
import { prove } from '../../build/witness/prove.ts'
import { type Case, casesOf } from './conditions.ts'
import { casesOfDates } from './dates.ts'
import { metrics, model } from './grid.ts'

const group = { file: 'alerts/any.ts', name: 'any', recordings: [], alerts: [] }
const about = { severity: 'warning', component: 'api', summary: 'Any.', description: () => 'Any.' } as const

/** What the prover says of an alert on a condition: that nobody has shown it counts as wrong. */
function verdictOn({ when, for: hold }: Case): string {
  const made = alert('Any', { ...about, when: when as never, for: hold }) as unknown as AnyAlert
  try {
    const witnesses = prove(model, group, made, alertRules(model, made))
    const samples = witnesses.flatMap(({ plans }) => plans.map(({ values }) => values))
    if (samples.some((values) => /NaN|Inf/.test(values))) return 'promtool reads no such sample'
    const kinds = witnesses.flatMap((witness) => witness.kinds)
    return kinds.includes('fires') && kinds.some((kind) => kind !== 'fires') ? 'satisfiable' : 'half shown'
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const text = error.problems.map(({ what }) => what).join(' ')
    return /^The alert (?:can never fire|always fires)/.test(text) ? 'impossible' : text
  }
}

test('every condition of a grid is shown, or refused where no input makes it true or none makes it false', () => {
  const cases = [...casesOf(metrics), ...casesOfDates()]
  const wrong = cases.flatMap((each) => {
    const verdict = verdictOn(each)
    return verdict === each.is ? [] : [`${each.name}, for ${each.for}: ${verdict}`]
  })
  expect(wrong).toEqual([])
  expect(cases.filter(({ is }) => is === 'satisfiable').length).toBeGreaterThan(500)
  expect(cases.filter(({ is }) => is === 'impossible').length).toBeGreaterThan(100)
  // No two are called the same, so that none is one of the others again.
  expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length)
}, 300_000)
