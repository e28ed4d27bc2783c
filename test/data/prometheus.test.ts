import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { DayPlan } from '../../build/data/day.ts'
import { openEmbedded } from '../../build/data/embedded.ts'
import { isRunning } from '../../build/running.ts'
import { put, temporaryFolder, textOf } from '../output/folder.ts'
import { root } from '../support/root.ts'
import { testWith } from '../support/tools.ts'
import { until } from '../support/until.ts'
import { asked, day, type Line, small, today } from './day.ts'
import { sent } from './queries.ts'

/** A folder of its own, which is removed after the test. */
function newCache(): string {
  const cache = mkdtempSync(join(tmpdir(), 'pybase-preview-'))
  onTestFinished(() => rmSync(cache, { recursive: true, force: true }))
  return cache
}
const { signal } = new AbortController()
const tools = ['prometheus', 'promtool'] as const

async function open(plan: DayPlan, paths: Partial<Record<(typeof tools)[number], string>>, cache: string) {
  const said: string[] = []
  const source = await openEmbedded(plan, { ...paths, cache, log: (line) => said.push(line) }, signal)
  onTestFinished(() => source.close())
  const ask = async (path: string, params: Readonly<Record<string, string>>) => {
    const { body } = await source.answer(path, new URLSearchParams(params), signal)
    return JSON.parse(Buffer.from(body).toString()) as Readonly<Record<string, unknown>>
  }
  return { source, said, ask }
}

testWith(
  tools,
  'Prometheus over the blocks answers every query of the dashboards as the evaluator does, and begins at once the next time',
  async (paths) => {
    const cache = newCache()
    const { source, said, ask } = await open(today, paths, cache)
    expect(source.says).toContain('Prometheus')
    expect(said.join()).toMatch(/Making a synthetic day .*samples as blocks/s)
    const { data } = (await ask('status/buildinfo', {})) as { data: { version: string } }
    const windows = data.version.startsWith('2.') ? 'closed' : 'left-open'
    for (const { where, path, params } of sent) {
      const [ours, theirs] = [asked(path, params, { ...today, windows }, day), await ask(path, params)]
      if (path.startsWith('label/')) expect(ours, where).toStrictEqual(theirs)
      else expectSame(where, linesOf(ours), linesOf(theirs))
    }

    const again = await open(today, paths, cache)
    expect(again.said).toStrictEqual([])
    expect(readdirSync(cache).filter((name) => name.startsWith('day-'))).toHaveLength(1)
    await again.source.close()
    await source.close()
    expect(readdirSync(cache).filter((name) => !name.startsWith('day-'))).toStrictEqual([])
  },
)

const linesOf = (answer: Readonly<Record<string, unknown>>): readonly Line[] =>
  (answer.data as { result: readonly Line[] }).result

/** The same series with the same times and, but for rounding, the same numbers. */
function expectSame(where: string, ours: readonly Line[], theirs: readonly Line[]): void {
  const [left, right] = [byLabels(ours), byLabels(theirs)]
  expect([...left.keys()].sort(), where).toStrictEqual([...right.keys()].sort())
  for (const [key, { value, values = [] }] of left) {
    const other = right.get(key)
    const [points, expected] = [value ? [value] : values, other?.value ? [other.value] : (other?.values ?? [])]
    expect(
      points.map(([time]) => time),
      where,
    ).toStrictEqual(expected.map(([time]) => time))
    const wrong = points.flatMap(([time, number], at) =>
      isClose(number, expected[at]?.[1] ?? '') ? [] : [[time, number, expected[at]?.[1]]],
    )
    expect(wrong, `${where} ${key}`).toStrictEqual([])
  }
}

const byLabels = (lines: readonly Line[]): ReadonlyMap<string, Line> =>
  new Map(lines.map((line) => [JSON.stringify(Object.entries(line.metric).sort()), line]))

/** To nine digits; differences of large numbers are as exact as these. */
function isClose(text: string, other: string): boolean {
  if (text === other) return true
  const [a, b] = [Number(text), Number(other)]
  return Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b))
}

testWith(tools, 'what a preview that is killed has started ends with it', async (paths) => {
  const cache = newCache()
  const script = join(import.meta.dirname, 'serving.ts')
  const preview = spawn(process.execPath, ['--import', 'tsx', script, cache, paths.prometheus, paths.promtool], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void preview.kill('SIGKILL'))
  await once(preview.stdout, 'data')
  const serving = () => readdirSync(cache).filter((name) => name.startsWith('serving-'))
  expect(serving()).toHaveLength(1)
  const ended = once(preview, 'exit')
  preview.kill('SIGKILL')
  await ended
  expect(await until(async () => serving().length === 0, 20_000)).toBe(true)
})

