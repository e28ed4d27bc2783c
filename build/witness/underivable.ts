/** Thrown where no input series can be worked out from a condition; the message is a clause that says why. */
export class Underivable extends Error {
  constructor(why: string) {
    super(why)
    this.name = 'Underivable'
  }
}
