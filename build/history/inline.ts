import type { RecordingRule } from '../documents/views.ts'
import { parseDuration, printDuration } from '../promql/duration.ts'
import { accepts } from '../promql/regex/compile.ts'
import { selectors } from '../promql/rewrite.ts'
import type { Binary, Call, Expr, Matcher, Selector } from '../promql/tree.ts'
import { typeOf } from '../promql/types/typeof.ts'
import { mapSelectors } from '../promql/walk.ts'

/** The recording rules whose series a selector may read. */
export const recordedBy = (selector: Selector, recordings: readonly RecordingRule[]): readonly RecordingRule[] =>
  recordings.filter(
    ({ name, labels }) =>
      name === nameOf(selector) &&
      selector.matchers.every((matcher) => {
        const mark = labels[matcher.label]
        return mark === undefined || accepts(matcher, mark) !== false
      }),
  )

const nameOf = ({ metric, matchers }: Selector): string | undefined =>
  metric ?? matchers.find(({ label, op }) => label === '__name__' && op === '=')?.value

/** What stands for the names of recording rules. */
export interface Inlined {
  readonly expr: Expr
  /** The names that an expression stands for now. */
  readonly names: readonly string[]
}

/**
 * An expression with what recording rules compute in place of the series that the history lacks. A window over one becomes a
 * subquery with a point each `interval` milliseconds, as the rule would have recorded.
 */
export function inlined(
  expr: Expr,
  recordings: readonly RecordingRule[],
  isKept: (rule: RecordingRule) => boolean,
  interval: number,
): Inlined {
  const names = new Set<string>()
  const put = (inner: Expr, under: readonly RecordingRule[]): Expr =>
    mapSelectors(inner, (selector) => {
      const found = recordedBy(selector, recordings).filter((rule) => !under.includes(rule))
      if (found.length === 0 || found.every(isKept)) return selector
      names.add(nameOf(selector) ?? '')
      const [first, ...others] = found.map((rule) => marked(put(rule.query.expr, [...under, rule]), rule))
      if (first === undefined) return selector
      const open = selector.matchers.filter(
        ({ label }) => label !== '__name__' && found.some(({ labels }) => labels[label] === undefined),
      )
      const all = others.reduce<Expr>((left, right) => ({ is: 'binary', op: 'or', left, right }), first)
      return placed(open.reduce(only, all), selector, interval)
    })
  return { expr: put(expr, []), names: [...names] }
}

/** The metrics that an expression reads and that no rule records. */
export const readIn = (expr: Expr): readonly string[] => [
  ...new Set(selectors(expr).flatMap((selector) => nameOf(selector) ?? [])),
]

const text = (value: string): Expr => ({ is: 'string', value })

/** With the labels that the rule puts on. */
function marked(expr: Expr, { labels }: RecordingRule): Expr {
  const vector: Expr = typeOf(expr) === 'scalar' ? call('vector', expr) : expr
  return Object.entries(labels).reduce((inner, [label, value]) => labelled(inner, label, value), vector)
}

const call = (fn: string, ...args: readonly Expr[]): Call => ({ is: 'call', fn, args })

const labelled = (expr: Expr, label: string, value: string, source = '', pattern = ''): Expr =>
  call('label_replace', expr, text(label), text(value.replaceAll('$', '$$$$')), text(source), text(pattern))

/** A label that no series has. */
const aside = 'history_fits'

/** Only those series of an expression that fit a matcher, which PromQL has for series that are stored and for no others. */
function only(expr: Expr, { label, op, value }: Matcher): Expr {
  const pattern = op === '=' || op === '!=' ? value.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&') : value
  const fitting: Binary = {
    is: 'binary',
    op: op === '=' || op === '=~' ? 'and' : 'unless',
    matching: { kind: 'on', labels: [aside] },
    left: labelled(expr, aside, '1', label, pattern),
    right: labelled(call('vector', { is: 'number', value: 1 }), aside, '1'),
  }
  return labelled(fitting, aside, '')
}

/** In the place of a selector: over its window, and as long ago. */
function placed(expr: Expr, { range, offset, at }: Selector, interval: number): Expr {
  const step = printDuration(interval)
  const shift = { ...(offset === undefined ? {} : { offset }), ...(at === undefined ? {} : { at }) }
  if (range !== undefined) return { is: 'subquery', expr, range, step, ...shift }
  if (offset === undefined && at === undefined) return expr
  return call('last_over_time', { is: 'subquery', expr, range: printDuration(Math.max(interval, 1)), step, ...shift })
}

/** Milliseconds of a duration; `undefined` for other text. */
export function lengthOf(duration: string): number | undefined {
  try {
    return parseDuration(duration)
  } catch {
    return undefined
  }
}
