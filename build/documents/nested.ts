import type { Cursor } from './cursor.ts'
import { type Position, Spots } from './located.ts'

/** Where the letters of a file inside a file stand in the outer one. */
export class NestedSpots extends Spots {
  readonly #at: (position: Position) => Position

  /** `spots` finds the places inside; `outer` is the text that holds it. */
  constructor(text: string, outer: Cursor) {
    super(text)
    const { line, column } = outer.position
    // A text of many lines in one line of the file has no places of its own there.
    const isWritten = outer.spansLines
    this.#at = (inner) =>
      isWritten ? { line: line + inner.line - 1, column: column + inner.column - 1 } : { line, column }
  }

  override position(offset: number): Position {
    return this.#at(super.position(offset))
  }
}
