import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { expect, describe as group, onTestFinished, test, vi } from 'vitest'
import { typescript } from '../../build/commands/child.ts'
import { Refused } from '../../build/findings/problem.ts'
import { buildFailure, npmFailure } from '../../build/preview/install/failure.ts'
import { refuseOldNode } from '../../build/preview/install/node-version.ts'
import { npmWords } from '../../build/preview/install/npm.ts'
import { ensurePage } from '../../build/preview/install/page.ts'
import { type Progress, progressOn } from '../../build/preview/install/progress.ts'
import { runStep } from '../../build/preview/install/step.ts'
import { hashOf, isStamped, stamp } from '../../build/stamp.ts'
import { put, stateOf, temporaryFolder } from '../output/folder.ts'
import { root } from '../support/root.ts'
import { lockText, putTinyPage } from './support/tiny-page.ts'

/** A page in a folder with a space in its path. */
function page(): string {
  const folder = join(temporaryFolder(), 'a page')
  putTinyPage(folder)
  return folder
}

/** Ensures the page, and answers what was told. */
async function ensured(folder: string, signal = new AbortController().signal): Promise<readonly string[]> {
  const lines: string[] = []
  const progress: Progress = (what) => {
    lines.push(what.replace(folder, 'PAGE'))
    return {
      end: () => undefined,
      stopping: () => void lines.push('stopping'),
      done: () => void lines.push('done'),
    }
  }
  await ensurePage({ folder, progress, signal })
  return lines
}

const builds = (folder: string): number => Number(readFileSync(join(folder, 'builds'), 'utf8'))

async function refusal(done: Promise<unknown>): Promise<{ readonly what: string; readonly next: string }> {
  const error = await done.catch((thrown: unknown) => thrown)
  if (!(error instanceof Refused) || error.problems[0] === undefined) throw error
  return error.problems[0]
}

const installing = (why: string): string =>
  `Installing the packages of the preview (${why}): 2 packages, about 490 MB, in PAGE/node_modules`

test('the page is installed and built on first use, and afterwards nothing is touched', async () => {
  const folder = page()
  expect(await ensured(folder)).toEqual([
    installing('first use'),
    'done',
    'Building the page (first use): some seconds',
    'done',
  ])
  expect(readFileSync(join(folder, 'dist', 'assets', 'main-1.js'), 'utf8')).toBe('one')
  const before = stateOf(folder)
  expect(await ensured(folder)).toEqual([])
  expect(stateOf(folder)).toEqual(before)
})

test('a source that changed is built again, and a lock file that changed is installed again', async () => {
  const folder = page()
  await ensured(folder)
  put(folder, 'app/main.js', 'two')
  expect(await ensured(folder)).toEqual(['Building the page (its sources changed): some seconds', 'done'])
  expect(readFileSync(join(folder, 'dist', 'assets', 'main-1.js'), 'utf8')).toBe('two')
  put(folder, 'package-lock.json', `${readFileSync(join(folder, 'package-lock.json'), 'utf8')}\n`)
  expect((await ensured(folder))[0]).toBe(installing('those there are unfinished or outdated'))
  expect(builds(folder)).toBe(3)
})

test('an installation that was interrupted is repeated', async () => {
  const folder = page()
  const interruption = new AbortController()
  const told: string[] = []
  const progress: Progress = () => {
    setTimeout(() => interruption.abort(), 100)
    return { end: () => undefined, stopping: () => told.push('stopping'), done: () => undefined }
  }
  const interrupted = ensurePage({ folder, progress, signal: interruption.signal })
  await expect(interrupted).rejects.toThrow('aborted')
  expect(told).toEqual(['stopping'])
  expect(existsSync(join(folder, 'dist'))).toBe(false)
  expect(existsSync(join(folder, '.cache', 'installing'))).toBe(false)
  expect((await ensured(folder))[0]).toMatch(/^Installing/)
  expect(builds(folder)).toBe(1)
})

