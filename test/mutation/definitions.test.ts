import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../output/folder.ts'
import { root } from '../support/root.ts'
import { isRefusedByBuild, refusedByTypes, refusedByWords } from './compile.ts'
import { meaningOperators } from './meanings.ts'
import { sample } from './sample.ts'
import { type Source, type SourceMutant, sourceMutants, sourceOperators } from './sources.ts'
import { refusedBySpecification } from './specified.ts'
import { table } from './table.ts'

/** Of the mutants of each operator that makes a mistake of writing; of the others every one counts. */
const most = 12

const first = [
  'Each mutant counts where it is refused first: a build asks the types, then the tests the specification, then a build its',
  'checks. Beside them: how many a build without types (--no-types) refuses while it reads the definitions.',
].join('\n')

const sources: readonly Source[] = ['alerts', 'dashboards', 'queries'].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => ({ file: `${folder}/${name}`, text: readFileSync(join(root, folder, name), 'utf8') })),
)

test('definitions as they are pass every judge', async () => {
  const same = sources.map((source): SourceMutant => ({ ...source, operator: '', site: '' }))
  expect(await refusedByTypes(same, temporaryFolder())).toEqual(new Map())
  expect(await refusedByWords(same, temporaryFolder())).toEqual(new Set())
  expect(await refusedBySpecification(same, temporaryFolder())).toEqual(new Set())
  for (const mutant of same.slice(0, 1)) expect(await isRefusedByBuild(mutant, temporaryFolder())).toBe(false)
})

test('of the mutants of our definitions nearly all are caught', async () => {
  const slips = sourceOperators.flatMap((operator) => sample(sourceMutants(operator, sources), most, operator.name))
  const mutants = [...slips, ...meaningOperators.flatMap((operator) => sourceMutants(operator, sources))]
  const types = await refusedByTypes(mutants, temporaryFolder())
  const words = await refusedByWords(mutants, temporaryFolder())
  const specification = await refusedBySpecification(mutants, temporaryFolder(), types)
  const build = new Set<number>()
  for (const [at, mutant] of mutants.entries())
    if (!types.has(at) && !specification.has(at) && (await isRefusedByBuild(mutant, temporaryFolder()))) build.add(at)
  const isAlive = (at: number): boolean => !types.has(at) && !specification.has(at) && !build.has(at)
  const rows = [...sourceOperators, ...meaningOperators].map(({ name }) => {
    const own = [...mutants.keys()].filter((at) => mutants[at]?.operator === name)
    expect(own.length, `"${name}" applies nowhere`).toBeGreaterThan(0)
    return {
      operator: name,
      counts: {
        mutants: own.length,
        types: own.filter((at) => types.has(at)).length,
        specification: own.filter((at) => specification.has(at)).length,
        build: own.filter((at) => build.has(at)).length,
        survive: own.filter((at) => isAlive(at)).length,
        'without types': own.filter((at) => words.has(at)).length,
      },
    }
  })
  const raw = [...types.values()].flat().filter(({ what }) => /assignable|typeof |=>|\bnever\b/.test(what))
  expect(raw.map(({ place, what }) => `${place.file}: ${what}`)).toEqual([])
  const alive = mutants.filter((_, at) => isAlive(at))
  const survivors = alive.map(({ operator, site }) => `${operator}: ${site}`)
  const text = [first, table(rows), 'Survivors', ...(survivors.length > 0 ? survivors : ['none'])].join('\n\n')
  await expect(`${text}\n`).toMatchFileSnapshot('definitions.txt')
  expect(alive.filter(({ operator }) => meaningOperators.some(({ name }) => name === operator))).toEqual([])
  expect(1 - alive.length / mutants.length).toBeGreaterThanOrEqual(0.95)
})
