import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { slip } from '../definitions/repository.ts'
import { put, putAnew, temporaryFolder, textOf } from '../output/folder.ts'
import { copyOfSmall, start } from './cli.ts'

const waiting = /Waiting for a definition to be saved/g
const isBuilt = /^made(?:: \d+ files? changed| is up to date)$/m

test('dev builds, builds again after a save, survives what is refused, and ends cleanly when interrupted', async () => {
  const folder = temporaryFolder()
  put(folder, 'overrides.yml', 'retention: 21d\n')
  const { child, ended, printed } = start(['dev', '--out', 'out', '--stack', 'overrides.yml'], { cwd: folder })
  onTestFinished(() => void child.kill('SIGKILL'))
  const builds = async (count: number) => expect.poll(() => printed().match(waiting)?.length ?? 0).toBe(count)
  const compose = () => textOf(join(folder, 'out'), 'docker-compose.yml')

  await builds(1)
  expect(compose()).toContain('21d')
  put(folder, 'overrides.yml', 'retention: 22 days\n')
  await builds(2)
  expect(printed()).toContain('found "22 days"')
  expect(compose()).toContain('21d')
  put(folder, 'overrides.yml', 'retention: 23d\n')
  await builds(3)
  expect(compose()).toContain('23d')

  child.kill('SIGINT')
  const { code, stderr } = await ended
  expect(code).toBe(0)
  expect(stderr).not.toMatch(/^\s+at /m)
})

test('dev ends while a build is running', async () => {
  const { child, ended, printed } = start(['dev', '--out', join(temporaryFolder(), 'out')])
  await expect.poll(printed).toContain('Watching stack.ts, queries, dashboards, alerts;')
  child.kill('SIGTERM')
  expect(await ended).toMatchObject({ code: 0, stderr: '' })
})

test('dev tells of the definitions as they are now, however a file was replaced', async () => {
  const repository = copyOfSmall()
  const git = (...words: readonly string[]) => execFileSync('git', words, { cwd: repository, stdio: 'pipe' })
  git('init', '-q')
  git('add', 'alerts', 'queries', 'dashboards', 'stack.ts')
  git('-c', 'user.name=a', '-c', 'user.email=a@example.org', 'commit', '-qm', 'definitions')
  const { child, printed } = start(['dev', '--out', 'made'], { repository })
  onTestFinished(() => void child.kill('SIGKILL'))
  const file = join('alerts', 'liveness.ts')
  const built = async (count: number, what: RegExp) => {
    await expect.poll(() => printed().match(waiting)?.length ?? 0).toBe(count)
    expect(printed().split('Waiting for a definition to be saved').at(-2)).toMatch(what)
  }
  const refused = async (count: number, what: string) => {
    await built(count, /^[.\s]*$/)
    expect(printed()).toContain(what)
  }

  await built(1, isBuilt)
  putAnew(repository, file, textOf(repository, file).replaceAll("severity: 'critical'", "severity: 'loud'"))
  await refused(2, 'loud')
  git('checkout', '-q', '--', file)
  await built(3, isBuilt)
  slip(repository, file, "for: '2m'", "for: '2 days'")
  await refused(4, '2 days')
  slip(repository, file, "for: '2 days'", "for: '3m'")
  await built(5, isBuilt)
  expect(textOf(join(repository, 'made'), 'alerts/liveness.yml')).toContain('for: 3m\n')
  put(repository, 'shared/waits.ts', "export const wait = '4m'\n")
  slip(repository, file, "for: '3m'", 'for: wait')
  put(repository, file, `import { wait } from '../shared/waits.ts'\n${textOf(repository, file)}`)
  await built(6, isBuilt)
  put(repository, 'shared/waits.ts', "export const wait = '5m'\n")
  await built(7, isBuilt)
  expect(textOf(join(repository, 'made'), 'alerts/liveness.yml')).toContain('for: 5m\n')
})
