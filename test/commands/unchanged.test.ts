import { rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { slip } from '../definitions/repository.ts'
import { everything, put, textOf } from '../output/folder.ts'
import { root } from '../support/root.ts'
import { type Answer, cli, copyOfSmall } from './cli.ts'

/** Where a copy keeps what builds said. */
const builds = 'node_modules/.cache/pybase-monitoring/builds'
const entries = (repository: string): readonly string[] =>
  everything(join(repository, builds)).map((name) => join(builds, name))

/** A build that must say what it says by itself, whatever is remembered. */
const told = async (repository: string, ...words: readonly string[]): Promise<Answer> => {
  const answer = await cli(['build', ...words], { repository })
  const anew = await cli(['build', '--no-cache', ...words], { repository })
  expect(answer.code).toBe(anew.code)
  return answer
}

test('a build that changes nothing says the same again, and one that would change something is carried out', async () => {
  const repository = copyOfSmall()
  const first = await cli(['build'], { repository })
  expect(first).toMatchObject({ code: 0, stderr: '' })
  const text = () => textOf(repository, 'out/alerts/liveness.yml')
  const right = text()

  // Where nothing has changed nothing of the compiler is loaded: what it lacks is not noticed.
  rmSync(join(repository, 'node_modules/zod'))
  const cached = await cli(['build'], { repository })
  symlinkSync(join(root, 'node_modules/zod'), join(repository, 'node_modules/zod'))
  expect(cached.stdout.trimEnd().split('\n').at(-1)).toBe('out/ is up to date')
  expect(await cli(['build', '--no-cache'], { repository })).toEqual(cached)

  // Somebody edits the output, adds to it, takes away from it.
  put(repository, 'out/alerts/liveness.yml', 'groups: []\n')
  expect((await told(repository, '--check')).code).toBe(1)
  expect((await cli(['build'], { repository })).stdout).toContain('changed  alerts/liveness.yml')
  expect(text()).toBe(right)
  put(repository, 'out/alerts/stray.yml', 'groups: []\n')
  expect((await told(repository, '--check')).code).toBe(1)
  rmSync(join(repository, 'out/alerts/stray.yml'))

  // Somebody edits a definition, a setting, the prose of a runbook.
  slip(repository, 'alerts/liveness.ts', "for: '2m'", "for: '3m'")
  await cli(['build'], { repository })
  expect(text()).not.toBe(right)
  slip(repository, 'alerts/runbooks/AppDown.md', '## Impact\n\n', '## Impact\n\nIt hurts. ')
  expect((await cli(['build'], { repository })).stdout).toContain('changed  runbooks/AppDown.md')
  put(repository, 'overrides.yml', 'evaluationInterval: 20s\n')
  const overlay = ['build', '--stack', join(repository, 'overrides.yml')]
  await cli(overlay, { repository })
  expect((await cli(overlay, { repository })).stdout).toContain('out/ is up to date')
  put(repository, 'overrides.yml', 'evaluationInterval: 30s\n')
  expect((await cli(overlay, { repository })).stdout).toContain('changed  prometheus.yml')
})

test('what definitions import from elsewhere decides what a build says, like themselves', async () => {
  const repository = copyOfSmall()
  const title = 'Overview of everybody'
  const file = 'dashboards/overview.ts'
  slip(repository, file, "'Small / Overview'", 'title')
  put(repository, file, `import { title } from '../shared/titles.ts'\n${textOf(repository, file)}`)
  put(repository, 'shared/titles.ts', "export { title } from './text/overview.ts'\n")
  put(repository, 'shared/text/overview.ts', `export const title = '${title}'\n`)
  const drawn = () => textOf(repository, 'out/grafana-dashboards/overview.json')
  await cli(['build'], { repository })
  expect(drawn()).toContain(title)
  expect((await cli(['build'], { repository })).stdout).toContain('out/ is up to date')
  slip(repository, 'shared/text/overview.ts', 'everybody', 'nobody')
  await cli(['build'], { repository })
  expect(drawn()).toContain('Overview of nobody')
})

test('a damaged entry is ignored, and a folder that cannot be written is done without', async () => {
  const repository = copyOfSmall()
  await cli(['build'], { repository })
  const remembered = entries(repository)
  expect(remembered).toHaveLength(1)
  for (const text of ['', '{', 'null', '{"key":1}', '{"key":"x","says":"lies"}']) {
    for (const entry of remembered) writeFileSync(join(repository, entry), text)
    expect((await cli(['build'], { repository })).stdout).toMatch(/alerts in .*\nout\/ is up to date\n$/s)
  }
  rmSync(join(repository, 'node_modules/.cache'), { recursive: true })
  put(repository, 'node_modules/.cache', 'no folder')
  expect(await cli(['build'], { repository })).toMatchObject({ code: 0, stderr: '' })
})

test('a missing package is told with what to do', async () => {
  const repository = copyOfSmall()
  rmSync(join(repository, 'node_modules/yaml'))
  const { code, stderr } = await cli(['build'], { repository })
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: 'error  node_modules\n  The package yaml is not installed.\n  Run `npm ci`.\n',
  })
})
