import { printable } from '../../findings/printable.ts'

export type Json = Readonly<Record<string, unknown>>

/** Something that version 2 says and the classic form cannot: where it stood, and what becomes of it. */
export interface Loss {
  /** `row 'Disks' of tab 'Storage'`. */
  readonly where: string
  /** One sentence that follows `where`, without a subject: `is always shown: …`. */
  readonly what: string
}

export interface Converted {
  /** The dashboard in the classic JSON that Grafana loads from files. */
  readonly classic: Json
  /** The same, and beside it what only version 2 says of its panels and rows: whether a row was a `tab`, the `visibility` in words. */
  readonly whole: Json
  readonly losses: readonly Loss[]
}

/** Thrown for what is no dashboard of version 2 that could be drawn: what is wrong in one sentence, and what to do. */
export class Unconvertible extends Error {
  readonly next: string

  constructor(message: string, next: string) {
    super(printable(message))
    this.name = 'Unconvertible'
    this.next = next
  }
}

/** A title as sentences quote it. */
export const quoted = (title: string): string => `'${title}'`
