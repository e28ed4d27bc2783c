import type { Expr } from '../promql/tree.ts'
import type { AnyAlert } from './alert.ts'
import type { Line } from './dashboard.ts'
import { amountOf } from './demands/amounts.ts'
import { type Demand, optional, options, refuse } from './demands/demand.ts'
import { aHistogram } from './demands/kinds.ts'
import { sameLabels, sameUnit } from './demands/labels.ts'
import { nameIn } from './demands/shown.ts'
import { rate, sum } from './functions.ts'
import type { Labels } from './labels.ts'
import type { Buckets, Histogram } from './metric.ts'
import type { AnyQuery, Open, Query } from './query.ts'
import type { AnyRecording } from './record.ts'
import type { Component } from './register.ts'
import { levelOf, type Severity } from './severity.ts'
import { alertsOf } from './slo/alerts.ts'
import { aName, anEdge, anObjective, aRate, aTimed, enough, noPair, ofAll, oneOfTwo, perSecond } from './slo/demands.ts'
import type { Objective } from './slo/objective.ts'
import { pairsOf } from './slo/pairs.ts'
import { panelsOf } from './slo/panels.ts'
import { recorded } from './slo/recordings.ts'
import type { Window } from './units.ts'

/** A service level objective, and all that is made of it. List it in a `group(…)`, and its `panels` in a row. */
export interface Slo {
  readonly type: 'slo'
  readonly objective: Objective
  readonly rules: readonly (AnyRecording | AnyAlert)[]
  readonly alerts: readonly AnyAlert[]
  /** Four panels: the budget left, what was reached, how fast the budget goes, and what it is judged by. */
  readonly panels: Line
}

/** What is said of an objective, besides what it counts. */
export interface About {
  /** The share that must be good: `99.9%`. */
  readonly objective: `${number}%`
  /** The period over which it must: `30d`. */
  readonly over: Window
  readonly component: Component
  /** For titles and sentences, where the name will not do: `API availability`. */
  readonly title?: string
  /** One sentence: what users are promised. */
  readonly promise?: string
  /** What the names of its alerts begin with, where the SLO's own name will not do: `ApiAvailability`. */
  readonly alert?: string
  /** With fewer failures in the long window of an alert it stays silent: they are too few to judge by. Without it, 5. */
  readonly atLeast?: number
  /** How long the budget must burn fast before somebody is woken. Without it at once: what a failover costs wakes somebody, too. */
  readonly for?: Window
  /** Pages on the same trouble: while the page of this one is out they are held back, so that nobody is woken twice. */
  readonly insteadOf?: readonly AnyAlert[]
  /** What to look at next: a question, and the query that answers it. The runbooks list them. */
  readonly diagnosis?: Readonly<Record<string, AnyQuery>>
  /** Labels of its alerts' own, by which they may be routed: `{ team: 'payments' }`. */
  readonly labels?: Readonly<Record<string, string>>
  /** Why nobody needs to see its alerts fire and stay silent, where the build finds no input that shows it. */
  readonly unproven?: string
  /** The severities of its two alerts, where a project has its own; without them, `critical` and `warning`. */
  readonly page?: Severity
  readonly ticket?: Severity
}

type Rate<L extends string, S extends string> = Query<L, 'count/s', Open, S>

/** How often something happens, and how often it goes well, or goes wrong. */
type Share<L extends string, S extends string, S2 extends string> = { readonly total: Rate<L, S> } & (
  | { readonly good: Rate<L, S2>; readonly bad?: never }
  | { readonly bad: Rate<L, S2>; readonly good?: never }
)

/**
 * A service level objective: of `total` the share `objective` must be `good`, or not `bad`, over a period. It makes the recording
 * rules, the multi-window burn-rate alerts of Google's SRE workbook, panels and the prose of runbooks. Throws `Refused`.
 */
export function slo<L extends string, S extends string, S2 extends string>(
  name: string,
  options: About & Share<L, S, S2>,
): Slo {
  const { word, about } = read(name, options, { total: aRate, good: optional(aRate), bad: optional(aRate) })
  const { total, good, bad } = options
  refuse(word, oneOfTwo(good, bad))
  const part = (good ?? bad) as Rate<L, S2>
  const sides = [good === undefined ? 'bad' : 'good', 'total'] as const
  refuse(word, sameUnit(part, total, sides), sameLabels(part, total, sides))
  refuse(word, perSecond(total))
  const errors = bad === undefined ? total.minus(part) : part
  const indicator = { side: sides[0], part: part.expr, total: total.expr } as const
  return madeOf({ ...about, indicator }, errors, options)
}

/** The same of a histogram: the share `objective` of its observations must lie within the edge of a bucket. Throws `Refused`. */
export function latencySlo<L extends Labels, B extends Buckets<'seconds'>>(
  name: string,
  options: About & { readonly of: Histogram<L, 'seconds', B>; readonly within: B[number] },
): Slo {
  const { word, about } = read(name, options, { of: aHistogram, within: amountOf('seconds') })
  const { of, within } = options
  refuse(word, aTimed(of))
  refuse(word, anEdge(of.buckets, within))
  const events = sum(rate(of.count))
  const good = sum(rate(of.upTo(within)))
  const indicator = { side: 'good', part: good.expr, total: events.expr } as const
  return madeOf({ ...about, indicator }, events.minus(good), options)
}

const severitiesOf = ({ page = 'critical', ticket = 'warning' }: About) => ({
  page: levelOf(page),
  ticket: levelOf(ticket),
})

interface Read {
  /** What the author called. */
  readonly word: string
  readonly about: Omit<Objective, 'indicator'>
}

/** What is said of an objective, once it is right. */
function read(name: string, given: About, more: Readonly<Record<string, Demand>>): Read {
  const word = `slo ${nameIn(name)}`
  refuse(word, aName.faults(name, 'its name'), options({ ...ofAll, ...more }).faults(given, 'what follows the name'))
  const { objective, over, component, title = inWords(name), atLeast = 5 } = given
  refuse(word, anObjective(objective), enough.faults(atLeast, 'atLeast'))
  const { kept, leftOut } = pairsOf(objective, over, severitiesOf(given))
  refuse(word, kept.length > 0 ? [] : noPair(objective, over, leftOut))
  const promise = given.promise ?? `Of all that ${name} counts, ${objective} goes well.`
  const about = {
    slo: name,
    title,
    promise,
    objective,
    over,
    component,
    pairs: kept,
    leftOut,
    atLeast,
    insteadOf: (given.insteadOf ?? []).map((each) => each.name),
  }
  return { word, about }
}

function madeOf<L extends string>(about: Objective, errors: { expr: Expr; labels: readonly L[] }, given: About): Slo {
  const rules = recorded(errors, about)
  const alerts = alertsOf(about, rules, {
    alert: given.alert ?? inPascalCase(about.slo),
    diagnosis: given.diagnosis ?? {},
    labels: given.labels ?? {},
    severities: severitiesOf(given),
    ...(given.for === undefined ? {} : { for: given.for }),
    ...(given.unproven === undefined ? {} : { unproven: given.unproven }),
  })
  return {
    type: 'slo',
    objective: about,
    rules: [...rules.rules, ...alerts],
    alerts,
    panels: panelsOf(about, rules, alerts),
  }
}

/** `api-availability` is `ApiAvailability`, */
const inPascalCase = (name: string): string =>
  name.replace(/(?:^|-)([a-z0-9])/g, (_, first: string) => first.toUpperCase())

/** and `Api availability`. */
const inWords = (name: string): string => `${name.slice(0, 1).toUpperCase()}${name.slice(1).replaceAll('-', ' ')}`
