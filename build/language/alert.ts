import type { Condition } from './condition.ts'
import { aUrl, ownAnnotation, ownLabel, ownValue } from './demands/alert-words.ts'
import { aWindow } from './demands/amounts.ts'
import { aComponent } from './demands/component.ts'
import {
  aFunction,
  type Demand,
  due,
  type Fault,
  howMany,
  isPlain,
  isTrue,
  line,
  listOf,
  optional,
  options,
  recordOf,
  refuse,
  text,
} from './demands/demand.ts'
import { aCondition, aQuery, made, typeOf } from './demands/kinds.ts'
import { sameLabels } from './demands/labels.ts'
import { alertName } from './demands/names.ts'
import { nameIn } from './demands/shown.ts'
import { firing } from './firing.ts'
import type { AlertName } from './names.ts'
import type { AnyQuery } from './query.ts'
import type { AnyRecording } from './record.ts'
import type { Component } from './register.ts'
import type { Scenario } from './scenario.ts'
import { aSeverity, type Level, levelOf, type Severity } from './severity.ts'
import type { Objective } from './slo/objective.ts'
import type { Slo } from './slo.ts'
import type { Unit, Window } from './units.ts'
import type { Waivers } from './waive.ts'

/** How long a condition must hold, or must be over: `5m`, `3h`. */
export type Hold = Window

/** What a sentence about a firing alert may mention: its value, and the labels that its series really carry. */
export interface Firing<L extends string> {
  /** The value in words, humanized for the condition's unit. */
  readonly value: string
  readonly labels: { readonly [K in L]: string }
}

interface About<L extends string> {
  /** Without it the alert fires at once. */
  readonly for?: Hold
  /** For conditions that flap: how long the alert outlives its condition. */
  readonly keepFiringFor?: Hold
  /** One sentence, the same for every series. */
  readonly summary: string
  readonly description: (firing: Firing<L>) => string
  /** Alerts on the same trouble: while this one fires they are held back, where they carry the same labels. */
  readonly insteadOf?: readonly AnyAlert[]
  /** Labels of its own, by which it may be routed: `{ team: 'payments' }`. */
  readonly labels?: Readonly<Record<string, string>>
  /** Annotations of its own; a sentence about what fires is written like the description. */
  readonly annotations?: Readonly<Record<string, string | ((firing: Firing<L>) => string)>>
  /** Where its runbook is, when it is kept elsewhere: an address. There is none in `alerts/runbooks/` then. */
  readonly runbook?: string
  /** What to look at next: a question, and the query that answers it. The runbook lists them. */
  readonly diagnosis?: Readonly<Record<string, AnyQuery>>
  /** Known traps: what must set it off, and what must not. The rule tests play them. */
  readonly scenarios?: readonly Scenario[]
  /** Why no drill needs it, where none does: the page of drills lists the reason. */
  readonly undrilled?: string
  /** Why nobody needs to see it fire and stay silent, where the build finds no input that shows it. */
  readonly unproven?: string
  readonly waive?: Waivers
}

/** One rule of an alert: a condition and where its notification goes. */
interface Arm<L extends string, U extends Unit> {
  readonly when: Condition<L, U>
  readonly severity: Severity
  readonly component: Component
  /** Its component does nothing while this fires: whatever else fails there, and where it is depended on, only follows. */
  readonly outage?: true
}

/** An alert as the compiler reads it: one name, and a rule for each arm. */
export interface AnyAlert {
  readonly type: 'alert'
  readonly name: string
  readonly arms: readonly [AnyArm, ...AnyArm[]]
  readonly for: Hold | undefined
  readonly keepFiringFor: Hold | undefined
  readonly summary: string
  readonly description: string
  /** The alerts that it holds back, with the labels that must be the same. */
  readonly insteadOf: readonly { readonly alert: string; readonly equal: readonly string[] }[]
  /** Labels and annotations of its own. */
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
  /** Where its runbook is, when it is kept elsewhere. */
  readonly runbookUrl: string | undefined
  readonly diagnosis: Readonly<Record<string, AnyQuery>>
  readonly scenarios: readonly Scenario[]
  readonly unproven: string | undefined
  readonly undrilled?: string | undefined
  readonly waive: Waivers
  /** The service level objective that it watches, where it does. */
  readonly objective?: Objective
  /** The prose of its runbook, where nobody has written one. */
  readonly runbook?: string
}

