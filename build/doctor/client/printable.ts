/** A server's text in one line, which must not steer a terminal. */
export const printable = (text: string, longest = 200): string => {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()
  return line.length > longest ? `${line.slice(0, longest)} …` : line
}
