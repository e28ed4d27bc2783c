import { functions } from '../functions.ts'
import type { Call, Expr } from '../tree.ts'
import { sumOf } from './aggregation.ts'
import { calendars, withoutVector } from './clock-calls.ts'
import { among, anywhere, between, type Domain, positive } from './domain.ts'
import { absentLabels, joinLabels, replaceLabel } from './label-calls.ts'
import { noLabels } from './labels.ts'
import { count, perSecond, ratio, seconds, squared } from './unit.ts'
import { type Report, unknown, type Value } from './value.ts'

/** What a function makes of its arguments. */
export function inferCall(call: Call, args: readonly Value[], report: Report): Value {
  const { fn } = call
  const known = functions.get(fn)
  const of = args.find(({ type }) => type === 'vector' || type === 'matrix')
  if (!known) return { ...unknown, type: 'vector' }
  if (!of) return withoutVector(fn, args, known.result)
  const { labels, ...values } = { labels: of.labels, ...applied(call, of, args, report) }
  const type = known.result
  return { ...values, type, labels: labelsOf(call, { ...of, labels }), ...emptiness(fn, of) }
}

const emptiness = (fn: string, { empty }: Value): { readonly empty?: true } =>
  empty && fn !== 'absent' && fn !== 'absent_over_time' && fn !== 'scalar' ? { empty } : {}

/** Functions that leave the series as they are; all others drop at least the name. */
const keepers = [
  'sort',
  'sort_desc',
  'sort_by_label',
  'sort_by_label_desc',
  'last_over_time',
  'first_over_time',
  'label_replace',
  'label_join',
  'info',
]

function labelsOf(call: Call, of: Value): Value['labels'] {
  const { fn } = call
  if (fn === 'scalar') return noLabels
  if (fn === 'absent' || fn === 'absent_over_time') return absentLabels(call.args[0])
  if (fn === 'label_replace') return replaceLabel(call, of.labels)
  if (fn === 'label_join') return joinLabels(call, of.labels)
  if (fn === 'info') return of.labels.or(unknown.labels)
  if (keepers.includes(fn)) return of.labels
  if (fn === 'histogram_quantiles') {
    const label = call.args[1]
    const rest = of.labels.without(['__name__', 'le'])
    return label?.is === 'string' ? rest.with(label.value, { always: true }) : unknown.labels
  }
  return of.labels.without(
    fn === 'histogram_quantile' || fn === 'histogram_fraction' ? ['__name__', 'le'] : ['__name__'],
  )
}

type Result = Omit<Value, 'type' | 'labels'>

