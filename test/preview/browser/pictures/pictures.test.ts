import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { decode } from '../../../../build/preview/pictures/picture.ts'
import { everything } from '../../../output/folder.ts'
import { testWith } from '../../../support/tools.ts'
import { served } from '../support/boards.ts'
import { made, madeDashboard, madeRow } from '../support/made.ts'
import { drawing } from './drawing.ts'
import { waves } from './waves.ts'

/** A dashboard of one panel. */
const little = (uid: string) => madeDashboard([made(1, 'Panel 1')], { uid })

const hashesOf = (folder: string) =>
  Object.fromEntries(
    everything(folder)
      .filter((path) => path.endsWith('.png'))
      .map((path) => [
        path,
        createHash('sha256')
          .update(readFileSync(join(folder, path)))
          .digest('hex'),
      ]),
  )

/** The types of a PNG's chunks: anything but these would be a date, or another thing that differs from run to run. */
function chunksOf(png: Buffer): readonly string[] {
  const types: string[] = []
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) types.push(png.toString('latin1', at + 4, at + 8))
  return [...new Set(types)]
}

testWith(['chromium'], 'every dashboard and panel is drawn, and twice the same to the byte', async ({ chromium }) => {
  const panels = [made(1, 'Panel 1'), made(2, 'Ünicode / <b>title', { type: 'stat' })]
  const row = madeRow([made(3, 'Panel 3', { type: 'gauge' })])
  const { entry: url } = await served([madeDashboard([...panels, row], { uid: 'a' }), little('../b')], waves)
  const job = { url, dashboards: ['a', '../b'], chromium, panels: true }
  const [first, second] = [await drawing(job).ended, await drawing(job).ended]
  expect(first).toMatchObject({ code: 0, stderr: '' })
  expect(everything(first.png)).toEqual([
    '%2E%2E%2Fb.png',
    '%2E%2E%2Fb/',
    '%2E%2E%2Fb/1-panel-1.png',
    'a.png',
    'a/',
    'a/1-panel-1.png',
    'a/2-ünicode-b-title.png',
    'a/3-panel-3.png',
  ])
  expect(hashesOf(second.png)).toEqual(hashesOf(first.png))

  const png = readFileSync(join(first.png, 'a.png'))
  const { width, height } = decode(png)
  expect(width).toBe(1600)
  expect(first.stdout).toBe(
    `a: 3 panels, 1600 × ${height} pixels\n../b: 1 panel, 1600 × ${decode(readFileSync(join(first.png, '%2E%2E%2Fb.png'))).height} pixels\n`,
  )
  expect(chunksOf(png)).toEqual(['IHDR', 'IDAT', 'IEND'])

  // What an earlier run left in the folder goes.
  for (const path of ['a/9-gone.png', 'compare.html']) writeFileSync(join(first.png, path), '')
  expect((await drawing({ ...job, dashboards: ['a'], png: first.png }).ended).code).toBe(0)
  expect(everything(first.png)).toEqual(everything(second.png))
})

describe('what is wrong is told by name', () => {
  testWith(['chromium'], 'a panel that shows an error; its dashboard is drawn all the same', async ({ chromium }) => {
    const broken = made(2, 'Broken one', { targets: [{ refId: 'A', expr: 'broken' }] })
    const { entry: url } = await served([madeDashboard([made(1, 'Panel 1'), broken], { uid: 'a' })], waves)
    const { code, stderr, png } = await drawing({ url, dashboards: ['a'], chromium }).ended
    expect(code).toBe(1)
    expect(stderr).toMatch(/^error {2}a › Broken one\n {2}The panel shows an error: .*broken: no/)
    expect(stderr.match(/^error/gm)).toHaveLength(1)
    expect(everything(png)).toEqual(['a.png'])
  })

  testWith(['chromium'], 'a dashboard that there is not; the others are drawn', async ({ chromium }) => {
    const { entry: url } = await served([little('a')], waves)
    const { code, stdout, stderr, png } = await drawing({ url, dashboards: ['none', 'a'], chromium }).ended
    expect(code).toBe(1)
    expect(stdout).toMatch(/^a: 1 panel/)
    expect(stderr).toContain('error  none\n  The page shows no panel, but says: There is no such dashboard')
    expect(everything(png)).toEqual(['a.png'])
  })

  test('a browser that does not start', async () => {
    const { code, stdout, stderr } = await drawing({
      url: 'http://127.0.0.1:1',
      dashboards: ['a'],
      chromium: '/bin/false',
    }).ended
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toContain('error  /bin/false\n  The browser does not start: ')
    expect(stderr).not.toMatch(/^\s+at /m)
  })
})

describe('no browser is left', () => {
  testWith(['chromium'], 'after a picture, and after none', async ({ chromium }) => {
    const { entry: url } = await served([little('a')], waves)
    for (const uid of ['a', 'none']) {
      const { ended, browsers } = drawing({ url, dashboards: [uid], chromium })
      const { temporary } = await ended
      await expect.poll(browsers).toEqual([])
      expect(readdirSync(temporary).filter((name) => name.startsWith('playwright'))).toEqual([])
    }
  })

  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    testWith(['chromium'], `after ${signal}, and nothing is written`, async ({ chromium }) => {
      const many = Array.from({ length: 20 }, (_, at) => little(`d${at}`))
      const { entry: url } = await served(many, waves)
      const dashboards = many.map(({ uid }) => uid)
      const { child, ended, browsers, printed, png, temporary } = drawing({ url, dashboards, chromium })
      await expect.poll(printed, { timeout: 60_000 }).toContain('d0: 1 panel, ')
      expect(browsers()).not.toEqual([])
      child.kill(signal)
      expect((await ended).code).not.toBe(0)
      await expect.poll(browsers).toEqual([])
      expect(readdirSync(temporary).filter((name) => name.startsWith('playwright'))).toEqual([])
      expect(() => readdirSync(png)).toThrow('ENOENT')
    })
})
