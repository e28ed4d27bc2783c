import type { Expr } from '../../promql/tree.ts'
import type { Component } from '../register.ts'
import type { Window } from '../units.ts'
import type { Pair } from './pairs.ts'

/** A service level objective as everything reads it that is made of it: plain data. */
export interface Objective {
  /** Its name, and the value of the label `slo`: `api-availability`. */
  readonly slo: string
  /** For titles and sentences: `API availability`. */
  readonly title: string
  /** One sentence: what users are promised. */
  readonly promise: string
  /** The share that must be good: `99.9%`. */
  readonly objective: string
  /** The period over which it must. */
  readonly over: Window
  readonly component: Component
  readonly pairs: readonly Pair[]
  /** The pairs that it cannot have, one sentence each. */
  readonly leftOut: readonly string[]
  /** With fewer failures in the long window nobody is told. */
  readonly atLeast: number
  /** What is good or bad, of all that is counted; over windows that are open. */
  readonly indicator: { readonly side: 'good' | 'bad'; readonly part: Expr; readonly total: Expr }
  /** The alerts that its page holds back. */
  readonly insteadOf: readonly string[]
}

/** By which an alert is known to watch an objective. */
export const labelsOf = (about: Objective | undefined): Readonly<Record<string, string>> =>
  about === undefined ? {} : { slo: about.slo, objective: about.objective, period: about.over }
