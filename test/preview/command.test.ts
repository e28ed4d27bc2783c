import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, describe as group, test, vi } from 'vitest'
import { run } from '../../build/commands/run.ts'
import { load } from '../../build/model/load.ts'
import { resolve } from '../../build/model/model.ts'
import { dashboardJson } from '../../build/targets/grafana/dashboard.ts'
import { type Answer, cli } from '../commands/cli.ts'
import { commit, init } from '../diff/repository.ts'
import { put, temporaryFolder } from '../output/folder.ts'
import { root } from '../support/root.ts'
import { testWith } from '../support/tools.ts'
import { running, tinyRepository } from './support/session.ts'

/** A Prometheus that nobody runs: what is shown without data needs no day of it. */
const nobody = ['--prometheus', 'http://127.0.0.1:1'] as const

/** The compiler of what a process loads ends by itself when the process is gone. */
const soon = { timeout: 10_000 }

const change = (repository: string, path: string, from: string, to: string): void => {
  const text = readFileSync(join(repository, path), 'utf8')
  if (!text.includes(from)) throw new Error(`${path} does not hold ${from}`)
  put(
    repository,
    path,
    text.replace(from, () => to),
  )
}

/** What the command answers in this process, in a folder that has nothing to show. */
async function refused(words: readonly string[]): Promise<Answer> {
  const folder = temporaryFolder()
  put(folder, 'README.md', '# nothing')
  put(folder, 'alerts/README.txt', '')
  const before = process.cwd()
  const said = { log: '', error: '' }
  for (const stream of ['log', 'error'] as const)
    vi.spyOn(console, stream).mockImplementation((text: string) => {
      said[stream] += `${text}\n`
    })
  vi.stubEnv('CHROMIUM', process.execPath)
  process.chdir(folder)
  try {
    return { code: await run(['preview', ...words]), stdout: said.log, stderr: said.error }
  } finally {
    process.chdir(before)
    vi.unstubAllEnvs()
    vi.restoreAllMocks()
  }
}

group('a call that cannot be meant is refused before anything is installed', () => {
  test.each([
    [['--port', 'x'], '--port should be a number from 0 to 65535, but is x.'],
    [['--port', '65536'], '--port should be a number from 0 to 65535, but is 65536.'],
    [['--port'], '--port needs a value: --port N.'],
    [['--prometheus', 'localhost:9090'], 'localhost:9090 is no URL that starts with http:// or https://.'],
    [['--compare', 'HEAD'], '--compare needs --png DIR'],
    [['--panels'], '--panels needs --png DIR'],
    [['--prot', '1'], 'Unknown flag --prot; did you mean --port?'],
    [['nothing.json'], 'There is no such file or folder.'],
    [['README.md'], 'This is no dashboard.'],
    [['--png', 'README.md'], 'README.md is no folder.'],
    [['--png', 'README.md/pictures'], 'The pictures cannot be written there: '],
    [['--png', 'x', '--compare', 'no-such-revision'], 'has no revision no-such-revision'],
    [['--png', 'x', '--compare', 'no/such'], 'has no revision no/such, and there is no folder of that name.'],
    [['--png', 'x', '--compare', '../no/such'], 'has no revision ../no/such, and there is no folder of that name.'],
    [['--png', 'x', '--compare', 'README.md'], 'This is a file; --compare takes a revision or a folder.'],
    [['--png', 'x', '--compare', 'main..HEAD'], 'One revision is compared with the definitions.'],
    [['--png', 'x', '--compare', 'alerts'], 'The folder has no dashboard, rule file or configuration.'],
  ])('%j', async (words, message) => {
    const { code, stdout, stderr } = await refused(words)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(message)
    expect(stderr).not.toMatch(/^\s+at /m)
  })

  test('by a process of its own, too', async () => {
    const { code, stdout, stderr } = await cli(['preview', '--port', 'x'])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain('--port should be a number')
  })

  test.each([
    ['http://anna:password@host:9090', 'Set PROMETHEUS_USER and PROMETHEUS_PASSWORD in the environment instead.'],
    ['http://anna:pass/word@host:9090', '…@host:9090 is no URL that starts with http:// or https://.'],
    ['anna:pass/word@host:9090', '…@host:9090 is no URL that starts with http:// or https://.'],
  ])('a password does not belong into the address, and is not shown: %s', async (address, told) => {
    const { code, stderr } = await refused(['--prometheus', address])
    expect(code).toBe(2)
    expect(stderr).toContain(told)
    expect(stderr).not.toMatch(/anna|pass\/?word@/)
  })

  test('half of the credentials of the environment is refused as the doctor refuses it', async () => {
    const { code, stderr } = await cli(['preview', '--prometheus', 'http://127.0.0.1:1'], {
      env: { PROMETHEUS_USER: 'anna' },
    })
    expect(code).toBe(2)
    expect(stderr).toContain('PROMETHEUS_PASSWORD is missing.')
  })

  test('without a browser, pictures tell where to get one', async () => {
    const env = { PATH: temporaryFolder(), CHROMIUM: '' }
    const { code, stderr } = await cli(['preview', '--png', 'x'], { env })
    expect(code).toBe(1)
    expect(stderr).toContain('apt-get install chromium')
    expect(stderr).toContain('set CHROMIUM to the path')
  })
})