testWith(
  ['promtool'],
  'a Prometheus that does not start is said, and the queries are computed',
  async ({ promtool }) => {
    const { source, said } = await open(small, { promtool, prometheus: '/bin/false' }, newCache())
    expect(said.at(-1)).toMatch(/^Prometheus cannot serve the synthetic day, so queries are computed here: /)
    const { status } = await source.answer('query', new URLSearchParams({ query: 'up' }), signal)
    expect(status).toBe(200)
  },
)

testWith(['prometheus'], 'a promtool that fails leaves nothing in the cache', async ({ prometheus }) => {
  const cache = newCache()
  const { said } = await open(small, { prometheus, promtool: '/bin/false' }, cache)
  expect(said.at(-1)).toMatch(/^Prometheus cannot serve the synthetic day/)
  expect(readdirSync(cache)).toStrictEqual([])
})

testWith(
  ['prometheus', 'promtool'],
  'another plan takes the place of a day, and what a killed preview began is removed',
  async (paths) => {
    const cache = newCache()
    await open(small, paths, cache)
    const [before] = readdirSync(cache).filter((name) => name.startsWith('day-'))
    // No process has a number as high as this.
    mkdirSync(join(cache, 'making-99999999-abc'))
    await open({ ...small, now: small.now - 60_000 }, paths, cache)
    const left = readdirSync(cache).filter((name) => !name.startsWith('serving-'))
    expect(left).toHaveLength(1)
    expect(left).not.toContain(before)
  },
)

testWith(tools, 'a day of which something is missing is made anew', async (paths) => {
  const cache = newCache()
  await (await open(small, paths, cache)).source.close()
  const [day = ''] = readdirSync(cache)
  const chunks = readdirSync(join(cache, day), { recursive: true, encoding: 'utf8' }).filter((path) =>
    /chunks.\d+$/.test(path),
  )
  expect(chunks).not.toEqual([])
  for (const path of chunks) rmSync(join(cache, day, path))
  const { said, ask } = await open(small, paths, cache)
  expect(said.join()).toContain('Making a synthetic day')
  expect(await ask('query', { query: 'up', time: String(small.now / 1000) })).toMatchObject({ status: 'success' })
})

testWith(tools, 'where Prometheus is killed the queries are computed from then on', async (paths) => {
  const folder = temporaryFolder()
  const prometheus = program(folder, 'prometheus', `echo $$ > '${folder}/pid'`, `exec '${paths.prometheus}' "$@"`)
  const { source, said } = await open(small, { ...paths, prometheus }, newCache())
  const status = async () =>
    (await source.answer('query', new URLSearchParams({ query: 'up', time: String(small.now / 1000) }), signal)).status
  expect(await status()).toBe(200)
  process.kill(Number(textOf(folder, 'pid')), 'SIGKILL')
  expect(await until(async () => said.at(-1)?.includes('computed here from now on') === true, 20_000)).toBe(true)
  expect(await status()).toBe(200)
  expect(source.says).toContain('computed here')
})

test('without the tools the queries are computed, and it is said why', async () => {
  const { source, said } = await open(small, {}, newCache())
  expect(said).toStrictEqual(['There is no Prometheus, so queries are computed here.'])
  expect(source.now).toBe(small.now)
})

/** A program that runs these lines of a shell, in `folder`. */
function program(folder: string, name: string, ...lines: readonly string[]): string {
  put(folder, name, ['#!/bin/sh', ...lines, ''].join('\n'))
  chmodSync(join(folder, name), 0o755)
  return join(folder, name)
}

test('interrupted while Prometheus starts, it gives up and leaves nothing running', async () => {
  const [cache, folder] = [newCache(), temporaryFolder()]
  // It makes the folder that it is told of last, with no block in it.
  const promtool = program(folder, 'promtool', 'for last; do :; done', 'mkdir "$last"')
  const script = join(import.meta.dirname, 'starting.ts')
  const start = `exec '${process.execPath}' --import tsx '${script}' '${folder}' "$@"`
  const prometheus = program(folder, 'prometheus', `cd '${root}'`, start)
  const interruption = new AbortController()
  const opening = openEmbedded(small, { prometheus, promtool, cache, log: () => undefined }, interruption.signal)
  const pid = () => (existsSync(join(folder, 'pid')) ? Number(textOf(folder, 'pid')) : 0)
  expect(await until(() => pid() > 0, 20_000)).toBe(true)
  interruption.abort(new Error('interrupted'))
  // From now on it would be ready, for whoever still asks.
  put(folder, 'ready', '')
  await expect(opening).rejects.toThrow('interrupted')
  expect(readdirSync(cache).filter((name) => name.startsWith('serving-'))).toEqual([])
  expect(isRunning(pid())).toBe(false)
})

testWith(tools, 'interrupted while the day is made, it gives up and leaves nothing', async (paths) => {
  const cache = newCache()
  const interruption = new AbortController()
  const log = (line: string) => line.startsWith('Writing') && interruption.abort(new Error('interrupted'))
  await expect(openEmbedded(today, { ...paths, cache, log }, interruption.signal)).rejects.toThrow('interrupted')
  expect(readdirSync(cache)).toEqual([])
})
