/** A pattern that is read from left to right. */
export class Text {
  readonly pattern: string
  at = 0

  constructor(pattern: string) {
    this.pattern = pattern
  }

  get done(): boolean {
    return this.at >= this.pattern.length
  }

  /** The next character, a pair of surrogates as one; `''` at the end. */
  get peek(): string {
    const point = this.pattern.codePointAt(this.at)
    return point === undefined ? '' : String.fromCodePoint(point)
  }

  take(): string {
    const next = this.peek
    this.at += next.length
    return next
  }

  /** What a sticky pattern finds here, which is then taken. */
  match(sticky: RegExp): RegExpExecArray | undefined {
    sticky.lastIndex = this.at
    const found = sticky.exec(this.pattern) ?? undefined
    if (found) this.at += found[0].length
    return found
  }
}
