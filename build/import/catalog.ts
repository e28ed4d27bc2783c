import * as words from '../index.ts'
import type { AnyMetric } from '../language/metric.ts'
import { unitOf } from '../language/units.ts'
import { type Code, call, formatted, list, literal, method, type Obj, object, quoted } from './code.ts'
import type { Taken } from './guess.ts'
import { importLine } from './modules.ts'
import { Names } from './names.ts'
import { amountOf } from './say/amount.ts'
import type { Handle } from './say/said.ts'
import { Imports } from './text/imports.ts'
import { DefinitionText, type Edit, edited, type Member, type Stretch } from './text/source.ts'

/** A catalog of an import: its text, and the handles of its series. */
export interface ImportedCatalog {
  readonly text: string
  readonly handles: ReadonlyMap<string, Handle>
}

const guessedHelp = 'Nobody said what it is: guessed from its name and use.'
const knownHelp = 'As the exposition has it.'

/** Metrics as they are declared: a constant each, and together those that rules store. */
interface Declarations {
  readonly lines: readonly string[]
  readonly own: readonly (readonly [name: string, Code])[]
  readonly handles: ReadonlyMap<string, Handle>
}

function declarations(
  taken: readonly Taken[],
  recorded: ReadonlySet<string>,
  waivers: ReadonlyMap<string, Readonly<Record<string, string>>>,
  names: Names,
): Declarations {
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
  return { lines, own, handles }
}

/** What declarations name besides words of the language, in the order in which it stands before them. */
function constantsFor({ lines, own }: Declarations): readonly (readonly [name: string, value: string])[] {
  const all = [...lines, ...own.map(([, code]) => formatted(code))].join('\n')
  const isUsed: Readonly<Record<string, boolean>> = {
    somebody: /\bsomebody\./.test(all),
    guessed: all.includes('guessed'),
    help: all.includes('guessed'),
    known: /\bhelp: known\b/.test(all),
  }
  return constants.filter(([name]) => isUsed[name])
}

const constants: readonly (readonly [name: string, value: string])[] = [
  ['somebody', 'exposedBySomebody()'],
  ['guessed', 'true'],
  ['help', quoted(guessedHelp)],
  ['known', quoted(knownHelp)],
]

const wordsIn = (text: string): readonly string[] =>
  ['exposedBySomebody', 'open', 'stored'].filter((word) => new RegExp(`\\b${word}\\b`).test(text))

const firstLine = '// What the imported dashboards and rules read.'
const recordedLine =
  '/** What the imported rules store, and what the project declares elsewhere, for those who read it. */'
const recordedText = (own: Declarations['own']): string =>
  `${recordedLine}\nexport const recorded = ${formatted(object(own), 0, 24)}`

/**
 * The catalog as a file of definitions and as what it makes. `recorded` are series that the imported rules store: they are
 * declared beside the metrics, for those who read them. `waivers` are what metrics are excused from, by the names of their constants.
 */
export function catalogOf(
  taken: readonly Taken[],
  recorded: ReadonlySet<string>,
  waivers: ReadonlyMap<string, Readonly<Record<string, string>>>,
): ImportedCatalog {
  const made = declarations(taken, recorded, waivers, new Names())
  const named = constantsFor(made)
  const body = [
    ...named.map(([name, value]) => `const ${name} = ${value}`),
    ...made.lines,
    ...(made.own.length === 0 ? [] : ['', recordedText(made.own)]),
    '',
  ]
  return {
    handles: made.handles,
    text: [
      firstLine,
      ...(named.some(([name]) => name === 'guessed')
        ? [
            '// What is marked `guessed` nobody has said: its type, labels and buckets are told by its name and its use. Correct it,',
            '// and take the mark away: then its labels, values and thresholds are checked.',
          ]
        : []),
      importLine(wordsIn(body.join('\n'))),
      '',
      ...body,
    ].join('\n'),
  }
}

/** Whether an import has written a catalog, which a later one may add to. */
export const isOfImport = (text: string): boolean => text.startsWith(firstLine)

/** What a later import needs of a catalog besides what is there. */
export interface Growth {
  readonly taken: readonly Taken[]
  /** More labels of what was guessed, by the names of the constants. */
  readonly labels: ReadonlyMap<string, readonly string[]>
}

