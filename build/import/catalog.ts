import * as words from '../index.ts'
import type { AnyMetric } from '../language/metric.ts'
import { unitOf } from '../language/units.ts'
import { type Code, call, formatted, list, literal, method, object, quoted } from './code.ts'
import type { Taken } from './guess.ts'
import { importLine } from './modules.ts'
import { Names } from './names.ts'
import { amountOf } from './say/amount.ts'
import type { Handle } from './say/said.ts'

/** A catalog of an import: its text, and the handles of its series. */
export interface ImportedCatalog {
  readonly text: string
  readonly handles: ReadonlyMap<string, Handle>
}

const guessedHelp = 'Nobody said what it is: guessed from its name and use.'
const knownHelp = 'As the exposition has it.'

/**
 * The catalog as a file of definitions and as what it makes. `recorded` are series that the imported rules store: they are
 * declared beside the metrics, for those who read them. `waivers` are what metrics are excused from, by the names of their constants.
 */
export function catalogOf(
  taken: readonly Taken[],
  recorded: ReadonlySet<string>,
  waivers: ReadonlyMap<string, Readonly<Record<string, string>>>,
): ImportedCatalog {
  const names = new Names()
  const handles = new Map<string, Handle>()
  const lines: string[] = []
  const own: (readonly [string, Code])[] = []
  let prefix = ''
  for (const metric of taken) {
    const isRecorded = recorded.has(metric.name)
    const name = names.take(shortened(metric.name), metric.name)
    const { code, value } = declare(metric, waivers.get(name) ?? {})
    addHandles(handles, isRecorded ? `catalog.recorded.${name}` : `catalog.${name}`, metric, value)
    if (isRecorded) {
      own.push([name, code])
      continue
    }
    const begins = metric.name.split(/[_:]/)[0] ?? ''
    if (begins !== prefix) lines.push('')
    prefix = begins
    lines.push(`export const ${name} = ${formatted(code, 0, 16 + name.length)}`)
  }
  const all = [...lines, ...own.map(([, code]) => formatted(code))].join('\n')
  const used = ['exposedBySomebody', 'open', 'stored'].filter((word) =>
    word === 'exposedBySomebody' ? /\bsomebody\./.test(all) : new RegExp(`\\b${word}\\b`).test(all),
  )
  const hasGuesses = all.includes('guessed')
  const hasKnown = /\bhelp: known\b/.test(all)
  return {
    handles,
    text: [
      '// What the imported dashboards and rules read.',
      ...(hasGuesses
        ? [
            '// What is marked `guessed` nobody has said: its type, labels and buckets are told by its name and its use. Correct it,',
            '// and take the mark away: then its labels, values and thresholds are checked.',
          ]
        : []),
      importLine(used),
      '',
      ...(/\bsomebody\./.test(all) ? ['const somebody = exposedBySomebody()'] : []),
      ...(hasGuesses ? [`const guessed = true`, `const help = ${quoted(guessedHelp)}`] : []),
      ...(hasKnown ? [`const known = ${quoted(knownHelp)}`] : []),
      ...lines,
      ...(own.length === 0
        ? []
        : [
            '',
            '/** What the imported rules store, and what the project declares elsewhere, for those who read it. */',
            `export const recorded = ${formatted(object(own), 0, 24)}`,
          ]),
      '',
    ].join('\n'),
  }
}

/** `node_cpu_seconds_total` is called `node_cpu_seconds`. */
const shortened = (name: string): string => name.replace(/_total$/, '')

function addHandles(handles: Map<string, Handle>, code: string, { name, type }: Taken, metric: AnyMetric): void {
  if (type !== 'histogram') {
    handles.set(name, { code, metric })
    return
  }
  const histogram = metric as AnyMetric & { readonly count: AnyMetric; readonly sum: AnyMetric }
  handles.set(`${name}_bucket`, { code, metric })
  handles.set(`${name}_count`, { code: `${code}.count`, metric: histogram.count })
  handles.set(`${name}_sum`, { code: `${code}.sum`, metric: histogram.sum })
}

type Declare = (name: string, about: object) => AnyMetric

/** A declaration in the shortest word that takes the name, and what it makes. */
function declare(
  { name, type, unit, labels, edges, isKnown }: Taken,
  waive: Readonly<Record<string, string>>,
): { readonly code: Code; readonly value: AnyMetric } {
  const own = labels.filter((label) => type === 'stored' || (label !== 'job' && label !== 'instance'))
  const labelled: readonly (readonly [string, Code])[] =
    own.length === 0 ? [] : [['labels', object(own.map((label) => [label, 'open']))]]
  const values = { ...(own.length > 0 && { labels: Object.fromEntries(own.map((label) => [label, words.open])) }) }
  if (type === 'stored') {
    const entries = [...labelled, ...(unit === 'count' ? [] : [['unit', quoted(unit)] as const])]
    return {
      code: call('stored', quoted(name), ...(entries.length === 0 ? [] : [object(entries)])),
      value: words.stored(name, { ...values, unit } as never) as AnyMetric,
    }
  }
  const buckets = (edges ?? []).flatMap((edge) => amountOf(unit, edge) ?? [])
  const facts = {
    help: isKnown ? knownHelp : guessedHelp,
    ...(isKnown ? {} : { guessed: true }),
    ...values,
    ...(type === 'histogram' ? { buckets } : {}),
    ...(Object.keys(waive).length > 0 ? { waive } : {}),
  }
  const entries: (readonly [string, Code])[] = [
    ...(isKnown
      ? [['help', 'known'] as const]
      : ([
          ['help', 'help'],
          ['guessed', 'guessed'],
        ] as const)),
    ...labelled,
    ...(type === 'histogram' ? [['buckets', list(buckets.map(literal))] as const] : []),
    ...(Object.keys(waive).length > 0 ? [['waive', literal(waive)] as const] : []),
  ]
  const somebody = words.exposedBySomebody() as unknown as Readonly<Record<string, Declare>>
  const misnamed = `misnamed${type.charAt(0).toUpperCase()}${type.slice(1)}`
  const needsUnit = type === 'counter' || type === 'gauge' || type === 'histogram'
  const isPlain = fits(type, name) && (!needsUnit || unitOf(name) === unit)
  const word = isPlain ? type : misnamed
  const withUnit = !isPlain && needsUnit
  return {
    code: method(
      'somebody',
      word,
      quoted(name),
      object([...entries, ...(withUnit ? [['unit', quoted(unit)] as const] : [])]),
    ),
    value: somebody[word]?.(name, { ...facts, ...(withUnit ? { unit } : {}) }) as AnyMetric,
  }
}

/** Whether a name is one of Prometheus' conventions for the type. */
function fits(type: Taken['type'], name: string): boolean {
  const isPart = /_(?:bucket|count|sum)$/.test(name)
  if (type === 'counter') return name.endsWith('_total')
  if (type === 'info') return name.endsWith('_info')
  if (type === 'timestamp') return name.endsWith('_seconds')
  return !isPart && !name.endsWith('_total')
}
