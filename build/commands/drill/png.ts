import { join } from 'node:path'
import { answerer } from '../../data/answers.ts'
import { plan } from '../../data/plan.ts'
import type { DataSource } from '../../data/source.ts'
import type { TypeSource } from '../../definitions/types/checker.ts'
import { play, type Theatre, theatre } from '../../drills/play.ts'
import { firstPage, sceneOf } from '../../drills/scene.ts'
import type { Drill } from '../../language/drill.ts'
import type { Defined } from '../../model/load.ts'
import { panelOf } from '../../model/model.ts'
import { distOf, ensurePage } from '../../preview/install/page.ts'
import { progressOn } from '../../preview/install/progress.ts'
import { Board } from '../../preview/server/board.ts'
import { serve } from '../../preview/server/serve.ts'
import { dashboardJson } from '../../targets/grafana/dashboard.ts'
import { drillNamed } from '../drill.ts'
import { projectRoot, repository } from '../paths.ts'
import { browser, draw } from '../preview/draw.ts'
import { pictureFolder } from '../preview/folder.ts'
import { untilInterrupted } from '../preview/interruption.ts'
import { results } from '../results.ts'
import { untyped } from '../types.ts'

export interface DrawnDrills {
  readonly names: readonly string[]
  /** Where the pictures go, a folder for each drill. */
  readonly png: string
  readonly types: TypeSource
}

/**
 * Draws for each drill the dashboard to which its first page leads, at the moment of the page. Answers 0, or the exit code of
 * a drawing that failed; throws `Refused` where there is no browser, or nothing can be written.
 */
export async function drawDrills({ names, png, types }: DrawnDrills): Promise<number> {
  const page = join(repository('drill'), 'build', 'preview')
  const folder = pictureFolder(png)
  const chromium = browser()
  const { compile } = await import('../../compile.ts')
  if (types === 'none') console.error(untyped)
  const { model } = await compile(projectRoot(), types, results(true))
  const drills = names.length === 0 ? model.drills : names.map((name) => drillNamed(model, name))
  const on = theatre(model)
  return untilInterrupted(1, async (signal) => {
    await ensurePage({ folder: page, progress: progressOn(process.stdout), signal })
    let code = 0
    for (const drill of drills) {
      const moment = momentOf(drill, on)
      if (typeof moment === 'string') {
        console.log(`${drill.value.title}: ${moment}`)
        continue
      }
      const { board, uid, says } = moment
      console.log(`${drill.value.title}: ${says}`)
      const serving = await serve({ board, dist: distOf(page), port: 0 })
      try {
        const job = { url: serving.entry, png: join(folder, drill.name), panels: false, chromium }
        const ended = await draw({ ...job, dashboards: [uid], compare: null }, page, signal)
        if (ended !== 0) code = ended
      } finally {
        await serving.close()
      }
    }
    return code
  })
}

interface Moment {
  readonly board: Board
  readonly uid: string
  readonly says: string
}

/** What is seen when the first page of a drill comes; a sentence where nobody is told, or no dashboard shows it. */
function momentOf({ value: drill }: Defined<Drill>, on: Theatre): Moment | string {
  const { model } = on
  const played = play(drill, on)
  const page = firstPage(played, on)
  if (page === undefined) return 'nobody is told, so no page leads to a dashboard'
  const [first] = page.firing
  const name = first?.alertname ?? ''
  const alert = model.groups.flatMap(({ alerts }) => alerts).find((each) => each.name === name)
  const shown = alert && panelOf(model.dashboards, alert)
  if (shown === undefined) return `no panel shows ${name}`
  const { dashboard, panel } = shown
  const scene = sceneOf(drill, played, on, page.at)
  const day = { ...plan(model), now: page.at }
  const answer = answerer(day, scene)
  const seconds = Math.round((page.at - played.zero) / 1000)
  const source: DataSource = {
    now: page.at,
    says: `${drill.title}, ${seconds} s after it began`,
    answer: async (path, form) => answer(path, form),
    close: async () => undefined,
  }
  const board = new Board('embedded', source.says)
  board.show([
    {
      uid: dashboard.uid,
      title: dashboard.title,
      definition: dashboard.file,
      json: dashboardJson(model.stack, dashboard),
    },
  ])
  board.connect({ source, scrapeInterval: day.scrapeInterval, kind: 'embedded' })
  return { board, uid: dashboard.uid, says: `${name} leads to ${dashboard.title} › ${panel.title}` }
}
