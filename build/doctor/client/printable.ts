import { printable as inOneLine } from '../../findings/printable.ts'

/** A server's text in one line of bounded length, which must not steer a terminal. */
export const printable = (text: string, longest = 200): string => {
  const line = inOneLine(text).replace(/\s+/g, ' ').trim()
  return line.length > longest ? `${line.slice(0, longest)} …` : line
}
