import { readdirSync, readFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { describe, expect, onTestFinished, type TestContext, test } from 'vitest'
import { capture } from '../../build/commands/child.ts'
import { makePackage } from '../../build/package/make.ts'
import { npmWords } from '../../build/preview/install/npm.ts'
import { release } from '../node/releases.ts'
import { put, temporaryFolder, textOf } from '../output/folder.ts'
import { doWithout } from '../support/tools.ts'

const [npm = '', ...npmBegins] = npmWords()
const offline = ['--prefer-offline', '--no-audit', '--no-fund']

/** An empty repository with the package in it, and what runs its command line there. */
async function installed(context: TestContext, version: string) {
  const found = version === process.versions.node.split('.')[0] ? { node: process.execPath } : await release(version)
  if ('because' in found)
    return doWithout(context, [{ what: `Node.js ${version}`, because: [found.because] }], isUnreachable(found.because))
  const { node } = found
  const packed = temporaryFolder()
  await makePackage(packed)
  for (const [program, ...words] of [
    ['git', '--version'],
    [npm, ...npmBegins, '--version'],
  ] as const) {
    const { code, complaint } = await capture(program, words)
    if (code !== 0) return doWithout(context, [{ what: program === npm ? 'npm' : program, because: [complaint] }])
  }
  const { text } = await capture(npm, [...npmBegins, 'pack', packed, '--silent'], { cwd: packed })
  const folder = join(temporaryFolder(), 'acme-monitoring')
  put(folder, '.gitignore', 'node_modules/\n')

  const { MONITORING_ROOT: _, ...ours } = process.env
  const env = { ...ours, PATH: `${dirname(node)}${delimiter}${process.env.PATH}` }
  const main = join(folder, 'node_modules', '@pybase', 'monitoring', 'main.js')
  const monitoring = (...words: readonly string[]) => capture(node, [main, ...words], { cwd: folder, env })
  const install = (...words: readonly string[]) =>
    capture(npm, [...npmBegins, 'install', ...offline, ...words], { cwd: folder })
  const got = await install('--save-dev', join(packed, text.trim()))
  if (got.code !== 0)
    return doWithout(context, [{ what: 'the npm registry', because: [got.complaint] }], isUnreachable(got.complaint))
  return { folder, node, env, monitoring, install }
}

const isUnreachable = (complaint: string): boolean =>
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENOTCACHED|ETIMEDOUT/.test(complaint)

describe.each(['24', '20'])('the package on Node.js %s', (version) => {
  test('begins a project in an empty repository, which compiles at once, and is told what is wrong with it', async (context) => {
    const { folder, node, env, monitoring, install } = await installed(context, version)
    const git = (...words: readonly string[]) =>
      capture('git', ['-c', 'user.name=A', '-c', 'user.email=a@b', ...words], { cwd: folder })
    expect(await monitoring('build')).toMatchObject({ code: 2, text: expect.stringContaining('npx monitoring init') })
    expect(await monitoring('init')).toMatchObject({ code: 0 })
    // An older Node reads TypeScript by tsx, which the project asks for then.
    expect(Object.keys(JSON.parse(textOf(folder, 'package.json')).devDependencies).includes('tsx')).toBe(
      version === '20',
    )
    expect(await install()).toMatchObject({ code: 0 })

    const built = await monitoring('build')
    expect(built).toMatchObject({ code: 0, text: expect.stringContaining('1 alerts proven') })
    expect(textOf(folder, 'out/alerts/liveness.yml')).toContain('alert: AppDown')
    expect(textOf(folder, 'out/alertmanager/alertmanager.yml')).toContain('#acme-alerts')
    expect(await monitoring('build', '--check')).toMatchObject({ code: 0 })
    expect(await monitoring('check')).toEqual({
      code: 0,
      text: 'No findings in 1 rule and 3 panels.\n',
      complaint: expect.anything(),
    })
    const tsc = join(folder, 'node_modules', 'typescript', 'bin', 'tsc')
    expect(await capture(node, [tsc], { cwd: folder, env })).toMatchObject({ code: 0, text: '' })

    await git('init', '--quiet')
    await git('add', '.')
    expect(await git('commit', '--quiet', '--message', 'Begin')).toMatchObject({ code: 0 })
    expect((await git('status', '--short')).text).toBe('')
    const alerts = textOf(folder, 'alerts/liveness.ts')
    put(folder, 'alerts/liveness.ts', alerts.replace("for: '2m'", "for: '3m'"))
    expect(await monitoring('diff')).toMatchObject({
      code: 0,
      text: expect.stringContaining('AppDown fires later: for 2m → 3m'),
    })

    // What a beginner gets wrong is told at its place, by the types and by the words.
    for (const [from, to, told] of [
      ["component: 'app'", "component: 'ap'", 'alerts/liveness.ts:9:3'],
      ["for: '2m'", "fro: '2m'", 'There is no option fro; did you mean for?'],
    ] as const) {
      put(folder, 'alerts/liveness.ts', alerts.replace(from, to))
      const refused = await monitoring('build')
      expect(refused).toMatchObject({ code: 1, text: expect.stringContaining(told) })
      expect(refused.text).not.toMatch(/^\s+at /m)
    }
    put(folder, 'alerts/liveness.ts', alerts)

    // The words work in a program of somebody's own, too.
    put(
      folder,
      'own.js',
      "import { app } from './queries/jobs.ts'\nimport { sum } from '@pybase/monitoring'\nconsole.log(app.name, typeof sum)\n",
    )
    const loader = version === '20' ? ['--import', 'tsx'] : []
    expect(await capture(node, [...loader, 'own.js'], { cwd: folder, env })).toMatchObject({
      code: 0,
      text: expect.stringContaining('app function'),
    })

    const added = await monitoring('new', 'metric', 'http_uploads_total')
    expect(added).toMatchObject({ code: 0 })
    expect(await monitoring('build')).toMatchObject({ code: 0, text: expect.stringContaining('3 metrics of 1 jobs') })
    expect(await monitoring('preview')).toMatchObject({
      code: 2,
      text: expect.stringContaining('clone of the repository'),
    })
  })
})

test('the package is JavaScript, and brings nothing of ours along', async () => {
  const folder = temporaryFolder(onTestFinished)
  await makePackage(folder)
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const typescript = files.filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.d.ts') && !file.includes('template'),
  )
  expect(typescript).toEqual([])
  expect(files.filter((file) => file.includes('pybase/') || file.startsWith('preview'))).toEqual([])
  for (const file of ['main.js', 'compiler/index.js', 'types/index.d.ts', 'NOTICES', 'LICENSE', 'README.md'])
    expect(files).toContain(file)
  const texts = files
    .filter((file) => /\.(?:js|ts|json)$/.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
  const here = join(import.meta.dirname, '..', '..')
  expect(texts.some((text) => text.includes(here))).toBe(false)
})
