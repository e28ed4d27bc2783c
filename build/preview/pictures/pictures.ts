import { join } from 'node:path'
import { type Problem, Refused } from '../../findings/problem.ts'
import { startBrowser } from './browser.ts'
import { type ComparedDashboard, type ComparedPanel, compareDashboard } from './compare.ts'
import { type DrawnDashboard, drawDashboard } from './draw.ts'
import { nameOf, panelFile } from './files.ts'
import type { Comparison, PictureJob } from './job.ts'
import { beside, encode } from './picture.ts'
import { reportOf, summaryOf } from './report.ts'
import { type Files, writePictures } from './write.ts'

/** Tells how far the drawing is: what is being drawn now, and a line for what is done. */
export interface Progress {
  readonly now: (what: string) => void
  readonly done: (line: string) => void
}

/**
 * Draws what the job asks for, and writes all of it at the end. Answers what is wrong with what the pictures show; a
 * dashboard that cannot be drawn has none. Throws `Refused` where there is no browser, or nothing can be written.
 */
export async function drawPictures(job: PictureJob, progress: Progress): Promise<readonly Problem[]> {
  const { compare, dashboards } = job
  const earlier = compare === null ? [] : earlierUids(compare, dashboards)
  const browser = await startBrowser(job.chromium)
  const problems: Problem[] = []
  let count = 0
  const drawer: Drawer = {
    draw: (url, uid) => drawDashboard(browser, url, uid),
    problems,
    done: progress.done,
    begins: (what) => {
      count += 1
      progress.now(`Drawing ${count} of ${dashboards.length + earlier.length}: ${what}`)
    },
  }
  try {
    const after = await drawAll(drawer, job.url, dashboards)
    const files = after.flatMap((each) => dashboardFiles(each, job.panels))
    problems.unshift(...after.flatMap((each) => each.problems))
    const compared = compare === null ? undefined : await compareAll(drawer, compare, earlier, after)
    const comparison = compare === null || compared === undefined ? [] : comparisonFiles(compare, compared)
    writePictures(job.png, [...files, ...comparison], job.panels ? after.map(({ uid }) => uid) : [])
    if (compared !== undefined) progress.done(`${join(job.png, 'compare.html')}: ${summaryOf(compared)}`)
  } finally {
    await browser.close()
  }
  return problems
}

/** What draws one dashboard after the other, and is told of each. */
interface Drawer extends Pick<Progress, 'done'> {
  readonly draw: (url: string, uid: string) => Promise<DrawnDashboard>
  readonly begins: (what: string) => void
  readonly problems: Problem[]
}

/** The dashboards of the earlier version to draw: those of the changes, and those of the same uid as one that is drawn now. */
function earlierUids({ changes }: Comparison, dashboards: readonly string[]): readonly string[] {
  const changed = new Set(changes.map((each) => each.after))
  return [...changes.flatMap((each) => each.before ?? []), ...dashboards.filter((uid) => !changed.has(uid))]
}

/** Draws one after the other: each keeps two processors busy. */
async function drawAll(
  { draw, begins, done, problems }: Drawer,
  url: string,
  uids: readonly string[],
  version = '',
): Promise<readonly DrawnDashboard[]> {
  const all: DrawnDashboard[] = []
  for (const uid of uids) {
    begins(`${uid}${version}`)
    try {
      const drawn = await draw(url, uid)
      const { width, height } = drawn.picture
      const { length } = drawn.panels
      done(`${uid}${version}: ${length} ${length === 1 ? 'panel' : 'panels'}, ${width} × ${height} pixels`)
      all.push(drawn)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      problems.push(...error.problems)
    }
  }
  return all
}

/** Compares every dashboard that is drawn, also those of which nothing is said: they should look the same. */
async function compareAll(
  drawer: Drawer,
  { before, shown, changes }: Comparison,
  earlier: readonly string[],
  after: readonly DrawnDashboard[],
): Promise<readonly ComparedDashboard[]> {
  const changed = new Set(changes.map((each) => each.after))
  const drawn = await drawAll(drawer, before, earlier, ` in ${shown.before}`)
  const same = after
    .filter(({ uid }) => !changed.has(uid))
    .map(({ uid, title }) => ({ title, before: uid, after: uid, panels: [], said: [] }))
  return [...changes, ...same].map((change) => {
    const [old, now] = [find(drawn, change.before), find(after, change.after)]
    const missing = [
      ...(change.before !== null && old === undefined ? [`could not be drawn in ${shown.before}`] : []),
      ...(change.after !== null && now === undefined ? [`could not be drawn in ${shown.after}`] : []),
    ]
    const said = [...change.said, ...missing.map((text) => ({ text, lines: [] }))]
    return compareDashboard({ ...change, said }, old, now)
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
