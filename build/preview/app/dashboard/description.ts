/** A stretch of a description: plain text, or what stands between backticks. */
export interface Stretch {
  readonly text: string
  readonly isCode: boolean
  /** Which of the description's stretches it is. */
  readonly at: number
}

/** Splits a description at its backticks; a backtick without a second one is text. */
export const stretchesOf = (description: string): readonly Stretch[] =>
  description
    .split(/(`[^`\n]+`)/)
    .filter((text) => text !== '')
    .map((text, at) => {
      const isCode = /^`[^`\n]+`$/.test(text)
      return { text: isCode ? text.slice(1, -1) : text, isCode, at }
    })
