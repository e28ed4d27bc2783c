import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { changesOf } from '../../../../build/commands/preview/changes.ts'
import { seen } from '../../../../build/commands/preview/earlier.ts'
import { everything } from '../../../output/folder.ts'
import { testWith } from '../../../support/tools.ts'
import { dashboard, panel } from './dashboards.ts'
import { drawing, served } from './drawing.ts'

type Dashboard = ReturnType<typeof dashboard>

const shown = { before: 'out/ at HEAD^', after: 'the definitions' }

const seenOf = (json: Dashboard) => seen({ uid: json.uid, title: json.title, json })

/** Draws two versions and compares them as the command does. */
async function compared(
  before: readonly Dashboard[],
  after: readonly Dashboard[],
  chromium: string,
  changes = changesOf(before.map(seenOf), after.map(seenOf)),
) {
  const compare = { before: await served(...before), shown, changes }
  const job = { url: await served(...after), dashboards: after.map(({ uid }) => uid), chromium, compare }
  const { code, stderr, stdout, png } = await drawing(job).ended
  return { code, stderr, stdout, png, report: readFileSync(join(png, 'compare.html'), 'utf8') }
}

/** The headings of the report's panels and the text below each, without pictures. */
const articlesOf = (report: string) =>
  [...report.matchAll(/<article>(.*?)<\/article>/gs)].map(([, text = '']) =>
    text
      .replace(/<[^>]*>/g, ' ')
      .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
      .replace(/\s+/g, ' ')
      .trim(),
  )

testWith(['chromium'], 'what changed is shown in both versions, and nothing else', async ({ chromium }) => {
  const same = panel(1)
  const title = '<script>alert(1)</script>'
  const { code, stderr, stdout, png, report } = await compared(
    [
      dashboard('a', [
        same,
        panel(2, { title: 'Moved', threshold: 4 }),
        panel(3, { title: 'Old name', query: 'renamed' }),
        panel(4, { title: 'Gone', type: 'gauge', query: 'gone' }),
        panel(5, { title: 'Invisible', type: 'stat', threshold: 1000 }),
      ]),
      dashboard('same', [same]),
    ],
    [
      dashboard('a', [
        same,
        panel(2, { title: 'Moved', threshold: 8 }),
        panel(3, { title, query: 'renamed' }),
        panel(5, { title: 'Invisible', type: 'stat', threshold: 2000 }),
        panel(6, { title: 'New' }),
      ]),
      dashboard('same', [same]),
      dashboard('new', [same]),
    ],
    chromium,
  )
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toContain('compare.html: 6 panels of 2 dashboards differ.')
  expect(stdout).toContain('a in out/ at HEAD^: 5 panels')
  expect(everything(join(png, 'compare'))).toEqual([
    'a/',
    'a/2-moved.png',
    'a/3-script-alert-1-script.png',
    'a/4-gone.png',
    'a/5-invisible.png',
    'a/6-new.png',
    'new/',
    'new/1-panel-1.png',
  ])
  const differs = /out\/ at HEAD\^ the definitions [\d,]+ of [\d,]+ pixels differ \((?!0\.00)[\d.]+%\)$/
  const articles = articlesOf(report)
  expect(articles).toEqual([
    expect.stringMatching(/^Moved changed red from 4 → 8/),
    expect.stringMatching(new RegExp(`^${title.replace(/[()]/g, '\\$&')} changed is now called`)),
    expect.stringMatching(/^Invisible changed .*Both look the same/),
    'New added is new (timeseries) the definitions',
    'Gone removed is removed (gauge) out/ at HEAD^',
    'Panel 1 added is new (timeseries) the definitions',
  ])
  for (const article of articles.slice(0, 2)) expect(article).toMatch(differs)
  expect(report).not.toMatch(/<script|<h2>Dashboard same/)
})

testWith(['chromium'], 'a panel that looks different is shown, even if nothing is said of it', async ({ chromium }) => {
  const version = (threshold: number) => [dashboard('a', [panel(1), panel(2, { threshold })])]
  const { report, stdout } = await compared(version(4), version(8), chromium, [])
  expect(stdout).toContain('compare.html: 1 panel of 1 dashboard differs.')
  expect(articlesOf(report)).toEqual([expect.stringMatching(/^Panel 2 looks different It looks different, although/)])
})

testWith(['chromium'], 'versions without a difference are said to be the same', async ({ chromium }) => {
  const { code, report, stdout, png } = await compared(
    [dashboard('a', [panel(1)])],
    [dashboard('a', [panel(1)])],
    chromium,
  )
  expect(code).toBe(0)
  expect(stdout).toContain('compare.html: No dashboard differs, neither in what it means nor in how it looks.')
  expect(articlesOf(report)).toEqual([])
  expect(everything(png)).toEqual(['a.png', 'compare.html'])
})
