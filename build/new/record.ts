import { aWindow } from '../language/demands/amounts.ts'
import { recordingName } from '../language/demands/names.ts'
import type { AnyMetric } from '../language/metric.ts'
import { nearest } from '../nearest.ts'
import { packageName } from '../place.js'
import type { Expr } from '../promql/tree.ts'
import { find, type Handle, moduleOf, reading, spelled, split } from './find.ts'
import { groupFor } from './group.ts'
import { camelCase, wordsOf } from './names.ts'
import { type Repository, type Request, refused, type Scaffold, textOf } from './request.ts'
import { append, declares, importing, insertAt, opening, quoted, referring } from './source.ts'

const usually = '5m'

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
  const { over = usually } = request
  const [wrong] = aWindow.faults(over, 'the window')
  if (wrong !== undefined) throw refused(name, `The window ${wrong.what}`, wrong.next)
  const { handle, part } = recorded(request, repository)
  const read = reading(handle, definitions)
  const component = definitions.jobs.find((job) => job.name === read.metrics[0]?.jobs[0])?.component ?? ''
  const file = groupFor(request, repository, component, handle.value.unit)
  const constant = camelCase(wordsOf(name))
  const before = textOf(repository, file)
  if (declares(before, constant)) throw refused(file, `The file declares ${constant} already.`, 'Choose another name.')
  const [named, expression] = referring(importing(before, 'record', packageName), moduleOf(handle), handle.name)
  const [imported, sum] =
    'expr' in handle.value
      ? [named, `${expression}${split(name, read, request.by)}${read.isOpen ? `.over('${over}')` : ''}`]
      : [
          importing(importing(named, 'rate', packageName), 'sum', packageName),
          `sum(rate(${expression}${part}))${splitMetric(name, handle.value, part, request.by)}.over('${over}')`,
        ]
  const open = opening(file, imported, /^export default group\(/, 'export default group(')
  const definition = `export const ${constant} = record(${quoted(name)}, ${sum})\n\n`
  return {
    files: { [file]: insertAt(append(imported, open, constant), open - 'export default group'.length, definition) },
    made: [`${file}: ${constant}, which records ${sum}`],
    left: [
      'Panels whose sums of rates are in it read it by themselves, and say so; alerts of this file, too: see `npm run diff`.',
      'It has no past: whoever looks a day back sees one a day after it was deployed. A query keeps reading the metrics with .raw().',
    ],
  }
}

/** What is recorded: a sum, which can be added up further, or a counter, which is added up here. */
function recorded(
  { name, of }: Request,
  { definitions: { queries, metrics } }: Repository,
): { readonly handle: Handle; readonly part: string } {
  if (of === undefined)
    throw refused(
      name,
      'The name of a recording rule does not tell what it records.',
      'Say which query or counter: --of FILE.NAME, such as --of http.requestRate; `npm run costs` tells what would save most.',
    )
  const part = /\.(?:bucket|count|sum)$/.exec(of)?.[0] ?? ''
  const whole = of.slice(0, of.length - part.length)
  const counted = metrics.filter(({ value }) => value.type === (part === '' ? 'counter' : 'histogram'))
  const handle: Handle =
    part === ''
      ? find<Handle>(name, 'query', of, [...queries, ...counted])
      : find<Handle>(name, 'histogram', whole, counted)
  if (!('expr' in handle.value) || isSum(handle.value.expr)) return { handle, part }
  throw refused(
    name,
    `${spelled(handle)} is no sum: what is recorded of a quotient or a quantile cannot be added up afterwards.`,
    'Record what it is made of, and divide where it is read.',
  )
}

/** `.by('le', 'endpoint')` of a counter that is added up. Throws `Refused` for a label that it does not have. */
function splitMetric(where: string, { name, declared }: AnyMetric, part: string, by: readonly string[]): string {
  const known = [...Object.keys(declared), ...(part === '.bucket' ? ['le'] : [])]
  const stranger = by.find((label) => !known.includes(label))
  if (stranger === undefined) return by.length === 0 ? '' : `.by(${by.map((label) => `'${label}'`).join(', ')})`
  const meant = nearest(stranger, known)
  throw refused(
    where,
    `${name} has no label ${stranger}${meant === undefined ? '.' : `; did you mean ${meant}?`}`,
    `It has ${known.join(', ')}.`,
  )
}

const isSum = (expr: Expr): boolean =>
  expr.is === 'paren' ? isSum(expr.expr) : expr.is === 'aggregation' && expr.op === 'sum'
