import { packageName } from '../place.js'
import { called, find, type Handle, moduleOf, type Reading, reading, spelled, split } from './find.ts'
import { groupFor } from './group.ts'
import { camelCase, refuseName, refuseUnprintable, sentence, withoutProduct, wordsOf } from './names.ts'
import { type Repository, type Request, refused, type Scaffold, textOf } from './request.ts'
import { runbookOf } from './runbook.ts'
import { shown } from './shown.ts'
import { append, declares, importing, insertAt, opening, quoted, referring } from './source.ts'
import { unspecified } from './specified.ts'
import { type Comparison, comparisonOf } from './threshold.ts'

const held = '5m'
const window = '5m'

/** An alert at the end of its group, a panel that shows it, and the beginning of its runbook. Throws `Refused`. */
export function newAlert(request: Request, repository: Repository): Scaffold {
  const { name } = request
  refuseAlertName(name)
  refuseTaken(name, repository)
  const { definitions } = repository
  const read = reading(watched(request, repository), definitions)
  const { handle } = read
  const by = split(name, read, request.by)
  const comparison = comparisonOf(request, read)
  const component =
    definitions.jobs.find((job) => job.name === read.metrics[0]?.jobs[0])?.component ??
    definitions.jobs[0]?.component ??
    'application'
  const file = groupFor(request, repository, component, handle.value.unit)
  const what = called(handle)
  const condition = `${what} is ${comparison.words}`
  const summary = request.text ?? `${condition}.`
  refuseUnprintable(name, 'The summary of an alert', summary)

  const constant = constantOf(name, definitions.stack.product.name)
  const labels = by === '' ? read.labels : request.by
  const written = { name, constant, by, labels, component, summary, what, comparison, read }
  const panel = shown({ name: constant, file, title: what, over: overOf(read), window }, request, repository, read)
  const runbook = `alerts/runbooks/${name}.md`
  return {
    files: {
      [file]: declared(file, textOf(repository, file), written),
      ...panel.files,
      [runbook]: runbookOf({ condition, held, labels, metrics: read.metrics }),
    },
    awaitsProse: name,
    made: [
      `${file}: ${constant}, on ${spelled(handle)} ${comparison.words}`,
      panel.made,
      `${runbook}: Meaning and Diagnosis, as far as the definition tells`,
      `out/tests/${file.slice('alerts/'.length, -'.ts'.length)}.test.yml: its rule tests, when the build has written them`,
    ],
    left: [
      `The build waits for ## Impact and ## Mitigation in ${runbook}: whom it hurts, and what helps, only people know.`,
      ...(comparison.isGuess ? [`The threshold, ${comparison.words}, is a guess.`] : []),
      `It holds for ${held} first, is a warning, which wakes nobody, and concerns the component ${component}: guesses, too.`,
      ...unspecified(repository, 'the alert', 'alerts.ts'),
    ],
  }
}

interface Written {
  readonly name: string
  readonly constant: string
  readonly by: string
  readonly labels: readonly string[]
  readonly component: string
  readonly summary: string
  /** What is watched, in words. */
  readonly what: string
  readonly comparison: Comparison
  readonly read: Reading
}

/** The file with the alert before its group, and in it. */
function declared(file: string, before: string, alert: Written): string {
  const { name, constant, by, labels, component, summary, what, comparison, read } = alert
  if (declares(before, constant)) throw refused(file, `The file declares ${constant} already.`, 'Choose another name.')
  const { handle } = read
  const language = importing(before, 'alert', packageName)
  const [named, expression] = referring(language, moduleOf(handle), handle.name)
  const open = opening(file, named, /^export default group\(/, 'export default group(')
  const isState = handle.value.unit === 'state'
  const told = labels.length === 0 ? '' : ` of ${labels.map((label) => `${label} \${labels.${label}}`).join(', ')}`
  const mentioned = [...(isState ? [] : ['value']), ...(labels.length === 0 ? [] : ['labels'])]
  const definition = `export const ${constant} = alert(${quoted(name)}, {
    when: ${expression}${by}${overOf(read)}${comparison.call},
    for: '${held}',
    severity: 'warning',
    component: '${component}',
    summary: ${quoted(summary)},
    description: (${mentioned.length === 0 ? '' : `{ ${mentioned.join(', ')} }`}) =>
      ${isState ? `\`${what}${told} is ${comparison.words}.\`` : `\`${what}${told} is \${value}, ${comparison.words}.\``},
  })\n\n`
  return insertAt(append(named, open, constant), open - 'export default group'.length, definition)
}

const overOf = ({ isOpen }: Reading): string => (isOpen ? `.over('${window}')` : '')

function refuseAlertName(name: string): void {
  const words = camelCase(wordsOf(name)).replace(/^\d+/, '')
  refuseName(name, /^[A-Z][A-Za-z0-9]*$/.test(name), 'The name of an alert is PascalCase.', sentence([words]))
}

/** `ordersLarge` of `ShopOrdersLarge`, `apiSlow` of `APISlow` */
const constantOf = (name: string, product: string): string =>
  withoutProduct(name, product).replace(/^[A-Z]+(?=[A-Z][a-z])|^[A-Z]+$|^[A-Z]/, (first) => first.toLowerCase())

function refuseTaken(name: string, { definitions, read }: Repository): void {
  const group = definitions.groups.find(({ value }) =>
    value.rules.some((rule) => rule.type === 'alert' && rule.name === name),
  )
  if (group !== undefined)
    throw refused(name, `${group.file} declares it already.`, 'Change that one, or choose another name.')
  const runbook = `alerts/runbooks/${name}.md`
  if (read(runbook) !== undefined)
    throw refused(
      runbook,
      `There is a runbook of ${name}, and no alert.`,
      'Choose another name, or move the file away.',
    )
}

/** What is compared with a threshold: a query, or a gauge. */
function watched({ name, of }: Request, { definitions: { queries, metrics } }: Repository): Handle {
  if (of === undefined)
    throw refused(
      name,
      'The name of an alert does not tell what it watches.',
      'Say which query: --of FILE.NAME, such as --of extraction.durationP95',
    )
  const handle = find<Handle>(name, 'query', of, [...queries, ...metrics])
  if (!('type' in handle.value) || handle.value.type === 'gauge') return handle
  throw refused(
    name,
    `${spelled(handle)} is a ${handle.value.type}, which is watched through a query.`,
    `Ask it something first: npm run new -- query NAME --of ${spelled(handle)}`,
  )
}
