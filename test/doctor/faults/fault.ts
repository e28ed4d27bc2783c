import type { Undo, World } from '../world.ts'

/** What the doctor must say of a fault: where it is, its cause, and the next step. */
export interface Expected {
  readonly examination: string
  readonly severity?: 'error' | 'warning' | 'note'
  readonly where: RegExp
  readonly what: RegExp
  readonly next: RegExp
}

/** Something that breaks in a running stack. */
export interface Fault {
  readonly name: string
  /** Breaks it, and answers what undoes that. */
  inject(world: World): Promise<Undo> | Undo
  /** The flags that the doctor is given besides. */
  readonly flags?: (world: World) => readonly string[]
  readonly expected: readonly [Expected, ...Expected[]]
}
