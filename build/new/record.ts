import { recordingName } from '../language/demands/names.ts'
import type { AnyQuery } from '../language/query.ts'
import type { Defined } from '../model/load.ts'
import { packageName } from '../place.js'
import type { Expr } from '../promql/tree.ts'
import { find, moduleOf, reading, spelled, split } from './find.ts'
import { groupFor } from './group.ts'
import { camelCase, wordsOf } from './names.ts'
import { type Repository, type Request, refused, type Scaffold, textOf } from './request.ts'
import { append, declares, importing, insertAt, opening, quoted, referring } from './source.ts'

const window = '5m'

/** A recording rule in a group of alerts, of a sum that others read. Throws `Refused`. */
export function newRecord(request: Request, repository: Repository): Scaffold {
  const { name } = request
  const { definitions } = repository
  const [fault] = recordingName.faults(name, 'its name')
  if (fault !== undefined) throw refused(name, 'That is no name of a recording rule.', fault.next)
  const known = definitions.groups.find(({ value }) =>
    value.rules.some((rule) => rule.type === 'recording' && rule.name === name),
  )
  if (known !== undefined)
    throw refused(name, `${known.file} records it already.`, 'Read that one, or choose another name.')
  const handle = recorded(request, repository)
  const read = reading(handle, definitions)
  const by = split(name, read, request.by)
  const component = definitions.jobs.find((job) => job.name === read.metrics[0]?.jobs[0])?.component ?? ''
  const file = groupFor(request, repository, component, handle.value.unit)
  const constant = camelCase(wordsOf(name))
  const before = textOf(repository, file)
  if (declares(before, constant)) throw refused(file, `The file declares ${constant} already.`, 'Choose another name.')
  const [named, expression] = referring(importing(before, 'record', packageName), moduleOf(handle), handle.name)
  const open = opening(file, named, /^export default group\(/, 'export default group(')
  const over = read.isOpen ? `.over('${window}')` : ''
  const definition = `export const ${constant} = record(${quoted(name)}, ${expression}${by}${over})\n\n`
  return {
    files: { [file]: insertAt(append(named, open, constant), open - 'export default group'.length, definition) },
    made: [`${file}: ${constant}, which records ${spelled(handle)}${by}${over}`],
    left: [
      `Nothing reads it yet: a panel or an alert does where it names ${constant} instead of the query.`,
      'It has no past: whoever reads it over a day sees one a day after it was deployed.',
    ],
  }
}

/** What is recorded: a sum, which can be added up further. */
function recorded({ name, of }: Request, { definitions: { queries } }: Repository): Defined<AnyQuery> {
  if (of === undefined)
    throw refused(
      name,
      'The name of a recording rule does not tell what it records.',
      'Say which query: --of FILE.NAME, such as --of http.requestRate; `npm run costs` tells what would save most.',
    )
  const handle = find(name, 'query', of, queries)
  if (isSum(handle.value.expr)) return handle
  throw refused(
    name,
    `${spelled(handle)} is no sum: what is recorded of a quotient or a quantile cannot be added up afterwards.`,
    'Record what it is made of, and divide where it is read.',
  )
}

const isSum = (expr: Expr): boolean =>
  expr.is === 'paren' ? isSum(expr.expr) : expr.is === 'aggregation' && expr.op === 'sum'
