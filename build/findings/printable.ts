/** What moves a cursor, changes how text around it reads, or begins a line: control and format characters, and separators. */
const steering = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu
const steeringRun = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu

/**
 * Somebody's text in one line that steers nothing: no terminal, and no workflow of GitHub's, which carries out `::error …`
 * where a line begins with it, and `##[error]` wherever it stands.
 */
export const printable = (text: string): string =>
  text
    .replace(steeringRun, ' ')
    .replace(/^(\s*:)(?=:)/, '$1 ')
    .replaceAll('##[', '# #[')

/** The same of a line, where every place keeps its offset. */
export const printableInPlace = (line: string): string =>
  line
    .replace(steering, (each) => '\u00b7'.repeat(each.length))
    .replace(/^(\s*):(?=:)/, '$1\u00b7')
    .replaceAll('##[', '#\u00b7[')
