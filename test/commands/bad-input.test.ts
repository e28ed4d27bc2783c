import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { manifestName } from '../../build/output/manifest.ts'
import { everything, put, stateOf, temporaryFolder, textOf } from '../output/folder.ts'
import { type Answer, cli, copyOfRepository, type Surroundings } from './cli.ts'

/** Builds into a folder that holds an earlier build, and proves that the refusal left it alone. Answers the message. */
async function refused(words: readonly string[], surroundings: Surroundings = {}): Promise<string> {
  const out = join(temporaryFolder(), 'out')
  put(out, 'old.yml', 'x\n')
  put(out, manifestName, '{"generatedBy":"PyBase Monitoring","files":["old.yml"]}')
  const before = stateOf(out)
  const message = problemOf(await cli(['build', '--out', out, ...words], surroundings))
  expect(stateOf(out)).toEqual(before)
  return message
}

/** The message of a refusal: problems of three parts each, and no stack trace. */
function problemOf({ code, stdout, stderr }: Answer): string {
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).not.toMatch(/^\s+at /m)
  for (const problem of stderr.trimEnd().split(/\n\n(?=error)/))
    expect(problem).toMatch(/^error {2}\S.*\n {2}\S(.|\n)*\n {2}\S/)
  return stderr
}

describe('a file of settings', () => {
  test('that is missing is refused', async () => {
    const message = await refused(['--stack', join(temporaryFolder(), 'overrides.yml')])
    expect(message).toMatch(/--stack \S+overrides\.yml\n {2}The file cannot be read: ENOENT/)
  })

  test('that names two wrong values is refused with both, at once', async () => {
    const folder = temporaryFolder()
    put(folder, 'overrides.yml', 'retention: 15\nports: {grafana: 99999}\n')
    const message = await refused(['--stack', 'overrides.yml'], { cwd: folder })
    expect(message).toMatch(/stack\.ts with overrides\.yml › retention\n.*found 15\./)
    expect(message).toMatch(/stack\.ts with overrides\.yml › ports\.grafana\n.*65535.*found 99999\./)
  })

  test('that is right is laid over stack.ts', async () => {
    const folder = temporaryFolder()
    put(folder, 'overrides.yml', 'retention: 31d\n')
    const { code } = await cli(['build', '--out', 'out', '--stack', 'overrides.yml'], { cwd: folder })
    expect(code).toBe(0)
    expect(textOf(folder, 'out/docker-compose.yml')).toContain('31d')
  })
})

describe('a folder for the output', () => {
  test("that is somebody else's is refused with its files", async () => {
    const folder = temporaryFolder()
    put(folder, 'thesis.tex', 'years of work\n')
    const message = problemOf(await cli(['build', '--out', folder]))
    expect(message).toContain(`error  ${folder}\n`)
    expect(message).toContain('no manifest of ours lists: thesis.tex.\n')
    expect(everything(folder)).toEqual(['thesis.tex'])
  })

  test('that is a file, or cannot be written, is refused', async () => {
    const folder = temporaryFolder()
    put(folder, 'file', 'x\n')
    expect(problemOf(await cli(['build', '--out', join(folder, 'file')]))).toContain('this is a file')
    expect(problemOf(await cli(['build', '--out', join(folder, 'file', 'out')]))).toMatch(/cannot be written: ENOTDIR/)
    expect(problemOf(await cli(['build', '--out', '/proc/pybase']))).toMatch(/cannot be written: ENOENT/)
    expect(everything(folder)).toEqual(['file'])
  })
})

describe('a definition', () => {
  test.each(['dashboards/overview.ts', 'alerts/liveness.ts'])('twice, as in a copy of %s, is refused', async (path) => {
    const repository = copyOfRepository()
    const copy = path.replace('.ts', '-copy.ts')
    put(repository, copy, readFileSync(join(repository, path), 'utf8'))
    const message = await refused([], { repository })
    expect(message).toContain(path)
    expect(message).toContain(copy)
  })
})
