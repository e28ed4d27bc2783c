import type { Expr } from '../promql/tree.ts'
import {
  due,
  type Fault,
  isPlain,
  isTrue,
  line,
  listOf,
  oneOf,
  optional,
  options,
  recordOf,
  refuse,
  text,
} from './demands/demand.ts'
import { aMetric, countable, made, typeOf } from './demands/kinds.ts'
import { aLabelOf } from './demands/labels.ts'
import { shown } from './demands/shown.ts'
import type { Labels } from './labels.ts'
import type { AnyMetric } from './metric.ts'
import { keyOf, type Panel } from './panel.ts'
import type { Waivers } from './waive.ts'

/** One line of the 24-column grid, shared equally by 1, 2, 3, 4 or 6 panels. */
export type Line =
  | readonly [Panel]
  | readonly [Panel, Panel]
  | readonly [Panel, Panel, Panel]
  | readonly [Panel, Panel, Panel, Panel]
  | readonly [Panel, Panel, Panel, Panel, Panel, Panel]

export interface Row {
  readonly type: 'row'
  readonly title: string
  readonly key: string
  readonly lines: readonly Line[]
  readonly collapsed: boolean
  /** The name of a picker: one row for each value that is chosen. */
  readonly repeat: string | undefined
}

/** How a row begins. */
export interface RowOptions {
  /** Closed, until somebody opens it: its panels ask for nothing before. */
  readonly collapsed?: true
  readonly repeat?: string
}

/** A variable that narrows every panel whose metrics have the label and come from the variable's jobs. */
export interface Filter {
  readonly name: string
  readonly label: string
  /** The metric whose label values the picker offers. */
  readonly metric: AnyMetric
  readonly of: string
}

/** A query whose answer is drawn as a vertical mark on every time series. */
export interface Annotation {
  readonly name: string
  readonly expr: Expr
  /** The mark's text; it may mention the query's labels as `{{label}}`. */
  readonly title: string
  readonly color: (typeof colors)[number]
}
const colors = ['red', 'blue', 'purple'] as const

type Lost<T extends string, L extends string> = T extends `${string}{{${infer Label}}}${infer Rest}`
  ? Label extends L
    ? Lost<Rest, L>
    : Label
  : never
/** A text that mentions labels of `L` only; the sentence is the compiler's error. */
export type Mentioning<T extends string, L extends string> = [Lost<T, L>] extends [never]
  ? T
  : `the query has no label ${Lost<T, L>}`

/** Declares an annotation. */
export function mark<const T extends string, L extends string>(
  name: string,
  query: { readonly expr: Expr; readonly labels: readonly L[] },
  title: Mentioning<T, L>,
  color: Annotation['color'],
): Annotation {
  const word = `mark ${shown(name)}`
  refuse(
    word,
    line.faults(name, 'its name'),
    countable.faults(query, 'what it marks'),
    line.faults(title, 'its text'),
    oneOf(colors).faults(color, 'its colour'),
  )
  refuse(word, ...labelsIn(title).map((label) => aLabelOf(query.labels).faults(label, 'what its text mentions')))
  return { name, expr: query.expr, title, color }
}

const labelsIn = (title: string): readonly string[] =>
  [...title.matchAll(/\{\{(.*?)\}\}/g)].map(([, label = '']) => label)

interface About {
  /** Stable: links and alerts refer to it. */
  readonly uid: string
  /** The question that a reader opens this dashboard to answer. */
  readonly asks: string
  readonly tags: readonly [string, ...string[]]
  readonly filters: readonly Filter[]
  readonly annotations: readonly Annotation[]
  readonly waive?: Waivers
}

export interface Dashboard extends About {
  readonly type: 'dashboard'
  readonly title: string
  readonly rows: readonly Row[]
}

/** A dashboard: rows from top to bottom. */
export function dashboard(title: string, about: About, ...rows: readonly [Row, ...Row[]]): Dashboard {
  refuse(
    `dashboard ${shown(title)}`,
    line.faults(title, 'its title'),
    aboutAll.faults(about, 'what follows the title'),
    listOf(made('row', 'a row', "Write row('…', …)."), { least: 1 }).faults(rows, 'its rows'),
  )
  refuse(`dashboard ${shown(title)}`, ...rows.map((each) => repeatsOf(each, about.filters)))
  return { type: 'dashboard', title, ...about, rows }
}