function applied(call: Call, of: Value, args: readonly Value[], report: Report): Result {
  const { kind, unit, domain, buckets } = of
  const same = { kind, unit, domain, ...(buckets ? { buckets } : {}) }
  const { fn } = call
  const calendar = calendars[fn]
  if (calendar) return { kind: 'gauge', unit: undefined, domain: calendar }
  switch (fn) {
    case 'rate':
    case 'irate':
    case 'increase':
      checkCounter(call, of, report)
      return {
        ...same,
        kind: fn === 'increase' ? 'increase' : 'rate',
        unit: fn === 'increase' ? unit : perSecond(unit),
        domain: kind === 'unknown' && !countsByName(call.args[0]) ? anywhere : positive,
      }
    case 'delta':
    case 'idelta':
    case 'deriv':
    case 'predict_linear':
      checkGauge(call, of, report)
      return { kind: 'gauge', unit: fn === 'deriv' ? perSecond(unit) : unit, domain: anywhere }
    case 'histogram_quantile':
      return quantile(call, of, args[0]?.number, report)
    case 'histogram_fraction':
      return { kind: 'ratio', unit: ratio, domain: between(0, 1) }
    case 'changes':
    case 'resets':
    case 'count_over_time':
      return { kind: 'count', unit: count, domain: positive }
    case 'sum_over_time':
      return kind === 'state' || kind === 'info'
        ? { kind: 'count', unit: count, domain: positive }
        : { ...same, domain: sumOf(domain) }
    case 'avg_over_time':
    case 'quantile_over_time':
      return kind === 'state'
        ? { kind: 'ratio', unit: ratio, domain: between(0, 1) }
        : { ...same, domain: between(domain.min, domain.max) }
    case 'stddev_over_time':
      return { kind: 'gauge', unit, domain: positive }
    case 'stdvar_over_time':
      return { kind: 'gauge', unit: squared(unit), domain: positive }
    case 'absent':
    case 'absent_over_time':
      return { kind: 'state', unit: ratio, domain: among(1) }
    case 'present_over_time':
      return { kind: 'info', unit: count, domain: among(1) }
    case 'timestamp':
      return { kind: 'timestamp', unit: seconds, domain: positive }
    case 'abs':
      return { ...same, domain: domain.min >= 0 ? domain : positive }
    case 'sqrt':
    case 'exp':
      return { kind: 'gauge', unit: undefined, domain: positive }
    case 'sgn':
      return {
        kind: 'gauge',
        unit: 'any',
        domain: domain.min > 0 ? among(1) : domain.min >= 0 ? among(0, 1) : among(-1, 0, 1),
      }
    case 'clamp':
    case 'clamp_min':
    case 'clamp_max':
      return { ...same, domain: clamped(fn, domain, args) }
    case 'ceil':
    case 'floor':
    case 'round':
      return { ...same, domain: between(Math.floor(domain.min), Math.ceil(domain.max)) }
    case 'max_over_time':
    case 'min_over_time':
    case 'last_over_time':
    case 'first_over_time':
    case 'sort':
    case 'sort_desc':
    case 'sort_by_label':
    case 'sort_by_label_desc':
    case 'label_replace':
    case 'label_join':
    case 'info':
    case 'scalar':
      return same
    default:
      return { kind: 'unknown', unit: undefined, domain: anywhere }
  }
}

/** What ends so only grows, whoever exposes it; the rate of anything else may be that of a gauge. */
const countsByName = (of: Expr | undefined): boolean =>
  of?.is === 'selector' && /_(?:total|count|bucket)$/.test(of.metric ?? '')

function clamped(fn: string, { min, max }: Domain, args: readonly Value[]): Domain {
  const least = fn === 'clamp_max' ? Number.NEGATIVE_INFINITY : args[1]?.number
  const most = fn === 'clamp_min' ? Number.POSITIVE_INFINITY : args[fn === 'clamp' ? 2 : 1]?.number
  if (least === undefined || most === undefined || !(least <= most)) return anywhere
  const within = (value: number) => Math.min(Math.max(value, least), most)
  return between(within(min), within(max))
}

function checkCounter(call: Call, { kind }: Value, report: Report): void {
  if (!['gauge', 'state', 'info', 'timestamp', 'quantile', 'ratio', 'rate', 'increase', 'mean'].includes(kind)) return
  const what = kind === 'gauge' || kind === 'state' ? 'gauges' : `values of kind ${kind}`
  report({ kind: 'rate-of-gauge', node: call, message: `${call.fn} is for counters, and these are ${what}.` })
}

function checkGauge(call: Call, { kind }: Value, report: Report): void {
  if (kind !== 'counter' && kind !== 'bucket') return
  report({
    kind: 'delta-of-counter',
    node: call,
    message: `${call.fn} is for gauges, and these are counters: they fall when a process restarts.`,
  })
}

function quantile(call: Call, of: Value, q: number | undefined, report: Report): Result {
  const { buckets, labels } = of
  if (!labels.isPossible('le')) {
    report({
      kind: 'missing-le',
      node: call,
      label: 'le',
      message: 'histogram_quantile needs the label le, which is not there any more.',
    })
  }
  if (q !== undefined && !(q >= 0 && q <= 1)) {
    report({ kind: 'invalid-argument', node: call, message: `A quantile is from 0 to 1, and ${q} is not.` })
  }
  const [first] = buckets?.edges ?? []
  const last = buckets?.edges.at(-1)
  const known = buckets && first !== undefined && last !== undefined && (q === undefined ? false : q >= 0 && q <= 1)
  const domain = known ? between(first > 0 ? 0 : Number.NEGATIVE_INFINITY, last) : anywhere
  return { kind: 'quantile', unit: buckets?.unit, domain, ...(buckets ? { buckets } : {}) }
}
