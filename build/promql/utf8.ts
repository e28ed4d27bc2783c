// Texts as bytes, in Node and in a browser.

const encoder = new TextEncoder()

/** The bytes of a text; half a surrogate pair is U+FFFD. */
export const bytesOf = (text: string): Uint8Array => encoder.encode(text)

const ascii = /^[\0-\x7f]*$/

/** How many bytes a text has. */
export const byteLength = (text: string): number => (ascii.test(text) ? text.length : bytesOf(text).length)

/** Which of two texts comes first by their bytes: negative, 0 or positive. */
export function compareBytes(a: string, b: string): number {
  // Letters of one unit stand in the order of their bytes.
  if (ascii.test(a) && ascii.test(b)) return a < b ? -1 : a > b ? 1 : 0
  const [left, right] = [bytesOf(a), bytesOf(b)]
  const at = left.findIndex((byte, index) => byte !== right[index])
  return at === -1 ? left.length - right.length : (left[at] ?? 0) - (right[at] ?? -1)
}

/** Bytes one after the other. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
