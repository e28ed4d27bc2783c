import { Query } from '../language/query.ts'
import { draw } from './drawing.ts'
import { type Reading, spelled } from './find.ts'
import { sentence, withoutProduct, wordsOf } from './names.ts'
import { dashboardFor, rowFor, rowWith } from './place.ts'
import { type Repository, type Request, textOf } from './request.ts'
import { panelWith, placed, watching } from './row.ts'
import { importing } from './source.ts'

/** The alert, as the panel that shows it reads it. */
interface Watch {
  /** The exported name, and the file that exports it. */
  readonly name: string
  readonly file: string
  /** What a new panel is called. */
  readonly title: string
  /** `.over('5m')`, where the query is open. */
  readonly over: string
  readonly window: string
}

interface Shown {
  readonly files: Readonly<Record<string, string>>
  readonly made: string
}

/** A panel that shows an alert: one that draws the same query already, or a new one. */
export function shown(watch: Watch, request: Request, repository: Repository, { handle }: Reading): Shown {
  const { value } = handle
  const expr = value instanceof Query ? (request.by.length > 0 ? value.split?.keep(request.by) : value.expr) : undefined
  const { dashboards } = repository.definitions
  const drawn = expr === undefined || request.row !== undefined ? undefined : panelWith(expr, watch.window, dashboards)
  if (drawn !== undefined) {
    const { file } = drawn.dashboard
    const text = watching(textOf(repository, file), drawn.title, watch.name)
    if (text !== undefined)
      return {
        files: { [file]: importing(text, watch.name, `../${watch.file}`) },
        made: `${file} › ${drawn.row} › ${drawn.title}: this panel shows it`,
      }
  }
  return inNewPanel(watch, request, repository, handle)
}

function inNewPanel(watch: Watch, request: Request, repository: Repository, handle: Reading['handle']): Shown {
  const dashboard = dashboardFor(request.name, handle, undefined, repository)
  const { file } = dashboard
  const other = sentence(wordsOf(withoutProduct(request.name, repository.definitions.stack.product.name)))
  const title = rowWith(dashboard, watch.title) === undefined ? watch.title : other
  const row = request.row ?? rowFor(dashboard, handle, repository)
  const { text, call } = draw(textOf(repository, file), request, repository, { title, handle, alert: watch })
  return {
    files: { [file]: placed(file, text, row, call) },
    made: `${file} › ${row} › ${title}: a panel of ${spelled(handle)} that shows it`,
  }
}
