import type { Context } from './context.ts'

/** An `error` stands in the way of somebody, a `warning` will; a `note` is worth knowing and leaves the stack healthy. */
export const severities = ['error', 'warning', 'note'] as const
export type Severity = (typeof severities)[number]

/** One thing that is not as the definitions have it. */
export interface Finding {
  readonly severity: Severity
  /** What it is about, from the outside in: `redis › 127.0.0.1:9121`. */
  readonly where: string
  /** One sentence that names the cause, and both values where two differ. */
  readonly what: string
  /** The next step, as an instruction. */
  readonly next: string
  /** What the sentence is too short for, line by line. */
  readonly details?: readonly string[]
}

/** The part of a project's extension that is the doctor's. */
export interface Examining {
  /** What it asks besides. */
  readonly examinations: readonly Examination[]
}

export interface Outcome {
  /** What was seen, in a few words each: `8 of 8 targets are up`. */
  readonly facts: readonly string[]
  readonly findings: readonly Finding[]
  /** Why examinations that need this one are pointless: `Prometheus does not answer`. */
  readonly stops?: string
}

/** One step of the way that a person would go. It reads and never writes. */
export interface Examination {
  /** What `needs` and the JSON output call it. */
  readonly id: string
  /** What it answers: `Is each target up?` */
  readonly question: string
  /** The examinations that must not have stopped, by id. */
  readonly needs: readonly string[]
  /** What a server does not answer may be thrown on: an `Unanswered` becomes a finding. */
  run(context: Context): Promise<Outcome>
}
