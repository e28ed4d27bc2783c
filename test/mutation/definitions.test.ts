import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../../build/commands/paths.ts'
import { temporaryFolder } from '../output/folder.ts'
import { isRefusedByBuild, refusedByTypes } from './compile.ts'
import { sample } from './sample.ts'
import { type Source, type SourceMutant, sourceMutants, sourceOperators } from './sources.ts'
import { table } from './table.ts'

/** Of each operator's mutants. */
const most = 12

const whyOpen = 'Grafana chooses the window of a panel that leaves it open, and the panel is as right as before.'
const isEquivalent = (mutant: SourceMutant | undefined): boolean =>
  mutant?.operator === 'drop a window' && mutant.file.startsWith('dashboards/')

const sources: readonly Source[] = ['alerts', 'dashboards', 'queries'].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => ({ file: `${folder}/${name}`, text: readFileSync(join(root, folder, name), 'utf8') })),
)

test('definitions as they are pass both judges', async () => {
  const same = sources.map((source): SourceMutant => ({ ...source, operator: '', site: '' }))
  expect(await refusedByTypes(same, temporaryFolder())).toEqual(new Set())
  for (const mutant of same.slice(0, 1)) expect(await isRefusedByBuild(mutant, temporaryFolder())).toBe(false)
})

test('of the mutants of our definitions the types and the build catch nearly all', { timeout: 300_000 }, async () => {
  const mutants = sourceOperators.flatMap((operator) => sample(sourceMutants(operator, sources), most, operator.name))
  const equivalent = new Set([...mutants.keys()].filter((at) => isEquivalent(mutants[at])))
  const types = await refusedByTypes(mutants, temporaryFolder())
  const build = new Set<number>()
  for (const [at, mutant] of mutants.entries())
    if (!types.has(at) && !equivalent.has(at) && (await isRefusedByBuild(mutant, temporaryFolder()))) build.add(at)
  const isAlive = (at: number): boolean => !equivalent.has(at) && !types.has(at) && !build.has(at)
  const rows = sourceOperators.map(({ name }) => {
    const own = [...mutants.keys()].filter((at) => mutants[at]?.operator === name)
    expect(own.length, `"${name}" applies nowhere`).toBeGreaterThan(0)
    return {
      operator: name,
      counts: {
        mutants: own.length,
        equivalent: own.filter((at) => equivalent.has(at)).length,
        types: own.filter((at) => types.has(at) && !equivalent.has(at)).length,
        build: own.filter((at) => build.has(at)).length,
        survive: own.filter((at) => isAlive(at)).length,
      },
    }
  })
  const alive = mutants.filter((_, at) => isAlive(at))
  const same = [...equivalent].map((at) => `${mutants[at]?.operator}: ${mutants[at]?.site}\n  ${whyOpen}`)
  const survivors = alive.map(({ operator, site }) => `${operator}: ${site}`)
  const text = [table(rows), 'Survivors', ...survivors, 'Equivalent', ...same].join('\n\n')
  await expect(`${text}\n`).toMatchFileSnapshot('definitions.txt')
  expect(1 - alive.length / (mutants.length - equivalent.size)).toBeGreaterThanOrEqual(0.95)
})