export interface AnyArm {
  readonly when: AnyQuery & Pick<Condition<never, never>, 'threshold'>
  readonly severity: Level
  readonly component: Component
  readonly outage?: true
}

/** An alert on something that measures `U`; a panel of the same unit can show its threshold. */
export interface Alert<in out U extends Unit> extends AnyAlert {
  readonly measures: ((unit: U) => U) | undefined
}

/** An alert: when it fires, for how long, how bad it is, and what to tell the person who is woken. */
export function alert<const N extends string, L extends string, U extends Unit>(
  name: AlertName<N>,
  options: About<L> & Arm<L, U>,
): Alert<U> {
  refuse(
    `alert ${nameIn(name)}`,
    alertName.faults(name, 'its name'),
    aboutAlert.faults(options, 'what follows the name'),
  )
  const { when, severity, component, outage, ...about } = options
  return declared(name, [{ when, severity, component, ...(outage && { outage }) }], about)
}

/** An alert that is worse, or another component's concern, for some of what it watches: one rule for each arm. */
export function alertEach<const N extends string, L extends string, U extends Unit>(
  name: AlertName<N>,
  arms: readonly [Arm<L, U>, ...Arm<L, U>[]],
  about: About<L>,
): Alert<U> {
  const word = `alert ${nameIn(name)}`
  refuse(
    word,
    alertName.faults(name, 'its name'),
    severalArms.faults(arms, 'its arms'),
    aboutArms.faults(about, 'what follows the arms'),
  )
  const [{ when }, ...others] = arms
  refuse(word, ...others.map((arm) => sameLabels(when, arm.when, ['the first arm', 'another'])))
  return declared(name, arms, about)
}

const aSentence = due(
  'a text, or a function that answers one',
  (value) => typeof value === 'function' || (typeof value === 'string' && value.trim() !== ''),
  'Write the sentence, or ({ value, labels }) => `…`.',
)
const aboutEach = {
  for: optional(aWindow),
  keepFiringFor: optional(aWindow),
  summary: text,
  description: aFunction,
  insteadOf: optional(listOf(made('alert', 'an alert', 'Give it alerts of alerts/.'))),
  labels: optional(recordOf(ownValue, ownLabel)),
  annotations: optional(recordOf(aSentence, ownAnnotation)),
  runbook: optional(aUrl),
  diagnosis: optional(recordOf(aQuery)),
  scenarios: optional(listOf(made('scenario', 'a scenario', "Write fires('…', …) or silent('…', …)."))),
  unproven: optional(line),
  undrilled: optional(line),
  waive: optional(recordOf(text)),
}
const ofArm = { when: aCondition, severity: aSeverity, component: aComponent, outage: optional(isTrue) }
const aboutAlert: Demand = options({ ...ofArm, ...aboutEach })
const aboutArms: Demand = options(aboutEach)
const severalArms: Demand = listOf(options(ofArm), { least: 1 })

/** How Prometheus evaluates the rules of a group. */
export interface Evaluation {
  /** How often; without it as often as the settings say. */
  readonly interval?: Window
  /** The most series that one rule may have: with more it fails, which is an alert of its own. */
  readonly limit?: number
  /** How far back it looks, for metrics that arrive late: from Prometheus 2.53 on. */
  readonly queryOffset?: Window
}

/** The rules of one file, whose name is the group's. */
export interface Group extends Evaluation {
  readonly type: 'group'
  readonly rules: readonly AnyRule[]
}

type AnyRule = AnyAlert | AnyRecording

/**
 * Gathers the rules of one file, recording rules first, for alerts that read them; an SLO brings both. Options may stand
 * before them.
 */
