import { isClosed, type Values } from '../labels.ts'
import { type Unit, unitOf, units } from '../units.ts'
import { amountOf } from './amounts.ts'
import {
  type Demand,
  due,
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
} from './demand.ts'
import { openLabel } from './labels.ts'
import * as names from './names.ts'
import { shown } from './shown.ts'

const version = due(
  'a version',
  (value) => typeof value === 'string' && /^\d+\.\d+\.\d+$/.test(value),
  "Write it with three numbers: '1.6.0'.",
)

const labelValues: Demand = {
  due: 'the values of each label',
  faults: (value, name) =>
    openLabel.faults(value, name).length === 0 ? [] : listOf(text, { least: 1 }).faults(value, name).map(orOpen),
}
const orOpen = <F extends { readonly next: string }>(fault: F): F => ({
  ...fault,
  next: `List its values, or write open, or unbounded where there is no end of them.`,
})

const anyValue = (value: Values): Demand => (isClosed(value) ? oneOf(value) : text)

/** What a declaration may say, given the labels that it declares. */
function facts(about: unknown, target: readonly string[]): Readonly<Record<string, Demand>> {
  const labels = isPlain(about) && isPlain(about.labels) ? about.labels : {}
  const own = oneOf([...Object.keys(labels), ...target])
  const values = (label: string): Demand =>
    labelValues.faults(labels[label], '').length > 0 ? text : anyValue(labels[label] as Values)
  return {
    help: text,
    labels: optional(recordOf(labelValues, labelOtherThan(target))),
    since: optional(version),
    until: optional(version),
    needs: optional(line),
    labelVersions: optional(recordOf(options({ since: optional(version), until: optional(version) }), names.labelName)),
    waive: optional(recordOf(text)),
    optional: optional(text),
    partition: optional(own),
    totals: optional(own),
    initialised: optional({
      due: 'values of labels',
      faults: (value, name) =>
        isPlain(value)
          ? Object.entries(value).flatMap(([label, listed]) => [
              ...own.faults(label, `a label of ${name}`),
              ...listOf(values(label), { least: 1 }).faults(listed, `${name} › ${label}`),
            ])
          : recordOf(text).faults(value, name),
    }),
    least: optional(amountOf('count')),
    exposedAs: optional(oneOf(['counter', 'gauge', 'untyped'])),
    guessed: optional(isTrue),
    zeroMeans: optional(text),
    ofProcesses: optional(oneOf(['largest', 'earliest'])),
  }
}

/** Prometheus adds job and instance itself. */
const labelOtherThan = (target: readonly string[]): Demand => ({
  due: names.labelName.due,
  faults: (value, name) =>
    target.includes(String(value))
      ? [{ what: `${name} is ${String(value)}, which every series has.`, next: 'Leave it out.' }]
      : names.labelName.faults(value, name),
})

const buckets = (unit: Unit): Demand => listOf(amountOf(unit), { least: 2 })

type More = (name: string, about: unknown) => Readonly<Record<string, Demand>>

/** What declares a metric of a type. */
const declaration =
  (type: string, nameDemand: Demand, more: More = () => ({})) =>
  (name: unknown, about: unknown, target: object): void => {
    const word = typeof name === 'string' ? `${type} ${name}` : type
    refuse(word, nameDemand.faults(name, 'its name'))
    refuse(
      word,
      options({ ...more(String(name), about), ...facts(about, Object.keys(target)) }).faults(
        about,
        `what follows ${shown(name)}`,
      ),
    )
  }

/** What a declaration of a recorded series may say. */
export const ofStored = options({
  labels: optional(recordOf(labelValues, names.labelName)),
  unit: optional(oneOf(units)),
})

export const counter = declaration('counter', names.counterName)
export const gauge = declaration('gauge', names.gaugeName)
export const misnamed = declaration('metric', names.metricName, () => ({ unit: oneOf(units) }))
export const histogram = declaration('histogram', names.histogramName, (name) => ({ buckets: buckets(unitOf(name)) }))
export const info = declaration('info metric', names.infoName)
export const misnamedInfo = declaration('info metric', names.metricName)
export const timestamp = declaration('timestamp', names.timestampName)
export const misnamedTimestamp = declaration('timestamp', names.metricName)
export const misnamedState = declaration('state', names.metricName)
export const misnamedHistogram = declaration('histogram', names.metricName, (_, about) => {
  const unit = isPlain(about) ? units.find((each) => each === about.unit) : undefined
  return { unit: oneOf(units), buckets: buckets(unit ?? 'count') }
})
