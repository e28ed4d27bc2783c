interface Reason {
  readonly what: string
  readonly next: string
  /** The HTTP status, where there was one. */
  readonly status?: number
  /** Whether the time for all questions is up, so that no other one would be answered either. */
  readonly isOver?: boolean
  /** Whether the answer was longer than is read, or took longer. */
  readonly isTooLong?: boolean
}

/** A server did not answer what it was asked: why, and what to do about it, in a sentence each. */
export class Unanswered extends Error {
  readonly what: string
  readonly next: string
  readonly status: number | undefined
  readonly isOver: boolean
  readonly isTooLong: boolean

  constructor({ what, next, status, isOver = false, isTooLong = false }: Reason) {
    super(what)
    this.name = 'Unanswered'
    this.what = what
    this.next = next
    this.status = status
    this.isOver = isOver
    this.isTooLong = isTooLong
  }
}
