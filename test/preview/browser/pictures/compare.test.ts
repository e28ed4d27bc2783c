import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { changesOf } from '../../../../build/commands/preview/changes.ts'
import { seen } from '../../../../build/commands/preview/earlier.ts'
import type { ShownDashboard } from '../../../../build/preview/server/protocol.ts'
import { everything } from '../../../output/folder.ts'
import { testWith } from '../../../support/tools.ts'
import { served } from '../support/boards.ts'
import { made, madeDashboard } from '../support/made.ts'
import { drawing } from './drawing.ts'
import { waves } from './waves.ts'

const shown = { before: 'out/ at HEAD^', after: 'the definitions' }

const asking = (expr: string) => ({ targets: [{ refId: 'A', expr }] })

/** Red above this value, where a time series shows a line. */
const redAbove = (value: number) => ({
  fieldConfig: {
    defaults: {
      custom: { thresholdsStyle: { mode: 'line' } },
      thresholds: {
        mode: 'absolute',
        steps: [
          { color: 'green', value: null },
          { color: 'red', value },
        ],
      },
    },
    overrides: [],
  },
})

/** Draws two versions and compares them as the command does. */
async function compared(
  before: readonly ShownDashboard[],
  after: readonly ShownDashboard[],
  chromium: string,
  changes = changesOf(before.map(seen), after.map(seen)),
) {
  const compare = { before: (await served(before, waves)).entry, shown, changes }
  const { entry: url } = await served(after, waves)
  const job = { url, dashboards: after.map(({ uid }) => uid), chromium, compare }
  const { code, stderr, stdout, png } = await drawing(job).ended
  return { code, stderr, stdout, png, report: readFileSync(join(png, 'compare.html'), 'utf8') }
}

/** The headings of the report's panels and the text below each, without pictures. */
const articlesOf = (report: string) =>
  [...report.matchAll(/<article id="[^"]*">(.*?)<\/article>/gs)].map(([, text = '']) =>
    text
      .replace(/<div class="large">.*?<\/div>/gs, '')
      .replace(/<[^>]*>/g, ' ')
      .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
      .replace(/\s+/g, ' ')
      .trim(),
  )

testWith(['chromium'], 'what changed is shown in both versions, and nothing else', async ({ chromium }) => {
  const same = made(1, 'Panel 1')
  const unchanged = madeDashboard([same], { uid: 'same', title: 'The same' })
  const title = '<script>alert(1)</script>'
  const { code, stderr, stdout, png, report } = await compared(
    [
      madeDashboard([
        same,
        made(2, 'Moved', redAbove(4)),
        made(3, 'Old name', asking('renamed')),
        made(4, 'Gone', { type: 'gauge', ...asking('gone') }),
        made(5, 'Invisible', { type: 'stat', ...redAbove(1000) }),
      ]),
      unchanged,
    ],
    [
      madeDashboard([
        same,
        made(2, 'Moved', redAbove(8)),
        made(3, title, asking('renamed')),
        made(5, 'Invisible', { type: 'stat', ...redAbove(2000) }),
        made(6, 'New'),
      ]),
      unchanged,
      madeDashboard([same], { uid: 'new', title: 'A new one' }),
    ],
    chromium,
  )
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toContain('compare.html: 6 panels of 2 dashboards differ.')
  expect(stdout).toContain('made in out/ at HEAD^: 5 panels')
  expect(everything(join(png, 'compare'))).toEqual([
    'made/',
    'made/2-moved.png',
    'made/3-script-alert-1-script.png',
    'made/4-gone.png',
    'made/5-invisible.png',
    'made/6-new.png',
    'new/',
    'new/1-panel-1.png',
  ])
  const differs =
    /Before out\/ at HEAD\^ .*After the definitions .*Difference [\d,]+ of [\d,]+ pixels differ \((?!0\.00)[\d.]+%\)$/
  const articles = articlesOf(report)
  expect(articles).toEqual([
    expect.stringMatching(/^Moved changed red from 4 → 8/),
    expect.stringMatching(new RegExp(`^${title.replace(/[()]/g, '\\$&')} changed is now called`)),
    expect.stringMatching(/^Invisible changed .*Both look the same/),
    'New added is new (timeseries) up After the definitions',
    'Gone removed is removed (gauge) gone Before out/ at HEAD^',
    'Panel 1 added is new (timeseries) up After the definitions',
  ])
  for (const article of articles.slice(0, 2)) expect(article).toMatch(differs)
  expect(report).toContain('<h2 id="d2">A new one ')
  expect(report).not.toMatch(/<script|>The same /)
})

testWith(['chromium'], 'a panel that looks different is shown, even if nothing is said of it', async ({ chromium }) => {
  const version = (threshold: number) => [madeDashboard([made(1, 'Panel 1'), made(2, 'Panel 2', redAbove(threshold))])]
  const { report, stdout } = await compared(version(4), version(8), chromium, [])
  expect(stdout).toContain('compare.html: 1 panel of 1 dashboard differs.')
  expect(articlesOf(report)).toEqual([expect.stringMatching(/^Panel 2 looks different It looks different, although/)])
})

testWith(['chromium'], 'versions without a difference are said to be the same', async ({ chromium }) => {
  const version = [madeDashboard([made(1, 'Panel 1')])]
  const { code, report, stdout, png } = await compared(version, version, chromium)
  expect(code).toBe(0)
  expect(stdout).toContain('compare.html: No dashboard differs, neither in what it means nor in how it looks.')
  expect(articlesOf(report)).toEqual([])
  expect(everything(png)).toEqual(['compare.html', 'made.png'])
})