test('packages without their stamp count for nothing', async () => {
  const folder = page()
  await ensured(folder)
  rmSync(join(folder, 'node_modules', '.preview-stamp'))
  expect(await ensured(folder)).toHaveLength(2)
})

group('what fails is told with the last words of the program and the next step', () => {
  test('a page that cannot be built, while the built one remains', async () => {
    const folder = page()
    await ensured(folder)
    put(folder, 'app/main.js', 'a mistake')
    const { what, next } = await refusal(ensured(folder))
    expect(what).toBe('The page could not be built. Vite said:\n    app/main.js: there is a mistake')
    expect(next).toContain('Correct the source')
    expect(readFileSync(join(folder, 'dist', 'assets', 'main-1.js'), 'utf8')).toBe('one')
    put(folder, 'app/main.js', 'mended')
    expect(await ensured(folder)).toHaveLength(2)
  })

  test('a registry that cannot be reached', async () => {
    const folder = page()
    put(folder, '.npmrc', 'registry=http://127.0.0.1:1/\n')
    const missing = 'http://127.0.0.1:1/missing/-/missing-1.0.0.tgz'
    const manifest = {
      name: 'tiny-page',
      version: '1.0.0',
      dependencies: { vite: 'file:tools/vite', missing: '1.0.0' },
    }
    put(folder, 'package.json', JSON.stringify(manifest))
    const lock = JSON.parse(lockText(manifest)) as { packages: Record<string, unknown> }
    lock.packages['node_modules/missing'] = { version: '1.0.0', resolved: missing }
    put(folder, 'package-lock.json', JSON.stringify(lock))
    const { what, next } = await refusal(ensured(folder))
    expect(what).toContain('ECONNREFUSED')
    expect(next).toContain('The registry is not reached')
    expect(existsSync(join(folder, 'dist'))).toBe(false)
  })

  test.each([
    ['lacks a package', JSON.stringify({ name: 'tiny-page', lockfileVersion: 3, packages: { '': {} } })],
    ['is empty', '{}'],
    ['is no JSON', '<<<<<<< ours'],
  ])('a lock file that %s', async (_, text) => {
    const folder = page()
    put(folder, 'package-lock.json', text)
    expect((await refusal(ensured(folder))).next).toContain('Restore build/preview/package-lock.json')
  })

  test.each([
    ['npm error code ENOSPC\nnpm error no space left on device', 'Free about 1 GB'],
    ['npm error code EACCES\nnpm error path /home/somebody/.npm', 'npm_config_cache'],
    ['npm error code ENOTEMPTY\nnpm error directory not empty', 'Another npm works in this folder'],
    ['npm error code EAI_AGAIN', 'The registry is not reached'],
    ['npm error something new', 'Correct what npm names'],
  ])('%j', (text, next) => {
    expect(npmFailure(text)).toMatchObject({
      what: expect.stringContaining(text.split('\n').at(-1) ?? ''),
      next: expect.stringContaining(next),
    })
  })

  test('of npm, what it has to say is shown, not where in it that came up', () => {
    const said = ['npm error code ENOTFOUND', 'npm error network request to https://registry.example.org/x failed']
    const insides = [
      ...['npm error syscall getaddrinfo', 'npm error errno ENOTFOUND', 'npm error FetchError: failed', 'npm error {'],
      ...Array.from({ length: 40 }, (_, at) => `npm error     at ClientRequest.<anonymous> (index.js:${at}:1)`),
      ...["npm error   errno: 'ENOTFOUND',", "npm error   type: 'system'", 'npm error }', 'npm error'],
    ]
    const log = 'npm error A complete log of this run can be found in: /root/.npm/_logs/x.log'
    const { what } = npmFailure([said[0], ...insides, said[1], log].join('\n'))
    expect(what.split('\n').slice(1)).toEqual(
      [said[0], 'npm error FetchError: failed', said[1], log].map((line) => `    ${line}`),
    )
  })

  test('npm tries soon again, and once', async () => {
    const folder = page()
    const npm = join(folder, 'npm-cli.js')
    put(folder, 'npm-cli.js', 'console.error(process.argv.slice(2).join(" ")); process.exit(1)')
    vi.stubEnv('npm_execpath', npm)
    onTestFinished(() => void vi.unstubAllEnvs())
    expect((await refusal(ensured(folder))).what).toContain(
      '--fetch-retries=1 --fetch-retry-mintimeout=2000 --fetch-retry-maxtimeout=5000',
    )
  })

  test('only the last lines are shown', () => {
    const { what } = buildFailure(Array.from({ length: 40 }, (_, at) => `line ${at}`).join('\n'))
    expect(what.split('\n')).toHaveLength(16)
    expect(what).toContain('line 39')
  })
})