test('what is saved is shown; what is refused is told, while the last good dashboards stay', async () => {
  const repository = tinyRepository(temporaryFolder())
  change(repository, 'dashboards/overview.ts', "uid: 'pybase-overview'", "uid: 'pybase-api-performance'")
  const { ask, state, shows, printed, interrupt, isLeft } = await running(repository, nobody, {
    cwd: temporaryFolder(),
  })
  expect(printed()).toContain('Installing the packages of the preview (first use)')
  // A diagnostic of a check is shown as on a terminal, already at the start.
  const [problem = ''] = (await state()).problems
  expect(problem).toMatch(/^error {2}\S+ {3}\S+/)
  expect(printed()).toContain(problem)
  expect((await state()).dashboards).toEqual([])
  change(repository, 'dashboards/overview.ts', "uid: 'pybase-api-performance'", "uid: 'pybase-overview'")
  await shows({ problems: [], dashboards: { length: 5 } })

  expect(await (await ask('/d/pybase-overview')).text()).toContain('Tiny page')
  const first = await state()
  expect(first.dashboards.map(({ uid }) => uid)).toContain('pybase-overview')
  expect(first).toMatchObject({ problems: [], data: { source: 'prometheus', scrapeInterval: 15 } })

  let events = ''
  const reading = new AbortController()
  const { body } = await ask('/api/events', { signal: reading.signal })
  void (async () => {
    for await (const chunk of body?.pipeThrough(new TextDecoderStream()) ?? []) events += chunk
  })().catch(() => undefined)
  await expect.poll(() => events).toContain(`{"version":${first.version}}`)

  change(repository, 'dashboards/overview.ts', "'PyBase / Overview'", "'PyBase / Saved'")
  await shows({ dashboards: expect.arrayContaining([expect.objectContaining({ title: 'PyBase / Saved' })]) })
  const saved = await state()
  await expect.poll(() => events).toContain(`{"version":${saved.version}}`)

  change(repository, 'dashboards/overview.ts', 'monitoring.annotations', 'monitoring.anotations.all')
  await shows({
    problems: [expect.stringMatching(/^error {2}types {3}dashboards\/overview\.ts:\d+:\d+\n(.*\n){2}.*exports no/)],
  })
  expect((await state()).dashboards).toEqual(saved.dashboards)
  expect(printed()).toContain('exports no anotations')

  change(repository, 'dashboards/overview.ts', 'monitoring.anotations.all', 'monitoring.annotations')
  change(repository, 'dashboards/overview.ts', "'PyBase / Saved'", "'PyBase / Mended'")
  await shows({
    problems: [],
    dashboards: expect.arrayContaining([expect.objectContaining({ title: 'PyBase / Mended' })]),
  })

  reading.abort()
  expect(await interrupt()).toBe(0)
  await expect.poll(isLeft, soon).toBe(false)
  expect(printed()).not.toMatch(/^\s+at |internal error/m)
}, 240_000)

test('dashboards of another origin are shown instead, and as they are saved', async () => {
  const parent = temporaryFolder()
  const repository = tinyRepository(parent)
  const theirs = (title: string): string => JSON.stringify({ uid: 'x', title, panels: [{ id: 1, type: 'text' }] })
  put(parent, 'theirs/x.json', theirs('First'))
  const { shows } = await running(repository, [...nobody, '--no-types', 'theirs'], { cwd: parent })
  await shows({ dashboards: [{ uid: 'x', title: 'First', file: join('theirs', 'x.json') }], problems: [] })
  put(parent, 'theirs/x.json', '{')
  await shows({ dashboards: [{ title: 'First' }], problems: [expect.stringContaining('theirs/x.json:1:2')] })
  put(parent, 'theirs/x.json', theirs('Second'))
  await shows({ dashboards: [{ title: 'Second' }], problems: [] })
}, 240_000)

test('two that are started at once install and build once; a third is told that a port is taken', async () => {
  const repository = tinyRepository(temporaryFolder())
  const words = [...nobody, '--no-types']
  const both = await Promise.all([running(repository, words), running(repository, words)])
  for (const { state } of both) await expect(state()).resolves.toMatchObject({ problems: [] })
  expect(both.filter(({ printed }) => printed().includes('Building the page'))).toHaveLength(1)
  expect(readFileSync(join(repository, 'build', 'preview', 'builds'), 'utf8')).toBe('1')

  const { port } = new URL(both[0].url)
  const { code, stderr } = await cli(['preview', '--port', port, ...nobody], { repository })
  expect(code).toBe(1)
  expect(stderr).toContain(`error  port ${port}`)
  expect(stderr).toContain('--port N')
}, 240_000)

