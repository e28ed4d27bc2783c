import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type TestContext, test, vi } from 'vitest'
import { capture } from '../../build/commands/child.ts'
import { countLine, loudLine, reportSchema } from '../../build/commands/report.ts'
import { put, temporaryFolder, textOf } from '../output/folder.ts'
import { root } from '../support/root.ts'
import { doWithout } from '../support/tools.ts'

/** A project of one passing test, one that is skipped, and one that needs promtool, with our reporter. */
function project(): string {
  const folder = temporaryFolder()
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  put(folder, 'package.json', '{"type":"module"}')
  put(
    folder,
    'some.test.ts',
    `import { describe, test } from 'vitest'
     import { testWith } from '${root}test/support/tools.ts'
     test('needs nothing', () => {})
     test.skip('is skipped for another reason', () => {})
     describe('rules', () => testWith(['promtool', 'prometheus'], 'load', ({ promtool }) => console.log(promtool)))
    `,
  )
  return folder
}

/** Runs the project where no tool is installed. */
const run = (folder: string, env: Readonly<Record<string, string>>) =>
  capture(
    '/usr/bin/env',
    [
      ...['-i', 'PATH=/nowhere', 'NO_COLOR=1', ...Object.entries(env).map(([name, value]) => `${name}=${value}`)],
      ...[process.execPath, join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--root', folder],
      ...['--reporter', 'default', '--reporter', join(root, 'test', 'support', 'loud-skips.ts')],
    ],
    { cwd: folder },
  )

const loud = 'NOT RUN for want of prometheus, promtool: rules > load. ' + 'Get them: apt-get install prometheus'

test('a test without its tool is skipped, and the last line names it with the command that gets the tool', async () => {
  const { code, text } = await run(project(), {})
  expect(code, text).toBe(0)
  expect(text.trimEnd().split('\n').at(-1)).toBe(loud)
})

test('it fails with CI=true', async () => {
  const { code, text } = await run(project(), { CI: 'true' })
  expect(code).toBe(1)
  expect(text).toContain('needs promtool and prometheus: apt-get install prometheus')
  expect(text).not.toContain('NOT RUN')
})

test('npm test gets the counts and the line, to print them last', async () => {
  const folder = project()
  put(folder, 'broken.test.ts', "import './missing.ts'\n")
  const { code, text } = await run(folder, { PYBASE_TEST_REPORT: join(folder, 'report.json') })
  expect(code).toBe(1)
  expect(text).not.toContain('NOT RUN')
  const report = reportSchema.parse(JSON.parse(textOf(folder, 'report.json')))
  expect(countLine(report)).toBe('1 passed, 1 failed, 2 skipped')
  expect(loudLine(report.without)).toBe(loud)
})

test('what no package brings is told with its reason alone', () => {
  const wants = [{ what: 'the newest Python packages', because: ['no network'] }]
  expect(loudLine([{ test: 'an application', wants }])).toBe(
    'NOT RUN for want of the newest Python packages (no network): an application.',
  )
})

test('nothing is loud when nothing was skipped', () => {
  expect(loudLine([])).toBeUndefined()
  expect(countLine({ passed: 3, failed: 0, skipped: 0, without: [] })).toBe('3 passed, 0 failed')
})

test('with CI=true a test is skipped only where there is an excuse, such as no network', () => {
  const wants = [{ what: 'the newest Python packages', because: ['no network'] }]
  const skip = (note?: string) => {
    throw new Error(`skipped: ${note}`)
  }
  const context = { task: { meta: {} }, skip } as unknown as TestContext
  vi.stubEnv('CI', 'true')
  try {
    expect(() => doWithout(context, wants)).toThrow(/^needs the newest Python packages \(no network\)$/)
    expect(() => doWithout(context, wants, true)).toThrow(/^skipped: needs the newest/)
    expect(context.task.meta.wants).toEqual(wants)
  } finally {
    vi.unstubAllEnvs()
  }
})
