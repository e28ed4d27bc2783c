import { TextDecoder } from 'node:util'

/** The text of a file, or why it has none and on which line that shows, counted from 1. */
export type Decoded = { readonly text: string } | { readonly why: string; readonly line: number }

/** Decodes UTF-8, with or without a byte order mark. Never throws. */
export function decode(bytes: Buffer): Decoded {
  const zero = bytes.indexOf(0)
  if (zero !== -1) {
    const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
    return { why: `The file is ${isWide ? 'UTF-16, not UTF-8' : 'binary: it has zero bytes'}.`, line: 1 }
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    const [before = ''] = bytes.toString('utf8').split('\uFFFD', 1)
    return { why: 'This line is no UTF-8.', line: before.split('\n').length }
  }
}