group('a program does not outlive the installation', () => {
  /** Ends at no signal that it can refuse, nor does what it starts; writes down the numbers of both. */
  const stubborn = `
const { spawn } = require('node:child_process')
const { writeFileSync } = require('node:fs')
process.on('SIGTERM', () => undefined)
const other = spawn('sh', ['-c', 'trap "" TERM; echo ready; while :; do sleep 1; done'], { stdio: ['ignore', 'pipe', 'inherit'] })
other.stdout.once('data', () => writeFileSync('pids', process.pid + ' ' + other.pid))
setInterval(() => undefined, 1000)
`
  const words = [process.execPath, '-e', stubborn]

  const pidsIn = (folder: string): readonly number[] =>
    existsSync(join(folder, 'pids')) ? readFileSync(join(folder, 'pids'), 'utf8').split(' ').map(Number) : []

  /** One that has ended has no command line, even where nobody asks how it ended. */
  const isThere = (pid: number): boolean => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== ''
    } catch {
      return false
    }
  }

  const patience = { timeout: 20_000 }

  /** Waits until both are there; nothing of them is left after the test, however that ends. */
  async function startedIn(folder: string): Promise<readonly number[]> {
    await expect.poll(() => pidsIn(folder), patience).toHaveLength(2)
    const pids = pidsIn(folder)
    onTestFinished(() => {
      for (const pid of pids.filter(isThere)) process.kill(pid, 'SIGKILL')
    })
    return pids
  }

  test('when it is interrupted', async () => {
    const folder = temporaryFolder()
    const interruption = new AbortController()
    const ended = runStep(words, folder, interruption.signal).catch((error: unknown) => error)
    const pids = await startedIn(folder)
    interruption.abort()
    expect(await ended).toBe(interruption.signal.reason)
    await expect.poll(() => pids.filter(isThere), patience).toEqual([])
  }, 60_000)

  test('when it is killed', async () => {
    const folder = temporaryFolder()
    const step = join(root, 'test', 'preview', 'support', 'killed-step.ts')
    const child = spawn(process.execPath, [...typescript, step, folder, ...words])
    onTestFinished(() => void child.kill('SIGKILL'))
    const pids = await startedIn(folder)
    child.kill('SIGKILL')
    await expect.poll(() => pids.filter(isThere), patience).toEqual([])
  }, 60_000)

  test('and its exit code and its last words are told', async () => {
    const said = runStep(
      ['sh', '-c', 'echo "$1"; exit 7', 'sh', "a word's"],
      temporaryFolder(),
      new AbortController().signal,
    )
    expect(await said).toEqual({ code: 7, text: "a word's\n" })
  })
})

group('how far it is', () => {
  /** What is written to a stream while half a minute and more goes by. */
  function written(isTTY: boolean): readonly string[] {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const texts: string[] = []
    const stream = Object.assign(new Writable(), { isTTY, write: (text: string) => texts.push(text) > 0 })
    const { end, done } = progressOn(stream as unknown as NodeJS.WriteStream)('Installing', () => '1 of 2')
    vi.advanceTimersByTime(31_000)
    end()
    vi.advanceTimersByTime(31_000)
    done()
    return texts
  }

  test('is a line every half a minute of a log', () => {
    expect(written(false)).toEqual(['Installing\n', '  1 of 2, 30 s\n', '  done in 62 s\n'])
  })

  test('is written over and over on a terminal', () => {
    const texts = written(true)
    expect(texts).toHaveLength(1 + 15 + 1 + 1)
    expect(texts[1]).toBe('\r\u001b[2K  1 of 2, 2 s')
  })
})

