import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../support/root.ts'

const folder = join(root, 'build/checks')

/** The checks that there are, by the folders: the names of their exports by their files. */
const found: readonly (readonly [file: string, name: string])[] = readdirSync(folder, {
  recursive: true,
  encoding: 'utf8',
})
  .filter((file) => /^[^/]+\/.*\.ts$/.test(file))
  .flatMap((file): readonly (readonly [string, string])[] => {
    const [, name] = /^export const (\w+): Check\b/m.exec(readFileSync(join(folder, file), 'utf8')) ?? []
    return name === undefined ? [] : [[file, name]]
  })
  .sort(([a], [b]) => (stem(a) < stem(b) ? -1 : 1))

/** As imports are sorted. */
function stem(file: string): string {
  return file.replace(/\.ts$/, '')
}

function listing(): string {
  const imports = [
    ...found.map(([file, name]) => [file, `import { ${name} } from './${file}'`] as const),
    ['check.ts', "import type { Check } from './check.ts'"] as const,
  ]
  return [
    ...imports.sort(([a], [b]) => (stem(a) < stem(b) ? -1 : 1)).map(([, line]) => line),
    '',
    '// Made from the folders by `npx vitest run test/checks/all.test.ts -u`: a check cannot be forgotten.',
    '',
    '/** Every check, by id. */',
    'export const checks: readonly Check[] = [',
    ...found
      .map(([, name]) => name)
      .sort()
      .map((name) => `  ${name},`),
    '].sort((a, b) => (a.id < b.id ? -1 : 1))',
    '',
    '/** Those that judge each rule file and each dashboard by itself, whatever stands in the others. */',
    'export const local: readonly Check[] = checks.filter(({ isLocal }) => isLocal)',
    '',
    '/** Those that look at the files together, or at what is no rule and no dashboard. */',
    'export const across: readonly Check[] = checks.filter(({ isLocal }) => !isLocal)',
    '',
  ].join('\n')
}

test('the list has every check that stands in a folder', async () => {
  expect(found.length).toBeGreaterThan(150)
  await expect(listing()).toMatchFileSnapshot('../../build/checks/all.ts')
})
