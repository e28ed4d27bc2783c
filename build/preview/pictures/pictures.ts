import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { type Problem, Refused } from '../../problem.ts'
import { startBrowser } from './browser.ts'
import { type ComparedDashboard, type ComparedPanel, compareDashboard } from './compare.ts'
import { type DrawnDashboard, drawDashboard } from './draw.ts'
import { nameOf, panelFile } from './files.ts'
import type { Comparison, PictureJob } from './job.ts'
import { beside, encode } from './picture.ts'
import { reportOf, summaryOf } from './report.ts'
import { type Files, writePictures } from './write.ts'

/** Prints a line of progress. */
export type Say = (line: string) => void

/**
 * Draws what the job asks for, and writes all of it at the end. Answers what is wrong with what the pictures show; a
 * dashboard that cannot be drawn has none. Throws `Refused` where there is no browser, or nothing can be written.
 */
export async function drawPictures(job: PictureJob, say: Say): Promise<readonly Problem[]> {
  const browser = await startBrowser(job.chromium)
  const problems: Problem[] = []
  try {
    const after = await drawAll(browser, job.url, job.dashboards, problems, say)
    const files = after.flatMap((each) => dashboardFiles(each, job.panels))
    problems.unshift(...after.flatMap((each) => each.problems))
    const { compare } = job
    const compared = compare === null ? undefined : await compareAll(browser, compare, after, problems, say)
    const comparison = compare === null || compared === undefined ? [] : comparisonFiles(compare, compared)
    writePictures(job.png, [...files, ...comparison], job.panels ? after.map(({ uid }) => uid) : [])
    if (compared !== undefined) say(`${join(job.png, 'compare.html')}: ${summaryOf(compared)}`)
  } finally {
    await browser.close()
  }
  return problems
}

/** Draws one after the other: each keeps two processors busy. */
async function drawAll(
  browser: Browser,
  url: string,
  uids: readonly string[],
  problems: Problem[],
  say: Say,
  version = '',
): Promise<readonly DrawnDashboard[]> {
  const all: DrawnDashboard[] = []
  for (const uid of uids) {
    try {
      const drawn = await drawDashboard(browser, url, uid)
      const { width, height } = drawn.picture
      const { length } = drawn.panels
      say(`${uid}${version}: ${length} ${length === 1 ? 'panel' : 'panels'}, ${width} × ${height} pixels`)
      all.push(drawn)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      problems.push(...error.problems)
    }
  }
  return all
}

/** Compares every dashboard, also those of which nothing is said: they should look the same. */
async function compareAll(
  browser: Browser,
  { before, shown, changes }: Comparison,
  after: readonly DrawnDashboard[],
  problems: Problem[],
  say: Say,
): Promise<readonly ComparedDashboard[]> {
  const changed = new Set(changes.map((each) => each.after))
  const unchanged = after.filter(({ uid }) => !changed.has(uid))
  const uids = [...changes.flatMap((each) => each.before ?? []), ...unchanged.map(({ uid }) => uid)]
  const drawn = await drawAll(browser, before, uids, problems, say, ` in ${shown.before}`)
  const same = unchanged.map(({ uid, title }) => ({ title, before: uid, after: uid, panels: [], said: [] }))
  return [...changes, ...same].map((change) => {
    const [old, now] = [find(drawn, change.before), find(after, change.after)]
    const missing = [
      ...(change.before !== null && old === undefined ? [`could not be drawn in ${shown.before}`] : []),
      ...(change.after !== null && now === undefined ? [`could not be drawn in ${shown.after}`] : []),
    ]
    return compareDashboard({ ...change, said: [...change.said, ...missing] }, old, now)
  })
}

const find = (all: readonly DrawnDashboard[], uid: string | null): DrawnDashboard | undefined =>
  all.find((each) => each.uid === uid)

const dashboardFiles = ({ uid, picture, panels }: DrawnDashboard, withPanels: boolean): Files => [
  [`${nameOf(uid)}.png`, encode(picture)],
  ...(withPanels ? panels : []).map(
    ({ id, title, picture }) => [join(nameOf(uid), panelFile(id, title)), encode(picture)] as const,
  ),
]

const comparisonFiles = ({ shown }: Comparison, dashboards: readonly ComparedDashboard[]): Files => [
  ['compare.html', Buffer.from(reportOf(shown, dashboards))],
  ...dashboards.flatMap(({ uid, panels }) => panels.flatMap((panel) => stripOf(uid, panel))),
]

/** Before, after and difference in one picture; of a panel that one version has, that. */
function stripOf(uid: string, { id, title, before, after, difference }: ComparedPanel): Files {
  const pictures = [before ?? [], after ?? [], difference?.picture ?? []].flat()
  if (id === undefined || pictures.length === 0) return []
  return [[join('compare', nameOf(uid), panelFile(id, title)), encode(beside(pictures))]]
}
