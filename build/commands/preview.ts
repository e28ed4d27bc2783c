import { join } from 'node:path'
import { typeChecker } from '../definitions/types/checker.ts'
import { distOf, ensurePage } from '../preview/install/page.ts'
import { progressOn } from '../preview/install/progress.ts'
import { readDashboards } from '../preview/server/foreign.ts'
import { hasProject, projectRoot, repository } from './paths.ts'
import { dataOf } from './preview/data.ts'
import { browser } from './preview/draw.ts'
import { earlierOf } from './preview/earlier.ts'
import { untilInterrupted } from './preview/interruption.ts'
import { look } from './preview/look.ts'
import { picture } from './preview/picture.ts'
import { type PreviewOptions, requestOf } from './preview/request.ts'
import { during } from './preview/session.ts'
import { untyped } from './types.ts'

/**
 * Shows the dashboards on loopback until it is interrupted, or draws them as pictures. Answers 0, or the exit code of the
 * drawing; throws `Refused` for what stands in the way.
 */
export async function preview(options: PreviewOptions): Promise<number> {
  const page = join(repository('preview'), 'build', 'preview')
  const { port, pictures, prometheus } = requestOf(options)
  const { paths } = options
  // What is wrong with the call is told before anything is installed.
  if (paths.length > 0) readDashboards(paths)
  const drawing = pictures && {
    ...pictures,
    chromium: browser(),
    earlier: pictures.compare === undefined ? undefined : await earlierOf(pictures.compare),
    shown: paths.length === 0 ? 'the definitions in the working tree' : paths.join(', '),
    page,
    dist: distOf(page),
  }
  const data = await dataOf(prometheus, page, pictures !== undefined)
  return untilInterrupted(drawing === undefined ? 0 : 1, async (signal) => {
    await ensurePage({ folder: page, progress: progressOn(process.stdout), signal })
    if (options.types === 'none') console.error(untyped)
    // What others' dashboards show without a Prometheus is the data of the nearest definitions.
    const root = hasProject || paths.length === 0 ? projectRoot() : repository('preview')
    const types = options.types === 'none' ? undefined : typeChecker(root)
    return during({ root, page, paths, data, port, signal, types }, (session) =>
      drawing === undefined ? look(session, options, signal) : picture(session, { ...drawing, signal }),
    ).finally(() => types?.close())
  })
}
