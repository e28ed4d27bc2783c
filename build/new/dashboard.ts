import type { AnyMetric } from '../language/metric.ts'
import type { Defined } from '../model/load.ts'
import { packageName } from '../place.js'
import { draw } from './drawing.ts'
import { called, find, type Handle, reading, spelled } from './find.ts'
import { refuseName, refuseUnprintable, sentence, wordsOf } from './names.ts'
import { drawable } from './panel.ts'
import { type Repository, type Request, refused, type Scaffold } from './request.ts'
import { importing, quoted, referring } from './source.ts'
import { unspecified } from './specified.ts'

/** A dashboard in a file of its own, with a picker of instances and one panel. Throws `Refused`. */
export function newDashboard(request: Request, repository: Repository): Scaffold {
  const { name } = request
  const words = wordsOf(name)
  refuseName(
    name,
    /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(name),
    "The name of a dashboard is its file's: lower case, with hyphens between its words.",
    words.join('-').replace(/^[\d-]+/, ''),
  )
  const file = `dashboards/${name}.ts`
  const { dashboards, stack } = repository.definitions
  const uid = `${stack.product.id}-${name}`
  const taken = repository.read(file) === undefined ? dashboards.find(({ value }) => value.uid === uid)?.file : file
  if (taken !== undefined)
    throw refused(
      name,
      `${taken} is that dashboard already.`,
      'Choose another name, or add a panel to it: npm run new -- panel TITLE --in FILE',
    )
  const asks = request.text ?? `Is everything well with ${words.join(' ')}?`
  refuseUnprintable(name, 'The question of a dashboard', asks)
  if (!/^[A-Z][^?]+\?$/.test(asks))
    throw refused(
      name,
      `A dashboard answers a question, and ${JSON.stringify(asks)} is none.`,
      'Begin it with a capital letter and end it with a question mark.',
    )

  const handle = firstShown(request, repository)
  const metric = scraped(handle, repository)
  const [withMetric, picked] = referring(frame, moduleName(metric), metric.name)
  // A list of marks, or what makes one of the components that a dashboard is about: all, where none is named.
  const [declared, makes] =
    /^export const annotations\b(?: = (\())?/m.exec(repository.read('queries/monitoring.ts') ?? '') ?? []
  const [withMarks, named] =
    declared === undefined ? [withMetric, '[]'] : referring(withMetric, 'monitoring', 'annotations')
  const marks = makes === undefined ? named : `${named}()`
  const title = called(handle)
  const drawn = draw(withMarks, request, repository, { title, handle })
  const picker = pickerOf(metric, repository)
  const about = `uid: ${quoted(uid)}, asks: ${quoted(asks)}, tags: [${quoted(name)}], filters: [instancesOf(${picked}, ${quoted(picker.name)}, ${quoted(picker.label)})], annotations: ${marks}`
  const text = ['dashboard', 'instancesOf', 'row'].reduce((all, each) => importing(all, each, packageName), drawn.text)
  return {
    files: {
      [file]: `${text}\nexport default dashboard(${quoted(`${stack.product.name} / ${sentence(words)}`)}, {\n${about} },\nrow('At a glance', [${drawn.call}]))\n`,
    },
    made: [`${file}: a dashboard with one panel, which shows ${spelled(handle)}`],
    left: [
      ...(request.text === undefined ? [`The question that it answers is made from the name: ${asks}`] : []),
      `More panels: npm run new -- panel TITLE --of FILE.NAME --in ${file}`,
      ...unspecified(
        repository,
        'the dashboard',
        'panels/',
        'Its tests look at every dashboard: npx vitest run test/out, after a build.',
      ),
    ],
  }
}

/** Imports are put in front of the first one. */
const frame = `import { dashboard } from '${packageName}'\n`

const moduleName = ({ file }: { readonly file: string }): string => file.slice('queries/'.length, -'.ts'.length)

/** The query that is named, or the first of the file of queries that the dashboard is named after. */
function firstShown({ name, of }: Request, repository: Repository): Handle {
  const known = drawable(repository)
  if (of !== undefined) return find(name, 'query', of, known)
  const first = repository.definitions.queries.find(({ file }) => file === `queries/${name}.ts`)
  if (first !== undefined) return first
  throw refused(
    name,
    `There is no file queries/${name}.ts, so the name does not tell what the dashboard shows.`,
    'Say what it shows first: --of FILE.NAME, such as --of extraction.taskRate',
  )
}

/** The first metric behind a query that a target exposes: its instances can be picked. */
function scraped(handle: Handle, { definitions }: Repository): Defined<AnyMetric> {
  const names = reading(handle, definitions).metrics.map(({ name }) => name)
  const metric = definitions.metrics.find(({ value }) => names.includes(value.name) && value.jobs.length > 0)
  if (metric !== undefined) return metric
  throw refused(
    spelled(handle),
    'It reads what Prometheus writes itself, so there is no instance to pick.',
    'Show something else first: --of FILE.NAME',
  )
}

/** The picker that other dashboards have for these jobs, so that links between them keep what was picked. */
function pickerOf({ value: { jobs } }: Defined<AnyMetric>, { definitions }: Repository) {
  const pickers = definitions.dashboards.flatMap(({ value }) => value.filters.filter(({ of }) => of === 'instance'))
  const same = pickers.find(({ metric }) => metric.jobs.join() === jobs.join())
  const job = definitions.jobs.find(({ name }) => name === jobs[0])
  return same ?? { name: `${(jobs[0] ?? '').replaceAll('-', '_')}_instance`, label: job?.title ?? 'Instance' }
}
