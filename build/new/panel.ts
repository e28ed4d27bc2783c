import type { Dashboard } from '../language/dashboard.ts'
import { keyOf } from '../language/panel.ts'
import type { Defined } from '../model/load.ts'
import { draw } from './drawing.ts'
import { find, findByWords, type Handle, spelled } from './find.ts'
import { refuseUnprintable, wordsOf } from './names.ts'
import { dashboardFor, rowFor, rowWith } from './place.ts'
import { type Repository, type Request, refused, type Scaffold, textOf } from './request.ts'
import { placed } from './row.ts'
import { unspecified } from './specified.ts'

/** A panel as a line of its own, in the row that shows most of what it reads. Throws `Refused`. */
export function newPanel(request: Request, repository: Repository): Scaffold {
  const { name: title } = request
  refuseUnprintable(title, 'The title of a panel', title)
  if (request.row !== undefined) refuseUnprintable(title, 'The title of a row', request.row)
  const handle = shownBy(request, repository)
  const dashboard = dashboardFor(title, handle, request.in, repository)
  const { file } = dashboard
  refuseTaken(dashboard, title)
  const row = request.row ?? rowFor(dashboard, handle, repository)
  const drawn = draw(textOf(repository, file), request, repository, { title, handle })
  return {
    files: { [file]: placed(file, drawn.text, row, drawn.call) },
    made: [`${file} › ${row} › ${title}: a panel of type ${drawn.drawing} that shows ${spelled(handle)}`],
    left: [
      ...(request.text === undefined
        ? ['The description is the help of the metrics: say what a reader should see in it.']
        : []),
      ...unspecified(
        repository,
        'the panel',
        `panels/${dashboard.name}.ts`,
        'Its test runs its query in Prometheus: npx vitest run test/out, after a build.',
      ),
    ],
  }
}

function refuseTaken(dashboard: Defined<Dashboard>, title: string): void {
  if (keyOf(title) === '') throw refused(title, 'The title of a panel has letters or digits.', 'Choose another title.')
  const row = rowWith(dashboard, title)
  if (row === undefined) return
  throw refused(
    `${dashboard.file} › ${row.title} › ${title}`,
    'The dashboard has a panel of that name already.',
    'Choose another title, or another dashboard: --in FILE',
  )
}

/** What can be drawn: queries, gauges and histograms. */
export const drawable = ({ definitions: { queries, metrics } }: Repository): readonly Handle[] => [
  ...queries,
  ...metrics.filter(({ value: { type } }) => type === 'gauge' || type === 'histogram'),
]

function shownBy(request: Request, repository: Repository): Handle {
  const known = drawable(repository)
  if (request.of !== undefined) return drawn(request.name, request.of, repository)
  const meant = findByWords(request.name, wordsOf(request.name), known)
  if (meant !== undefined) return meant
  throw refused(
    request.name,
    'The title is the name of no query, so it does not tell what is shown.',
    'Say which query it shows: --of FILE.NAME, such as --of extraction.durationP95',
  )
}

/** A metric that grows or dates is drawn through a query. */
function drawn(title: string, of: string, repository: Repository): Handle {
  const { queries, metrics } = repository.definitions
  const handle = find<Handle>(title, 'query', of, [...queries, ...metrics])
  if (drawable(repository).includes(handle) || !('type' in handle.value)) return handle
  throw refused(
    title,
    `${spelled(handle)} is a ${handle.value.type}, which is drawn through a query.`,
    `Ask it something first: npm run new -- query NAME --of ${spelled(handle)}`,
  )
}
