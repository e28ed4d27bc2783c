import { isOwn } from '../language/job.ts'
import { seriesNames } from '../model/catalog.ts'
import { packageName } from '../place.js'
import { sharedWords, siblingOf } from './home.ts'
import { entryOf, type Label, labelOf } from './labels.ts'
import { bucketsOf, type Declarer, typeOf } from './metric-type.ts'
import { camelCase, isIdentifier, refuseName, refuseUnprintable, sentence, wordsOf } from './names.ts'
import { type Repository, type Request, refused, type Scaffold, textOf } from './request.ts'
import { brackets, declares, importing, insertAt, quoted } from './source.ts'
import { isSpecified, specifiedFile, specify } from './specified.ts'

/** A metric in the file of the process that exposes it, after the others of that process. Throws `Refused`. */
export function newMetric(request: Request, repository: Repository): Scaffold {
  const { name } = request
  refuseMetricName(name)
  const { definitions } = repository
  const taken = definitions.metrics.find(({ value }) => [value.name, ...seriesNames(value)].includes(name))
  if (taken !== undefined)
    throw refused(name, `${taken.file} declares it already: ${taken.name}.`, 'Read that one, or choose another name.')

  refusePart(name)

  const type = typeOf(request)
  const sibling = siblingOf(request, repository)
  const { file } = sibling
  const text = textOf(repository, file)
  const declarer = declarerOf(file, text, sibling.name)
  const constant = constantFor(request, sibling.value.name, text, file)
  const siblings = definitions.metrics.filter((metric) => metric.file === file)
  const labels = request.labels.map((written) => labelOf(name, written, siblings))
  const buckets = type === 'histogram' ? bucketsOf(name) : undefined
  const help = request.text ?? helpOf(name, type)
  refuseUnprintable(name, 'The help of a metric', help)

  const about = [
    `help: ${quoted(help)}`,
    ...(labels.length === 0 ? [] : [`labels: { ${labels.map((label) => entryOf(label, text)).join(', ')} }`]),
    ...(buckets === undefined ? [] : [`buckets: ${JSON.stringify(buckets)}`]),
  ]
  const declaration = `export const ${constant} = ${declarer}.${type}(${quoted(name)}, {\n${about.join(',\n')},\n})`
  const at = endOfLast(file, text, declarer)
  const { jobs } = sibling.value
  const hasTest = isSpecified(repository)
  const isOurs = hasTest && definitions.jobs.some((job) => jobs.includes(job.name) && isOwn(job))
  const specified = () => specify(textOf(repository, specifiedFile), { name, help, type, jobs, labels, buckets })
  return {
    files: {
      [file]: extents(labels).reduce(
        (all, extent) => importing(all, extent, packageName),
        insertAt(text, at, `\n\n${declaration}`),
      ),
      ...(isOurs ? { [specifiedFile]: specified() } : {}),
    },
    made: [
      `${file}: ${constant}, a ${type} of ${jobs.join(', ')}`,
      ...(isOurs ? [`${specifiedFile}: what it has to be`] : []),
      ...(hasTest && !isOurs
        ? ['Its test is a real exporter: npm run test:live compares the declaration with what it answers.']
        : []),
    ],
    left: [
      ...(request.text === undefined ? [`The help was made from the name: ${help}`] : []),
      ...(buckets === undefined
        ? []
        : [
            `The buckets are a guess${isOurs ? ', in both files' : ''}: put an edge at each threshold that an alert may need.`,
          ]),
      ...labels
        .filter(({ values }) => values === 'open')
        .map((label) => `Nothing tells the values of ${label.name}, so it is open; a closed list finds typing errors.`),
      `What is asked of it: npm run new -- query ${queryName(constant, type)}`,
    ],
  }
}

function refuseMetricName(name: string): void {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[_\d]+|_+$/g, '')
  refuseName(
    name,
    /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/.test(name),
    'The name of a metric is lower case, with underscores between its words, and starts with a letter.',
    words,
  )
}

function refusePart(name: string): void {
  const [, stem] = /^(.+)_(?:bucket|count|sum)$/.exec(name) ?? []
  if (stem !== undefined)
    throw refused(
      name,
      `${name} is named like a part of the histogram ${stem}.`,
      `Declare the histogram: npm run new -- metric ${stem} --type histogram`,
    )
}

/** The constant that the sibling is declared with: `worker` of `worker.counter(…)`. */
function declarerOf(file: string, text: string, sibling: string): string {
  const declarer = new RegExp(`^export const ${sibling} = (\\w+)\\.\\w+\\(`, 'm').exec(text)?.[1]
  if (declarer !== undefined) return declarer
  throw refused(
    file,
    `The file should declare ${sibling} as \`export const ${sibling} = process.type(…)\`.`,
    'Write the new metric by hand, beside it.',
  )
}

/** Short names read better; the longer ones are for when the shorter are taken. */
function constantFor({ name }: Request, sibling: string, text: string, file: string): string {
  const words = name.split('_')
  const isSuffix = (word: string | undefined) => /^(?:total|seconds|bytes|ratio|info)$/.test(word ?? '')
  const end = words.findLastIndex((word) => !isSuffix(word)) + 1
  const begin = Math.min(sharedWords(sibling, name), 1)
  const choices = [words.slice(begin, end), words.slice(0, end), words.slice(begin), words].map(camelCase)
  const free = choices.find((choice) => isIdentifier(choice) && !declares(text, choice))
  if (free !== undefined) return free
  throw refused(file, `The file exports ${choices[0]} already.`, 'Choose another name for the metric.')
}

/** After the last metric of the same process. */
function endOfLast(file: string, text: string, declarer: string): number {
  const last = [...text.matchAll(new RegExp(`^export const \\w+ = ${declarer}\\.\\w+\\(`, 'gm'))].at(-1)
  const end = last === undefined ? undefined : brackets(text, last.index + last[0].length - 1)?.close
  if (end !== undefined) return end + 1
  throw refused(
    file,
    `The last metric of ${declarer} has a bracket that is never closed.`,
    'Mend the file: npm run build says where.',
  )
}

const extents = (labels: readonly Label[]): readonly string[] => [
  ...new Set(labels.map(({ values }) => values).filter((values) => typeof values === 'string')),
]

function helpOf(name: string, type: Declarer): string {
  const words = wordsOf(name).filter((word) => word !== 'total' && word !== 'info')
  const unit = words.at(-1)
  const isUnit = unit === 'seconds' || unit === 'bytes' || unit === 'ratio'
  if (type === 'state') return `Whether ${words.join(' ')} holds: 1 for yes, 0 for no.`
  return isUnit ? `${sentence(words.slice(0, -1))}, in ${unit}.` : `${sentence(words)}.`
}

const singular = (name: string): string => name.replace(/s$/, '')
const queryName = (constant: string, type: Declarer): string => {
  if (type === 'counter') return `${singular(constant)}Rate`
  if (type === 'histogram') return `${constant}P95`
  return type === 'timestamp' ? `${constant}Age` : type === 'info' ? `${constant}Count` : `${constant}Total`
}