/** What is repeated is repeated for a picker that the dashboard has. */
const repeatsOf = ({ title, repeat, lines }: Row, filters: readonly Filter[]): readonly Fault[] => {
  const repeated = [
    [title, repeat] as const,
    ...lines.flat().map((panel) => [panel.title, panel.frame.repeat] as const),
  ]
  const names = filters.map(({ name }) => name)
  return repeated.flatMap(([what, name]) =>
    name === undefined || names.includes(name)
      ? []
      : [
          {
            what: `${what} is repeated for ${name}, and ${names.length === 0 ? 'the dashboard has no picker' : `its pickers are ${names.join(', ')}`}.`,
            next: 'Name a picker of filters.',
          },
        ],
  )
}

const aFilter = due(
  'a picker',
  (value) => isPlain(value) && 'metric' in value && 'of' in value,
  'Write instancesOf(…) or valuesOf(…).',
)
const anAnnotation = due(
  'a mark',
  (value) => isPlain(value) && 'expr' in value && 'color' in value,
  "Write mark('…', …).",
)
const aUid = due(
  'a uid',
  (value) => typeof value === 'string' && /^[\w-]{1,40}$/.test(value),
  'Write up to 40 letters, digits, dashes and underscores.',
)
const aboutAll = options({
  uid: aUid,
  asks: text,
  tags: listOf(line, { least: 1 }),
  filters: listOf(aFilter),
  annotations: listOf(anAnnotation),
  waive: optional(recordOf(text)),
})

/** A titled row: each array is one line of panels, from left to right. */
export function row(title: string, ...lines: readonly [Line, ...Line[]]): Row
export function row(title: string, about: RowOptions, ...lines: readonly [Line, ...Line[]]): Row
export function row(title: string, ...given: readonly (RowOptions | Line)[]): Row {
  const [first] = given
  const about = isPlain(first) && !('type' in first) ? (first as RowOptions) : undefined
  const lines = about === undefined ? given : given.slice(1)
  refuse(
    `row ${shown(title)}`,
    line.faults(title, 'its title'),
    about === undefined ? [] : aboutRow.faults(about, 'what follows the title'),
    listOf(aLine, { least: 1 }).faults(lines, 'its lines'),
  )
  const { collapsed = false, repeat } = about ?? {}
  return { type: 'row', title, key: keyOf(title), lines: lines as readonly Line[], collapsed, repeat }
}

const aboutRow = options({ collapsed: optional(isTrue), repeat: optional(line) })

const aPanel = due(
  'a panel',
  (value) => typeof typeOf(value) === 'string' && typeof value === 'object' && value !== null && 'targets' in value,
  'Write timeseries(…), stat(…), table(…) …',
)
const shares = [1, 2, 3, 4, 6]
const aLine = {
  due: 'a line of panels',
  faults: (value: unknown, name: string): readonly Fault[] => {
    const faults = listOf(aPanel).faults(value, name)
    if (faults.length > 0 || !Array.isArray(value) || shares.includes(value.length)) return faults
    return [
      {
        what: `${name} should have 1, 2, 3, 4 or 6 panels, and has ${value.length}.`,
        next: 'Spread them over two lines.',
      },
    ]
  },
}

/** A picker of instances; it narrows the panels that read this metric's jobs, and no others. */
export function instancesOf(metric: AnyMetric, name: string, label: string): Filter {
  refuse(
    'instancesOf()',
    aMetric.faults(metric, 'what it offers'),
    aVariable.faults(name, 'its name'),
    line.faults(label, 'its label'),
  )
  return { name, label, metric, of: 'instance' }
}

const aVariable = due(
  "a variable's name",
  (value) => typeof value === 'string' && /^\w+$/.test(value),
  'Write letters, digits and underscores.',
)

/** A picker of one of a metric's labels. */
export function valuesOf<L extends Labels>(
  metric: AnyMetric & { readonly declared: L },
  of: keyof L & string,
  label: string,
): Filter {
  refuse('valuesOf()', aMetric.faults(metric, 'what it offers'))
  refuse(
    'valuesOf()',
    aLabelOf(Object.keys(metric.declared), metric.name).faults(of, 'what it offers'),
    line.faults(label, 'its label'),
  )
  return { name: of, label, metric, of }
}
