import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { commit, init } from '../diff/repository.ts'
import { put, temporaryFolder, textOf } from '../output/folder.ts'
import { cli, copyOfRepository } from './cli.ts'

describe('a file of out/', () => {
  const repository = copyOfRepository(temporaryFolder(afterAll))
  const file = 'out/runbooks/PyBaseRedisDown.md'
  const other = 'out/prometheus.yml'
  const run = (...words: readonly string[]) => cli([...words, '--no-types'], { repository })
  /** What is warned of besides the types. */
  const warned = async (...words: readonly string[]) => {
    const { code, stderr } = await run(...words)
    return { code, said: stderr.replace(/^NOT CHECKED.*\n/m, '') }
  }

  beforeAll(async () => {
    await cli(['build'], { repository })
    init(repository)
    commit(repository)
  })

  test.each(['check', 'diff'])('that nobody touched is not warned of by %s', async (command) => {
    expect(await warned(command)).toEqual({ code: 0, said: '' })
  })

  test("that follows other definitions is nobody's edit", async () => {
    const before = textOf(repository, 'stack.ts')
    put(repository, 'stack.ts', before.replace("retention: '15d'", "retention: '16d'"))
    expect((await run('build')).code).toBe(0)
    expect(await warned('check')).toEqual({ code: 0, said: '' })
    put(repository, 'stack.ts', before)
    expect((await run('build')).code).toBe(0)
  })

  test.each(['check', 'diff'])('that somebody edited is named by %s, which ends as ever', async (command) => {
    const before = textOf(repository, file)
    put(repository, file, `${before}\nCall Jo first.\n`)
    expect(await warned(command)).toEqual({
      code: 0,
      said: `warning  edited-output   ${file}
  The file is neither what HEAD has nor what the definitions generate.
  If somebody edited it by hand, say it in the definitions: the next \`npm run build\` overwrites it.
`,
    })
    expect(await warned('diff', 'HEAD..HEAD')).toEqual({ code: 0, said: '' })
    put(repository, file, before)
  })

  test('that is one of two is listed', async () => {
    for (const path of [file, other]) put(repository, path, `${textOf(repository, path)}\n`)
    const { code, said } = await warned('diff', '--exit-code')
    expect(code).toBe(0)
    expect(said).toContain(
      'out/\n  2 files are neither what HEAD has nor what the definitions generate:\n    prometheus.yml\n    runbooks/PyBaseRedisDown.md\n',
    )
  })
})
