/** Throws with what a command said, unless that has all these words. */
export function mustSay(text: string, ...words: readonly string[]): void {
  const missing = words.filter((each) => !text.includes(each))
  if (missing.length > 0) throw new Error(`It should say ${missing.join(' and ')}, and says:\n${text}`)
}
