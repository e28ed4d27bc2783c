import type { Limit, Verdict } from '../explain.ts'
import type { Happening, Mark } from '../happen.ts'
import type { Dial, Lever, Setting } from '../sandbox.ts'

/** What somebody put into the fields of the page. */
export interface Input {
  readonly rules: string
  /** A recorded /metrics text, or a saved catalog; empty for none. */
  readonly catalog: string
  /** An alertmanager.yml; empty for none. */
  readonly alertmanager: string
}

/** What the page asks of its worker; answers come in the order of the questions. */
export type Question =
  | { readonly asks: 'explain'; readonly input: Input; readonly alert: string | undefined }
  | { readonly asks: 'play'; readonly setting: Setting; readonly happenings: readonly Happening[] }

/** What the worker answers; what broke is told in a sentence. */
export type Answer =
  | { readonly tells: 'explained'; readonly explained: Explained }
  | { readonly tells: 'played'; readonly played: Played }
  | { readonly tells: 'broken'; readonly why: string }

/** A piece of a field's text, in its letters. */
export interface Spot {
  readonly from: number
  readonly to: number
}

/** Something that is wrong, in sentences, and where it stands. */
export interface Trouble {
  readonly in: keyof Input
  readonly severity: 'error' | 'warning'
  /** The check that found it; what is only said here has none. */
  readonly check?: string
  readonly what: string
  readonly next: string
  readonly line?: number
  readonly spot?: Spot
}

/** An alert that can be chosen. */
export interface Choice {
  /** Its name, with a number where another one has it, too. */
  readonly key: string
  readonly name: string
}

/** What the page shows of an input. */
export interface Explained {
  readonly choices: readonly Choice[]
  readonly troubles: readonly Trouble[]
  readonly alert: Shown | undefined
}

/** One evaluation; `at` in milliseconds. */
export interface Point {
  readonly at: number
  readonly value: number | undefined
  readonly state: 'inactive' | 'pending' | 'firing' | 'resolved'
}

/** What is drawn: the value and the state over time. */
export interface Drawing {
  readonly points: readonly Point[]
  /** Milliseconds between two evaluations. */
  readonly interval: number
  readonly marks: readonly Mark[]
}

/** Series over time with what they set off. */
export interface ShownStory extends Drawing {
  readonly title: string
  /** Each in words. */
  readonly series: readonly string[]
  /** When it fires and is resolved, in words. */
  readonly told: string
}

/** What came of a setting. */
export type Played = { readonly drawing: Drawing; readonly told: string } | { readonly why: string }

/** What can be set of an alert. */
export interface Toys {
  readonly dial: Dial | undefined
  readonly levers: readonly Lever[]
  readonly counts: boolean
}

/** All that is shown of an alert, as plain data. */
export interface Shown {
  readonly key: string
  readonly name: string
  readonly sentence: string
  readonly verdict: Verdict
  readonly limit: Limit | undefined
  readonly fires: ShownStory | undefined
  readonly silent: ShownStory | undefined
  readonly turns: readonly { readonly told: string; readonly drawing: Drawing | undefined }[]
  readonly late: readonly string[]
  readonly cost: readonly string[]
  /** `undefined`: no alertmanager.yml was given. */
  readonly routes: readonly string[] | undefined
  readonly guesses: readonly string[]
  readonly findings: readonly Trouble[]
  readonly tests: RuleTest | undefined
  readonly toys: Toys | undefined
}

/** A test for promtool, and the rules that it reads, where what was pasted is no rule file. */
export interface RuleTest {
  readonly text: string
  readonly rules: string | undefined
}
