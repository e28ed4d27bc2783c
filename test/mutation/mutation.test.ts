import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { put, temporaryFolder } from '../output/folder.ts'
import { testWith } from '../support/tools.ts'
import { judge, judgeSlowly } from './judge.ts'
import { mutantsOf, operators } from './mutants.ts'
import { ours } from './ours.ts'
import { sample } from './sample.ts'
import { table } from './table.ts'
import { isUnwritable, survives, type Verdict, verdictsOf } from './verdicts.ts'

/** Of each operator's mutants: there are tens of thousands. */
const most = 20

/**
 * The share of mutants that must be caught; the survivors in mutation.txt are what is missing to all. Most are comparisons
 * beside others in one condition: which way those go only the specification and the drills know.
 */
const least = 0.93

test('what is not changed is not refused', () => {
  for (const { file, document } of ours) expect(judge(file, document), file).toEqual([])
})

test('a file beside others that were read before is judged as in one run', () => {
  const mutants = operators.flatMap((operator) => mutantsOf(operator, 1))
  for (const { unit, document } of sample(mutants, 8, 'slowly')) {
    const changed = document()
    // A build knows more than what stands in the files.
    expect(judge(unit.file, changed)).toEqual(expect.arrayContaining([...judgeSlowly(unit.file, changed)]))
  }
})

const verdicts: readonly Verdict[] = operators.flatMap((operator) => verdictsOf(operator, most))
const survivors = verdicts.filter(survives)

test('of the mutants of what we generate the checks and types catch most', async () => {
  expect(operators.length).toBeGreaterThanOrEqual(30)
  const rows = operators.map(({ name }) => {
    const own = verdicts.filter(({ mutant }) => mutant.operator === name)
    expect(own.length, `"${name}" applies nowhere`).toBeGreaterThan(0)
    return {
      operator: name,
      counts: {
        mutants: own.length,
        equivalent: own.filter(({ equivalent }) => equivalent !== undefined).length,
        checks: own.filter(({ caught }) => caught.length > 0).length,
        types: own.filter(isUnwritable).length,
        survive: own.filter(survives).length,
      },
    }
  })
  const equivalents = verdicts.flatMap(({ mutant, equivalent }) =>
    equivalent === undefined ? [] : [`${mutant.operator}: ${mutant.site}\n  ${equivalent}`],
  )
  const alive = survivors.map(({ mutant }) => `${mutant.operator}: ${mutant.site}`)
  const text = [table(rows), 'Survivors', ...alive, 'Equivalent', ...equivalents].join('\n\n')
  await expect(`${text}\n`).toMatchFileSnapshot('mutation.txt')
  const judged = verdicts.length - equivalents.length
  expect(1 - alive.length / judged).toBeGreaterThanOrEqual(least)
})

testWith(['promtool'], 'promtool refuses no rule file that the checks let pass', ({ promtool }) => {
  const folder = temporaryFolder()
  const files = survivors
    .filter(({ mutant }) => mutant.unit.file.startsWith('alerts/'))
    .map(({ mutant }, at) => {
      put(folder, `${at}.yml`, JSON.stringify(mutant.document()))
      return `${at}.yml`
    })
  if (files.length === 0) return
  expect(() => execFileSync(promtool, ['check', 'rules', ...files], { cwd: folder, stdio: 'pipe' })).not.toThrow()
})