group('only one process installs', () => {
  const lock = (folder: string): string => join(folder, '.cache', 'installing')

  test('another waits for it', async () => {
    const folder = page()
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
    onTestFinished(() => void other.kill())
    put(folder, '.cache/installing', String(other.pid))
    let isDone = false
    const waiting = ensured(folder).then(() => {
      isDone = true
    })
    await new Promise((done) => setTimeout(done, 1_000))
    expect(isDone).toBe(false)
    expect(existsSync(join(folder, 'node_modules'))).toBe(false)
    rmSync(lock(folder))
    await waiting
    expect(builds(folder)).toBe(1)
    expect(existsSync(lock(folder))).toBe(false)
  })

  test.each(['2147483646', String(process.pid), 'no number', ''])(
    'one that is gone is not waited for: %j',
    async (owner) => {
      const folder = page()
      put(folder, '.cache/installing', owner)
      await ensured(folder)
      expect(builds(folder)).toBe(1)
      expect(existsSync(lock(folder))).toBe(false)
    },
  )

  test('waiting can be interrupted', async () => {
    const folder = page()
    put(folder, '.cache/installing', String(process.ppid))
    const signal = AbortSignal.timeout(200)
    await expect(ensured(folder, signal)).rejects.toThrow('aborted')
    expect(existsSync(lock(folder))).toBe(true)
  })
})

test('a folder that cannot be written is named', async () => {
  const folder = page()
  writeFileSync(join(folder, '.cache'), 'a file where a folder should be')
  expect((await refusal(ensured(folder))).next).toContain('Make the folder writable')
})

group('Node.js', () => {
  test.each(['20.19.0', '20.20.2', '22.12.0', '24.0.1'])('%s is new enough', (version) => {
    expect(() => refuseOldNode(version)).not.toThrow()
  })

  test.each(['18.20.0', '20.12.1', '20.18.3', '21.7.0', '22.11.0'])('%s is refused', (version) => {
    expect(() => refuseOldNode(version)).toThrow('20.19 or later, or 22.12 or later')
  })

  test('what is needed is what the package says', () => {
    const { engines } = JSON.parse(readFileSync(join(root, 'build', 'preview', 'package.json'), 'utf8')) as {
      engines: unknown
    }
    expect(engines).toEqual({ node: '^20.19.0 || >=22.12.0' })
  })
})

test('npm is the one that runs us, but no other package manager', () => {
  expect(npmWords({ npm_execpath: '/usr/lib/npm/bin/npm-cli.js' })).toEqual([
    process.execPath,
    '/usr/lib/npm/bin/npm-cli.js',
  ])
  expect(npmWords({ npm_execpath: '/usr/lib/pnpm/bin/pnpm.cjs' })).toEqual(['npm'])
  expect(npmWords({})).toEqual(['npm'])
})

test('a hash tells files by their names and contents, and a stamp by its hash', () => {
  const folder = temporaryFolder()
  put(folder, 'app/a', 'xy')
  const first = hashOf(folder, ['app', 'missing'])
  put(folder, 'app/a', 'x')
  put(folder, 'app/b', 'y')
  const second = hashOf(folder, ['app', 'missing'])
  rmSync(join(folder, 'app', 'b'))
  put(folder, 'app/c', 'y')
  const third = hashOf(folder, ['app', 'missing'])
  expect(new Set([first, second, third]).size).toBe(3)
  const file = join(folder, 'stamp')
  expect(isStamped(file, first)).toBe(false)
  stamp(file, first)
  expect(isStamped(file, first)).toBe(true)
  expect(isStamped(file, second)).toBe(false)
})
