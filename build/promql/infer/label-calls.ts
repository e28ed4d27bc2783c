import { compile } from '../regex/compile.ts'
import { expand } from '../regex/expand.ts'
import type { Call, Expr } from '../tree.ts'
import { type Label, LabelSet, noLabels } from './labels.ts'
import { unknown } from './value.ts'

/** `absent` answers one series with the labels that its selector fixes. */
export function absentLabels(expr: Expr | undefined): LabelSet {
  if (expr?.is !== 'selector') return noLabels
  const fixing = expr.matchers.filter(({ label, op, value }) => label !== '__name__' && op === '=' && value !== '')
  // Where one label has several matchers their order counts, which the tree does not keep.
  const isSole = (label: string) => expr.matchers.filter((matcher) => matcher.label === label).length === 1
  return new LabelSet(fixing.map(({ label, value }) => [label, { always: isSole(label), values: [value] }]))
}

const texts = ({ args }: Call): readonly (string | undefined)[] =>
  args.slice(1).map((arg) => (arg.is === 'string' ? arg.value : undefined))

/** `label_replace(v, to, replacement, from, pattern)`. */
export function replaceLabel(call: Call, labels: LabelSet): LabelSet {
  const [to, replacement, from, pattern] = texts(call)
  if (to === undefined || replacement === undefined || from === undefined || pattern === undefined)
    return unknown.labels
  const source = labels.get(from)
  const before = labels.get(to)
  const whole = /^\(?\.([*+])\)?$/.exec(pattern)?.[1]
  const matchesAll = whole === '*' || (whole === '+' && source?.always === true)
  if (matchesAll && !replacement.includes('$')) {
    return labels.with(to, replacement === '' ? undefined : { always: true, values: [replacement] })
  }
  if (whole && pattern.startsWith('(') && /^\$(?:1|\{1\})$/.test(replacement)) {
    return copied(labels, to, source, before, whole === '+')
  }
  const { exec } = compile(pattern)
  const values = source ? source.values && [...source.values, ...(source.always ? [] : [''])] : ['']
  const found = values?.map((value) => exec(value))
  if (found === undefined || found.includes(undefined)) return labels.with(to, uncertain(before, replacement))
  const results = found.map((groups) => (groups ? expand(replacement, groups) : undefined))
  return labels.with(to, settled(results, before))
}

/** The whole value of one label put into another; `.+` leaves the target alone where there is none. */
function copied(
  labels: LabelSet,
  to: string,
  source: Label | undefined,
  before: Label | undefined,
  onlySome: boolean,
): LabelSet {
  if (source?.always) return labels.with(to, source)
  if (!onlySome) return labels.with(to, source)
  if (!source) return labels
  const values =
    source.values && before?.values
      ? [...new Set([...source.values, ...before.values])]
      : before
        ? undefined
        : source.values
  return labels.with(to, { always: before?.always === true, ...(values ? { values } : {}) })
}

/** Every possible result is known; `undefined` among them leaves the label as it was. */
function settled(results: readonly (string | undefined)[], before: Label | undefined): Label | undefined {
  const isKept = results.includes(undefined)
  const written = results.filter((result) => result !== undefined && result !== '') as readonly string[]
  const always = results.every((result) => (result === undefined ? before?.always === true : result !== ''))
  if (written.length === 0 && !(isKept && before)) return undefined
  const kept = isKept && before ? before.values : []
  return { always, ...(kept ? { values: [...new Set([...written, ...kept])] } : {}) }
}

const uncertain = (before: Label | undefined, replacement: string): Label => ({
  always: before?.always === true && replacement.replaceAll(/\$(?:\w+|\{\w+\})/g, '') !== '',
})

/** `label_join(v, to, separator, from…)`. */
export function joinLabels(call: Call, labels: LabelSet): LabelSet {
  const [to, separator, ...from] = texts(call)
  if (to === undefined || separator === undefined || from.includes(undefined)) return unknown.labels
  const sources = from.map((name) => labels.get(name ?? ''))
  const always = (separator !== '' && from.length > 1) || sources.some((source) => source?.always)
  if (!always && sources.every((source) => source === undefined)) return labels.without([to])
  const only = from.length === 1 ? sources[0] : undefined
  return labels.with(to, only ?? { always })
}
