import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { put, temporaryFolder, textOf } from '../output/folder.ts'
import { start } from './cli.ts'

const waiting = /Waiting for a definition to be saved/g

test('dev builds, builds again after a save, survives what is refused, and ends cleanly when interrupted', async () => {
  const folder = temporaryFolder()
  put(folder, 'overrides.yml', 'retention: 21d\n')
  const { child, ended, printed } = start(['dev', '--out', 'out', '--stack', 'overrides.yml'], { cwd: folder })
  onTestFinished(() => void child.kill('SIGKILL'))
  const builds = async (count: number) =>
    expect.poll(() => printed().match(waiting)?.length ?? 0, { timeout: 60_000 }).toBe(count)
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
}, 240_000)

test('dev ends while a build is running', async () => {
  const { child, ended, printed } = start(['dev', '--out', join(temporaryFolder(), 'out')])
  await expect.poll(printed, { timeout: 60_000 }).toContain('Watching stack.ts, queries, dashboards, alerts;')
  child.kill('SIGTERM')
  expect(await ended).toMatchObject({ code: 0, stderr: '' })
})