/** The catalog of an earlier import with what a later one needs besides. What somebody wrote into it meanwhile stays. */
export function grownCatalog(
  before: string,
  { taken, labels }: Growth,
  recorded: ReadonlySet<string>,
  waivers: ReadonlyMap<string, Readonly<Record<string, string>>>,
): ImportedCatalog {
  const file = new DefinitionText(before)
  const there = file.constants()
  const store = file.initial('recorded')
  const stored = (store === undefined ? undefined : file.object(store)) ?? []
  const made = declarations(taken, recorded, waivers, new Names([...there, ...stored.flatMap(({ key }) => key ?? [])]))
  const missing = constantsFor(made).filter(([name]) => !there.includes(name))
  const begin = /^(?:export )?const /m.exec(file.code)?.index ?? before.length
  // What rules store stands last, with a comment before it.
  const end = before.includes(recordedLine) ? before.indexOf(recordedLine) : before.length
  const lines = made.lines.join('\n')
  const edits: readonly Edit[] = [
    put(begin, missing.map(([name, value]) => `const ${name} = ${value}\n`).join('')),
    ...[...labels].flatMap(([name, more]) => labelled(file, name, more)),
    put(end, lines === '' ? '' : end === before.length ? `${lines}\n` : `${lines.trimStart()}\n\n`),
    ...(made.own.length === 0
      ? []
      : store === undefined
        ? [put(before.length, `\n${recordedText(made.own)}\n`)]
        : [{ ...store, text: formatted(object([...membersOf(file, stored), ...made.own]), 0, 24) }]),
  ]
  const text = edited(before, edits)
  const imports = new Imports(before)
  for (const word of wordsIn(text)) imports.word(word)
  return { handles: made.handles, text: imports.settled(text) }
}

const put = (at: number, text: string): Edit => ({ from: at, to: at, text })

const membersOf = (file: DefinitionText, members: readonly Member[]): readonly (readonly [string, Code])[] =>
  members.map(({ key = '', value }) => [key, file.of(value)])

/** More labels in a declaration of the form that an import writes; none where somebody has given it another. */
function labelled(file: DefinitionText, name: string, more: readonly string[]): readonly Edit[] {
  const declared = file.initial(name)
  if (declared === undefined) return []
  const opens = file.code.indexOf('(', declared.from)
  const [first, about] = file.parts(opens)
  const members = about === undefined ? undefined : file.object(about)
  const known = members?.find(({ key }) => key === 'labels')
  const labels = known === undefined ? [] : file.object(known.value)
  if (first === undefined || about === undefined || members === undefined || labels === undefined) return []
  const added = more.map((label): readonly [string, Code] => [label, 'open'])
  if (file.isCommented(declared) || [...members, ...labels].some(({ key }) => key === undefined)) {
    const open = added.map(([label]) => `${label}: open`).join(', ')
    return known === undefined ? [after(about, `labels: { ${open} }`)] : [after(known.value, open)]
  }
  const all = object([...membersOf(file, labels), ...added])
  const kept = membersOf(file, members)
  const labelsOf = (each: readonly [string, Code]): readonly [string, Code] =>
    each[0] === 'labels' ? ['labels', all] : each
  const entries: Obj['entries'] = known === undefined ? [...kept, ['labels', all]] : kept.map(labelsOf)
  const called = file.text.slice(declared.from, opens)
  return [{ ...declared, text: formatted(call(called, file.of(first), object(entries)), 0, 16 + name.length) }]

  /** At the end of an object that has members. */
  function after(inside: Stretch, text: string): Edit {
    const last = file.object(inside)?.at(-1)?.at.to
    return last === undefined ? put(inside.from + 1, ` ${text} `) : put(last, `, ${text}`)
  }
}

/** The same metric with more labels, as it is declared then. */
export function widened(metric: AnyMetric, labels: readonly string[]): AnyMetric {
  const { name, unit, edges, facts } = metric
  const all = [...Object.keys(metric.declared), ...labels]
  const type = unit === 'state' ? 'state' : metric.type
  return declare({ name, type, unit, labels: all, isKnown: false, ...(edges && { edges }) }, facts.waive ?? {}).value
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
