import { chmodSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { Refused } from '../../../build/findings/problem.ts'
import { everything, put, temporaryFolder } from '../../output/folder.ts'
import { cache, findPrograms } from './find.ts'
import { versionFor } from './recipes.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

/** A machine on which nothing is installed but these shell scripts; Go's module proxy has nothing. */
function machine(scripts: Readonly<Record<string, string>>): string {
  const bin = temporaryFolder()
  for (const [name, script] of Object.entries({ go: 'echo \'{\n"Error": "not found"\n}\'; exit 1', ...scripts })) {
    put(bin, name, `#!/bin/sh\n${script}\n`)
    chmodSync(join(bin, name), 0o755)
  }
  vi.stubEnv('PATH', bin)
  for (const variable of ['REDIS_EXPORTER', 'CONTAINER']) vi.stubEnv(variable, '')
  return bin
}

const says = (version: string): string => `echo "redis_exporter, version v${version}"`
const find = (folder = temporaryFolder()) => findPrograms('pinned', { redisExporter: '1.88.0' }, folder)

const refusal = async (found: Promise<unknown>): Promise<string> => {
  const error = await found.catch((thrown: unknown) => thrown)
  if (error instanceof Refused) return error.problems.map(({ where, what }) => `${where}: ${what}`).join('\n')
  throw new Error(`nothing was refused: ${JSON.stringify(error)}`)
}

test('a program of PATH is taken if it is of the release', async () => {
  const bin = machine({ 'prometheus-redis-exporter': says('1.88.0') })
  expect(await find()).toEqual({ redis_exporter: join(bin, 'prometheus-redis-exporter') })
})

test('one of another release is passed over for the one that is kept', async () => {
  machine({ redis_exporter: says('1.45.0') })
  const folder = temporaryFolder()
  put(folder, 'redis_exporter-1.88.0', `#!/bin/sh\n${says('1.88.0')}\n`)
  chmodSync(join(folder, 'redis_exporter-1.88.0'), 0o755)
  expect(await find(folder)).toEqual({ redis_exporter: join(folder, 'redis_exporter-1.88.0') })
})

test('one of another release that is named is refused, with both versions', async () => {
  const bin = machine({ other: says('1.45.0') })
  vi.stubEnv('REDIS_EXPORTER', join(bin, 'other'))
  expect(await refusal(find())).toBe(
    `REDIS_EXPORTER=${join(bin, 'other')}: It is redis_exporter 1.45.0, and pinned runs 1.88.0.`,
  )
})

test('so is one that is neither of the release nor its substitute', async () => {
  const bin = machine({ other: 'echo "postgres_exporter, version 0.11.1"' })
  vi.stubEnv('POSTGRES_EXPORTER', join(bin, 'other'))
  expect(await refusal(findPrograms('pinned', { postgresExporter: '0.20.1' }, temporaryFolder()))).toBe(
    `POSTGRES_EXPORTER=${join(bin, 'other')}: It is postgres_exporter 0.11.1, and pinned runs 0.19.1 instead of 0.20.1.`,
  )
})

/** A container engine whose image holds a program of this release. */
const engine = (version: string): string => `
case "$1" in
  info) ;;
  create) echo "the image $2 is pulled" >&2; echo 0123abcd ;;
  cp) printf '#!/bin/sh\\necho "redis_exporter, version v${version}"\\n' >"$3" ;;
  rm) ;;
  *) exit 1 ;;
esac`

test('a program of an image is kept', async () => {
  machine({ docker: engine('1.88.0') })
  const folder = temporaryFolder()
  const kept = { redis_exporter: join(folder, 'redis_exporter-1.88.0') }
  expect(await find(folder)).toEqual(kept)
  machine({})
  expect(await find(folder)).toEqual(kept)
})

test('what cannot be had is told once, with every way that was tried, and leaves nothing behind', async () => {
  const bin = machine({ redis_exporter: says('1.45.0'), docker: engine('1.87.0') })
  const folder = temporaryFolder()
  expect(await refusal(find(folder))).toBe(
    [
      '--releases pinned: Programs of this release set cannot be had:',
      `redis_exporter 1.88.0: ${join(bin, 'redis_exporter')} is 1.45.0; what was got as 1.88.0 says that it is 1.87.0; the Go module github.com/oliver006/redis_exporter@v1.88.0 is refused: not found`,
    ].join('\n    '),
  )
  expect(everything(folder)).toEqual([])
})

test('where only what is here counts nothing is got, and where it was looked for is told', async () => {
  const bin = machine({ redis_exporter: says('1.45.0'), docker: engine('1.88.0') })
  const folder = temporaryFolder()
  expect(await refusal(findPrograms('pinned', { redisExporter: '1.88.0' }, folder, 'here'))).toContain(
    `redis_exporter 1.88.0: ${join(bin, 'redis_exporter')} is 1.45.0; none in ${folder}`,
  )
  expect(everything(folder)).toEqual([])
})

test('programs are kept for the user, outside of the repository', () => {
  expect(cache({ XDG_CACHE_HOME: '/var/cache/ada' })).toBe('/var/cache/ada/pybase-monitoring/programs')
  for (const XDG_CACHE_HOME of [undefined, '', 'relative'])
    expect(cache({ XDG_CACHE_HOME })).toBe(join(homedir(), '.cache/pybase-monitoring/programs'))
})

test('a release that cannot be built has a substitute by name', () => {
  expect(versionFor('postgres_exporter', '0.20.1')).toBe('0.19.1')
  expect(versionFor('postgres_exporter', '0.11.1')).toBe('0.11.1')
})