export function group(...rules: readonly (AnyRule | Slo)[]): Group
export function group(evaluated: Evaluation, ...rules: readonly (AnyRule | Slo)[]): Group
export function group(...given: readonly (Evaluation | AnyRule | Slo)[]): Group {
  const [first] = given
  const isOptions = isPlain(first) && !('type' in first)
  if (isOptions) refuse('group()', evaluation.faults(first, 'what stands before the rules'), somethingIn(first))
  const rules = (isOptions ? given.slice(1) : given) as readonly (AnyRule | Slo)[]
  refuse('group()', listOf(aRule).faults(rules, 'what it gathers'))
  return {
    type: 'group',
    ...(isOptions ? (first as Evaluation) : {}),
    rules: rules.flatMap((rule) => (rule.type === 'slo' ? rule.rules : [rule])),
  }
}

const somethingIn = (given: object): readonly Fault[] =>
  Object.keys(given).length > 0 ? [] : [{ what: 'no option is given.', next: 'Leave the braces out.' }]

const evaluation: Demand = options({
  interval: optional(aWindow),
  limit: optional(howMany),
  queryOffset: optional(aWindow),
})

const aRule = due(
  'an alert, a recording rule or an SLO',
  (value) => ['alert', 'recording', 'slo'].some((type) => typeOf(value) === type),
  'Give it what alert(), record() or slo() makes.',
)

const inFull = <L extends string, U extends Unit>({ severity, ...arm }: Arm<L, U>): AnyArm => ({
  ...arm,
  severity: levelOf(severity),
})

function declared<L extends string, U extends Unit>(
  name: string,
  arms: readonly [Arm<L, U>, ...Arm<L, U>[]],
  {
    description,
    labels: own = {},
    annotations = {},
    runbook,
    diagnosis = {},
    insteadOf = [],
    scenarios = [],
    summary,
    waive = {},
    ...about
  }: About<L>,
): Alert<U> {
  const { unit, labels } = arms[0].when
  refuse(`alert ${name}`, overwritten(own, labels))
  const told = firing(name, humanized[unit], labels)
  return {
    type: 'alert',
    name,
    arms: arms.map(inFull) as [AnyArm, ...AnyArm[]],
    for: about.for,
    keepFiringFor: about.keepFiringFor,
    summary,
    description: sentenceOf(name, 'description', description(told)),
    insteadOf: insteadOf.map((other) => ({
      alert: other.name,
      equal: sharedBy(arms.map(inFull) as [AnyArm, ...AnyArm[]], other.arms),
    })),
    labels: own,
    annotations: Object.fromEntries(
      Object.entries(annotations).map(([key, said]) => [
        key,
        typeof said === 'string' ? said : sentenceOf(name, `annotation ${key}`, said(told)),
      ]),
    ),
    runbookUrl: runbook,
    diagnosis,
    scenarios,
    unproven: about.unproven,
    ...(about.undrilled !== undefined && { undrilled: about.undrilled }),
    waive,
    measures: undefined,
  }
}

function sentenceOf(name: string, what: string, sentence: string): string {
  refuse(`alert ${name}`, text.faults(sentence, `what its ${what} answers`))
  return sentence
}

/** The labels that both carry, by which an alert finds those that it stands for. */
function sharedBy([one, ...more]: AnyAlert['arms'], [other, ...others]: AnyAlert['arms']): readonly string[] {
  const isOfOne = [...more, other, ...others].every(({ component }) => component === one.component)
  const shared = one.when.labels.filter((label) => other.when.labels.includes(label))
  return [...(isOfOne ? ['component'] : []), ...shared]
}

/** A rule's label takes the place of the series' own, by which they are told apart. */
const overwritten = (own: Readonly<Record<string, string>>, carried: readonly string[]): readonly Fault[] =>
  Object.keys(own)
    .filter((label) => carried.includes(label))
    .map((label) => ({
      what: `Its label ${label} would take the place of the ${label} that its condition carries, and its series would be one.`,
      next: 'Give the label another name, or leave it out.',
    }))

/** The unit chooses the humanizer, so that a share is never announced as a duration. */
const humanized: Readonly<Record<Unit, string>> = {
  count: '{{ $value | printf "%.0f" }}',
  seconds: '{{ $value | humanizeDuration }}',
  bytes: '{{ $value | humanize1024 }}B',
  ratio: '{{ $value | humanizePercentage }}',
  'count/s': '{{ $value | humanize }}/s',
  'bytes/s': '{{ $value | humanize1024 }}B/s',
  state: '{{ $value }}',
}