testWith(
  ['prometheus', 'promtool'],
  'the embedded data answers, and nothing is left running after SIGTERM',
  async () => {
    const repository = tinyRepository(temporaryFolder())
    const { ask, state, interrupt, isLeft } = await running(repository, [])
    const { data } = await state()
    expect(data).toMatchObject({ source: 'embedded', scrapeInterval: 15, now: expect.any(Number) })
    const form = new URLSearchParams({ query: 'up', time: String((data.now ?? 0) / 1000) })
    const answer = await ask('/prometheus/api/v1/query', { method: 'POST', body: form })
    const { data: found } = (await answer.json()) as { readonly data: { readonly result: readonly unknown[] } }
    expect(found.result.length).toBeGreaterThan(0)
    // Prometheus works in a folder of its own, which goes when it ends.
    const cache = join(repository, 'build', 'preview', '.cache', 'data')
    const serving = () => readdirSync(cache).filter((name) => name.startsWith('serving-'))
    expect(serving()).toHaveLength(1)
    expect(await interrupt('SIGTERM')).toBe(0)
    await expect.poll(isLeft, soon).toBe(false)
    expect(serving()).toEqual([])
  },
  300_000,
)

group('pictures', () => {
  /** In place of the program that draws: prints its job with what both servers show, and ends with 3. */
  const drawing = `const chunks = []
for await (const chunk of process.stdin) chunks.push(chunk)
const job = JSON.parse(Buffer.concat(chunks).toString())
const titles = async (entry) => {
  const admission = (await fetch(entry, { redirect: 'manual' })).headers.get('set-cookie')
  const answer = await fetch(new URL('/api/state', entry), { headers: { cookie: admission.split(';')[0] } })
  return (await answer.json()).dashboards.map(({ title }) => title).sort()
}
const before = job.compare === null ? null : await titles(job.compare.before)
console.log(JSON.stringify({ job, after: await titles(job.url), before }))
process.exitCode = 3
`

  const drawn = async (repository: string, words: readonly string[]) => {
    put(join(repository, 'build', 'preview'), 'pictures/main.ts', drawing)
    const env = { CHROMIUM: process.execPath }
    const answer = await cli(['preview', ...nobody, ...words], { repository, env })
    const line = answer.stdout.split('\n').find((each) => each.startsWith('{"job"'))
    return { ...answer, told: line === undefined ? undefined : JSON.parse(line) }
  }

  test('are drawn by a process that gets the whole job, and its exit code is ours', async () => {
    const repository = tinyRepository(temporaryFolder())
    const { code, told } = await drawn(repository, ['--png', 'pictures', '--panels', '--no-types'])
    expect(code).toBe(3)
    expect(told.job).toEqual({
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{32}$/),
      png: join(repository, 'pictures'),
      panels: true,
      dashboards: expect.arrayContaining(['pybase-overview']),
      chromium: process.execPath,
      compare: null,
    })
    expect(told.after).toContain('PyBase / Overview')
  }, 120_000)

  test('of two versions are drawn from two pages, with what changed', async () => {
    const repository = tinyRepository(temporaryFolder())
    const model = resolve(await load(root))
    for (const folder of ['old', 'out/grafana-dashboards'])
      for (const each of model.dashboards)
        put(repository, `${folder}/${each.name}.json`, JSON.stringify(dashboardJson(model.stack, each)))
    init(repository)
    commit(repository)
    change(repository, 'dashboards/overview.ts', "'PyBase / Overview'", "'PyBase / Changed'")
    const changes = [
      {
        title: 'PyBase / Changed',
        before: 'pybase-overview',
        after: 'pybase-overview',
        panels: [],
        said: [{ text: "the dashboard 'PyBase / Overview' is now called 'PyBase / Changed'", lines: [] }],
      },
    ]
    for (const [compare, before] of [
      ['old', 'old'],
      ['HEAD', expect.stringMatching(/^out\/ at HEAD \([0-9a-f]{7}\)$/)],
    ] as const) {
      const { code, told } = await drawn(repository, ['--png', 'pictures', '--compare', compare, '--no-types'])
      expect(code).toBe(3)
      expect(told.before).toContain('PyBase / Overview')
      expect(told.after).toContain('PyBase / Changed')
      expect(told.job.compare).toMatchObject({
        shown: { before, after: 'the definitions in the working tree' },
        changes,
      })
      // What is the same to the letter looks the same.
      expect(told.job.dashboards).toEqual(['pybase-overview'])
    }
  }, 240_000)

  test('are not drawn of definitions that are refused', async () => {
    const repository = tinyRepository(temporaryFolder())
    change(repository, 'dashboards/overview.ts', 'monitoring.annotations', 'monitoring.anotations.all')
    const { code, stderr, told } = await drawn(repository, ['--png', 'pictures'])
    expect({ code, told }).toEqual({ code: 1, told: undefined })
    expect(stderr).toMatch(/^error {2}types {3}dashboards\/overview\.ts/)
    expect(existsSync(join(repository, 'pictures'))).toBe(false)
  }, 120_000)
})
